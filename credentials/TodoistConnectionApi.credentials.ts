// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import {
	apiKeyProperties,
	keyAuthentication,
	verifyRequest,
} from '../connection/credential/credential';
import { todoist } from '../services/todoist';

export class TodoistConnectionApi implements ICredentialType {
	name = 'todoistConnectionApi';

	displayName = 'Todoist Connection API';

	icon = { light: 'file:icons/todoist.svg', dark: 'file:icons/todoist.dark.svg' } as const;

	documentationUrl = 'https://developer.todoist.com/api/v1/';

	properties = apiKeyProperties(todoist);

	authenticate = keyAuthentication(todoist);

	test = verifyRequest(todoist, 'apiKey');
}
