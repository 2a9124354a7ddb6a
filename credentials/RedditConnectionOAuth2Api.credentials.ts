// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import { oauth2Properties, verifyRequest } from '../connection/credential/credential';
import { reddit } from '../services/reddit';

export class RedditConnectionOAuth2Api implements ICredentialType {
	name = 'redditConnectionOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Reddit Connection OAuth2 API';

	icon = { light: 'file:icons/reddit.svg', dark: 'file:icons/reddit.dark.svg' } as const;

	documentationUrl = 'https://github.com/reddit-archive/reddit/wiki/OAuth2';

	properties = oauth2Properties(reddit);

	test = verifyRequest(reddit, 'oauth2');
}
