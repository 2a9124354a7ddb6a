// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import {
	apiKeyProperties,
	keyAuthentication,
	verifyRequest,
} from '../connection/credential/credential';
import { github } from '../services/github';

export class GithubConnectionApi implements ICredentialType {
	name = 'githubConnectionApi';

	displayName = 'GitHub Connection API';

	icon = { light: 'file:icons/github.svg', dark: 'file:icons/github.dark.svg' } as const;

	documentationUrl =
		'https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/managing-your-personal-access-tokens';

	properties = apiKeyProperties(github);

	authenticate = keyAuthentication(github);

	test = verifyRequest(github, 'apiKey');
}
