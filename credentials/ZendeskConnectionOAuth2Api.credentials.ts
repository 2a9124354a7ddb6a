// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import { oauth2Properties, verifyRequest } from '../connection/credential/credential';
import { zendesk } from '../services/zendesk';

export class ZendeskConnectionOAuth2Api implements ICredentialType {
	name = 'zendeskConnectionOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Zendesk Connection OAuth2 API';

	icon = { light: 'file:icons/zendesk.svg', dark: 'file:icons/zendesk.dark.svg' } as const;

	documentationUrl = 'https://developer.zendesk.com/documentation/authentication/';

	properties = oauth2Properties(zendesk);

	test = verifyRequest(zendesk, 'oauth2');
}
