// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import { oauth2Properties, verifyRequest } from '../connection/credential/credential';
import { microsoft } from '../services/microsoft';

export class MicrosoftConnectionClientOAuth2Api implements ICredentialType {
	name = 'microsoftConnectionClientOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Microsoft Connection Client Credentials OAuth2 API';

	icon = { light: 'file:icons/microsoft.svg', dark: 'file:icons/microsoft.dark.svg' } as const;

	documentationUrl =
		'https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-client-creds-grant-flow';

	properties = oauth2Properties(microsoft, 'clientCredentials');

	test = verifyRequest(microsoft, 'clientCredentials');
}
