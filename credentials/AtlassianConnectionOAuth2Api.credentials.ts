// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import { oauth2Properties, verifyRequest } from '../connection/credential/credential';
import { atlassian } from '../services/atlassian';

export class AtlassianConnectionOAuth2Api implements ICredentialType {
	name = 'atlassianConnectionOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Atlassian Connection OAuth2 API';

	icon = { light: 'file:icons/atlassian.svg', dark: 'file:icons/atlassian.dark.svg' } as const;

	documentationUrl =
		'https://developer.atlassian.com/cloud/oauth/getting-started/implementing-oauth-3lo/';

	properties = oauth2Properties(atlassian);

	test = verifyRequest(atlassian, 'oauth2');
}
