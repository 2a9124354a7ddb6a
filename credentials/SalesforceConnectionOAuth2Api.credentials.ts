// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import { oauth2Properties, verifyRequest } from '../connection/credential/credential';
import { salesforce } from '../services/salesforce';

export class SalesforceConnectionOAuth2Api implements ICredentialType {
	name = 'salesforceConnectionOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Salesforce Connection OAuth2 API';

	icon = { light: 'file:icons/salesforce.svg', dark: 'file:icons/salesforce.dark.svg' } as const;

	documentationUrl =
		'https://help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_web_server_flow.htm';

	properties = oauth2Properties(salesforce);

	test = verifyRequest(salesforce, 'oauth2');
}
