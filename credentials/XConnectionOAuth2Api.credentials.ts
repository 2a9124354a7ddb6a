// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import { oauth2Properties, verifyRequest } from '../connection/credential/credential';
import { x } from '../services/x';

export class XConnectionOAuth2Api implements ICredentialType {
	name = 'xConnectionOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'X Connection OAuth2 API';

	icon = { light: 'file:icons/x.svg', dark: 'file:icons/x.dark.svg' } as const;

	documentationUrl =
		'https://docs.x.com/resources/fundamentals/authentication/oauth-2-0/authorization-code';

	properties = oauth2Properties(x);

	test = verifyRequest(x, 'oauth2');
}
