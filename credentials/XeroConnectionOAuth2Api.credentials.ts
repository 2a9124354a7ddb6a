// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import { oauth2Properties, verifyRequest } from '../connection/credential/credential';
import { xero } from '../services/xero';

export class XeroConnectionOAuth2Api implements ICredentialType {
	name = 'xeroConnectionOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Xero Connection OAuth2 API';

	icon = { light: 'file:icons/xero.svg', dark: 'file:icons/xero.dark.svg' } as const;

	documentationUrl = 'https://developer.xero.com/documentation/guides/oauth2/auth-flow';

	properties = oauth2Properties(xero);

	test = verifyRequest(xero, 'oauth2');
}
