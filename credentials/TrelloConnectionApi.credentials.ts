// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import {
	apiKeyProperties,
	keyAuthentication,
	verifyRequest,
} from '../connection/credential/credential';
import { trello } from '../services/trello';

export class TrelloConnectionApi implements ICredentialType {
	name = 'trelloConnectionApi';

	displayName = 'Trello Connection API';

	icon = { light: 'file:icons/trello.svg', dark: 'file:icons/trello.dark.svg' } as const;

	documentationUrl = 'https://developer.atlassian.com/cloud/trello/guides/rest-api/authorization/';

	properties = apiKeyProperties(trello);

	authenticate = keyAuthentication(trello);

	test = verifyRequest(trello, 'apiKey');
}
