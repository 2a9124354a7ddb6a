// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import { oauth2Properties, verifyRequest } from '../connection/credential/credential';
import { linkedin } from '../services/linkedin';

export class LinkedinConnectionOAuth2Api implements ICredentialType {
	name = 'linkedinConnectionOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'LinkedIn Connection OAuth2 API';

	icon = { light: 'file:icons/linkedin.svg', dark: 'file:icons/linkedin.dark.svg' } as const;

	documentationUrl =
		'https://learn.microsoft.com/en-us/linkedin/shared/authentication/authorization-code-flow';

	properties = oauth2Properties(linkedin);

	test = verifyRequest(linkedin, 'oauth2');
}
