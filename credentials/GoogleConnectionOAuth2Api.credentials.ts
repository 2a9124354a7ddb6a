// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import { oauth2Properties, verifyRequest } from '../connection/credential/credential';
import { google } from '../services/google';

export class GoogleConnectionOAuth2Api implements ICredentialType {
	name = 'googleConnectionOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Google Connection OAuth2 API';

	icon = { light: 'file:icons/google.svg', dark: 'file:icons/google.dark.svg' } as const;

	documentationUrl = 'https://developers.google.com/identity/protocols/oauth2/web-server';

	properties = oauth2Properties(google);

	test = verifyRequest(google, 'oauth2');
}
