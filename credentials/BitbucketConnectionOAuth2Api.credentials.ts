// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import { oauth2Properties, verifyRequest } from '../connection/credential/credential';
import { bitbucket } from '../services/bitbucket';

export class BitbucketConnectionOAuth2Api implements ICredentialType {
	name = 'bitbucketConnectionOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Bitbucket Connection OAuth2 API';

	icon = { light: 'file:icons/bitbucket.svg', dark: 'file:icons/bitbucket.dark.svg' } as const;

	documentationUrl =
		'https://support.atlassian.com/bitbucket-cloud/docs/use-oauth-on-bitbucket-cloud/';

	properties = oauth2Properties(bitbucket);

	test = verifyRequest(bitbucket, 'oauth2');
}
