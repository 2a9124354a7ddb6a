// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import { oauth2Properties, verifyRequest } from '../connection/credential/credential';
import { quickbooks } from '../services/quickbooks';

export class QuickbooksConnectionOAuth2Api implements ICredentialType {
	name = 'quickbooksConnectionOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'QuickBooks Online Connection OAuth2 API';

	icon = { light: 'file:icons/quickbooks.svg', dark: 'file:icons/quickbooks.dark.svg' } as const;

	documentationUrl =
		'https://developer.intuit.com/app/developer/qbo/docs/develop/authentication-and-authorization/oauth-2.0';

	properties = oauth2Properties(quickbooks);

	test = verifyRequest(quickbooks, 'oauth2');
}
