// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import {
	apiKeyProperties,
	keyAuthentication,
	verifyRequest,
} from '../connection/credential/credential';
import { zendesk } from '../services/zendesk';

export class ZendeskConnectionApi implements ICredentialType {
	name = 'zendeskConnectionApi';

	displayName = 'Zendesk Connection API';

	icon = { light: 'file:icons/zendesk.svg', dark: 'file:icons/zendesk.dark.svg' } as const;

	documentationUrl = 'https://developer.zendesk.com/api-reference/introduction/security-and-auth/';

	properties = apiKeyProperties(zendesk);

	authenticate = keyAuthentication(zendesk);

	test = verifyRequest(zendesk, 'apiKey');
}
