// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import { oauth2Properties, verifyRequest } from '../connection/credential/credential';
import { linear } from '../services/linear';

export class LinearConnectionOAuth2Api implements ICredentialType {
	name = 'linearConnectionOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Linear Connection OAuth2 API';

	icon = { light: 'file:icons/linear.svg', dark: 'file:icons/linear.dark.svg' } as const;

	documentationUrl = 'https://linear.app/developers/oauth-2-0-authentication';

	properties = oauth2Properties(linear);

	test = verifyRequest(linear, 'oauth2');
}
