// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import { oauth2Properties, verifyRequest } from '../connection/credential/credential';
import { microsoft } from '../services/microsoft';

export class MicrosoftConnectionOAuth2Api implements ICredentialType {
	name = 'microsoftConnectionOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Microsoft Connection OAuth2 API';

	icon = { light: 'file:icons/microsoft.svg', dark: 'file:icons/microsoft.dark.svg' } as const;

	documentationUrl =
		'https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-auth-code-flow';

	properties = oauth2Properties(microsoft);

	test = verifyRequest(microsoft, 'oauth2');
}
