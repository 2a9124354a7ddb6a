// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import { oauth2Properties, verifyRequest } from '../connection/credential/credential';
import { clickup } from '../services/clickup';

export class ClickupConnectionOAuth2Api implements ICredentialType {
	name = 'clickupConnectionOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'ClickUp Connection OAuth2 API';

	icon = { light: 'file:icons/clickup.svg', dark: 'file:icons/clickup.dark.svg' } as const;

	documentationUrl = 'https://developer.clickup.com/docs/authentication';

	properties = oauth2Properties(clickup);

	test = verifyRequest(clickup, 'oauth2');
}
