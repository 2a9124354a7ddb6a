// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import { oauth2Properties, verifyRequest } from '../connection/credential/credential';
import { gitlab } from '../services/gitlab';

export class GitlabConnectionOAuth2Api implements ICredentialType {
	name = 'gitlabConnectionOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'GitLab Connection OAuth2 API';

	icon = { light: 'file:icons/gitlab.svg', dark: 'file:icons/gitlab.dark.svg' } as const;

	documentationUrl = 'https://docs.gitlab.com/api/oauth2/';

	properties = oauth2Properties(gitlab);

	test = verifyRequest(gitlab, 'oauth2');
}
