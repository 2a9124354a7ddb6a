// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import { oauth2Properties, verifyRequest } from '../connection/credential/credential';
import { box } from '../services/box';

export class BoxConnectionOAuth2Api implements ICredentialType {
	name = 'boxConnectionOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Box Connection OAuth2 API';

	icon = { light: 'file:icons/box.svg', dark: 'file:icons/box.dark.svg' } as const;

	documentationUrl = 'https://developer.box.com/guides/authentication/oauth2/';

	properties = oauth2Properties(box);

	test = verifyRequest(box, 'oauth2');
}
