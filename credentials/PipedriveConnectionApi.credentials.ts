// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import {
	apiKeyProperties,
	keyAuthentication,
	verifyRequest,
} from '../connection/credential/credential';
import { pipedrive } from '../services/pipedrive';

export class PipedriveConnectionApi implements ICredentialType {
	name = 'pipedriveConnectionApi';

	displayName = 'Pipedrive Connection API';

	icon = { light: 'file:icons/pipedrive.svg', dark: 'file:icons/pipedrive.dark.svg' } as const;

	documentationUrl = 'https://pipedrive.readme.io/docs/core-api-concepts-authentication';

	properties = apiKeyProperties(pipedrive);

	authenticate = keyAuthentication(pipedrive);

	test = verifyRequest(pipedrive, 'apiKey');
}
