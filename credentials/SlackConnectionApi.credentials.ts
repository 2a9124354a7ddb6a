// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import {
	apiKeyProperties,
	keyAuthentication,
	verifyRequest,
} from '../connection/credential/credential';
import { slack } from '../services/slack';

export class SlackConnectionApi implements ICredentialType {
	name = 'slackConnectionApi';

	displayName = 'Slack Connection API';

	icon = { light: 'file:icons/slack.svg', dark: 'file:icons/slack.dark.svg' } as const;

	documentationUrl = 'https://docs.slack.dev/authentication/tokens';

	properties = apiKeyProperties(slack);

	authenticate = keyAuthentication(slack);

	test = verifyRequest(slack, 'apiKey');
}
