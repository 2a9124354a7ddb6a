// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import { oauth2Properties, verifyRequest } from '../connection/credential/credential';
import { signingAsIdentity } from '../connection/credential/identity';
import { slack } from '../services/slack';

export class SlackConnectionOAuth2Api implements ICredentialType {
	name = 'slackConnectionOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Slack Connection OAuth2 API';

	icon = { light: 'file:icons/slack.svg', dark: 'file:icons/slack.dark.svg' } as const;

	documentationUrl = 'https://docs.slack.dev/authentication/installing-with-oauth';

	properties = oauth2Properties(slack);

	preAuthentication = signingAsIdentity(slack);

	test = verifyRequest(slack, 'oauth2');
}
