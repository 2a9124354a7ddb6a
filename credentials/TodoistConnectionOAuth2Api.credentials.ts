// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import { oauth2Properties, verifyRequest } from '../connection/credential/credential';
import { todoist } from '../services/todoist';

export class TodoistConnectionOAuth2Api implements ICredentialType {
	name = 'todoistConnectionOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Todoist Connection OAuth2 API';

	icon = { light: 'file:icons/todoist.svg', dark: 'file:icons/todoist.dark.svg' } as const;

	documentationUrl = 'https://developer.todoist.com/api/v1/';

	properties = oauth2Properties(todoist);

	test = verifyRequest(todoist, 'oauth2');
}
