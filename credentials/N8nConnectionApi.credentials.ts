// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import {
	apiKeyProperties,
	keyAuthentication,
	verifyRequest,
} from '../connection/credential/credential';
import { n8n } from '../services/n8n';

export class N8nConnectionApi implements ICredentialType {
	name = 'n8nConnectionApi';

	displayName = 'Connections API';

	icon = {
		light: 'file:../nodes/Connections/connections.svg',
		dark: 'file:../nodes/Connections/connections.dark.svg',
	} as const;

	documentationUrl = 'https://docs.n8n.io/connect/n8n-api/authentication/';

	properties = apiKeyProperties(n8n);

	authenticate = keyAuthentication(n8n);

	test = verifyRequest(n8n, 'apiKey');
}
