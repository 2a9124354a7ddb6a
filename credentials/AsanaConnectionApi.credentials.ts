// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import {
	apiKeyProperties,
	keyAuthentication,
	verifyRequest,
} from '../connection/credential/credential';
import { asana } from '../services/asana';

export class AsanaConnectionApi implements ICredentialType {
	name = 'asanaConnectionApi';

	displayName = 'Asana Connection API';

	icon = { light: 'file:icons/asana.svg', dark: 'file:icons/asana.dark.svg' } as const;

	documentationUrl = 'https://developers.asana.com/docs/personal-access-token';

	properties = apiKeyProperties(asana);

	authenticate = keyAuthentication(asana);

	test = verifyRequest(asana, 'apiKey');
}
