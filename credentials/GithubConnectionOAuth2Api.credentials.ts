// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import { oauth2Properties, verifyRequest } from '../connection/credential/credential';
import { github } from '../services/github';

export class GithubConnectionOAuth2Api implements ICredentialType {
	name = 'githubConnectionOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'GitHub Connection OAuth2 API';

	icon = { light: 'file:icons/github.svg', dark: 'file:icons/github.dark.svg' } as const;

	documentationUrl =
		'https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps';

	properties = oauth2Properties(github);

	test = verifyRequest(github, 'oauth2');
}
