// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import {
	apiKeyProperties,
	keyAuthentication,
	verifyRequest,
} from '../connection/credential/credential';
import { bitbucket } from '../services/bitbucket';

export class BitbucketConnectionApi implements ICredentialType {
	name = 'bitbucketConnectionApi';

	displayName = 'Bitbucket Connection API';

	icon = { light: 'file:icons/bitbucket.svg', dark: 'file:icons/bitbucket.dark.svg' } as const;

	documentationUrl = 'https://support.atlassian.com/bitbucket-cloud/docs/using-api-tokens/';

	properties = apiKeyProperties(bitbucket);

	authenticate = keyAuthentication(bitbucket);

	test = verifyRequest(bitbucket, 'apiKey');
}
