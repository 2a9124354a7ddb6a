// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import {
	apiKeyProperties,
	keyAuthentication,
	verifyRequest,
} from '../connection/credential/credential';
import { gitlab } from '../services/gitlab';

export class GitlabConnectionApi implements ICredentialType {
	name = 'gitlabConnectionApi';

	displayName = 'GitLab Connection API';

	icon = { light: 'file:icons/gitlab.svg', dark: 'file:icons/gitlab.dark.svg' } as const;

	documentationUrl = 'https://docs.gitlab.com/user/profile/personal_access_tokens/';

	properties = apiKeyProperties(gitlab);

	authenticate = keyAuthentication(gitlab);

	test = verifyRequest(gitlab, 'apiKey');
}
