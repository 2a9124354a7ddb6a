// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import { oauth2Properties, verifyRequest } from '../connection/credential/credential';
import { notion } from '../services/notion';

export class NotionConnectionOAuth2Api implements ICredentialType {
	name = 'notionConnectionOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Notion Connection OAuth2 API';

	icon = { light: 'file:icons/notion.svg', dark: 'file:icons/notion.dark.svg' } as const;

	documentationUrl = 'https://developers.notion.com/docs/authorization';

	properties = oauth2Properties(notion);

	test = verifyRequest(notion, 'oauth2');
}
