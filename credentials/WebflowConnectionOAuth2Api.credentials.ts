// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import { oauth2Properties, verifyRequest } from '../connection/credential/credential';
import { webflow } from '../services/webflow';

export class WebflowConnectionOAuth2Api implements ICredentialType {
	name = 'webflowConnectionOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Webflow Connection OAuth2 API';

	icon = { light: 'file:icons/webflow.svg', dark: 'file:icons/webflow.dark.svg' } as const;

	documentationUrl = 'https://developers.webflow.com/data/reference/oauth-app';

	properties = oauth2Properties(webflow);

	test = verifyRequest(webflow, 'oauth2');
}
