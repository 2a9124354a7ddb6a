// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import {
	apiKeyProperties,
	keyAuthentication,
	verifyRequest,
} from '../connection/credential/credential';
import { notion } from '../services/notion';

export class NotionConnectionApi implements ICredentialType {
	name = 'notionConnectionApi';

	displayName = 'Notion Connection API';

	icon = { light: 'file:icons/notion.svg', dark: 'file:icons/notion.dark.svg' } as const;

	documentationUrl = 'https://developers.notion.com/docs/create-a-notion-integration';

	properties = apiKeyProperties(notion);

	authenticate = keyAuthentication(notion);

	test = verifyRequest(notion, 'apiKey');
}
