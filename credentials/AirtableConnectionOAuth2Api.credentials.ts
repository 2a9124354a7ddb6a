// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import { oauth2Properties, verifyRequest } from '../connection/credential/credential';
import { airtable } from '../services/airtable';

export class AirtableConnectionOAuth2Api implements ICredentialType {
	name = 'airtableConnectionOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Airtable Connection OAuth2 API';

	icon = { light: 'file:icons/airtable.svg', dark: 'file:icons/airtable.dark.svg' } as const;

	documentationUrl = 'https://airtable.com/developers/web/api/oauth-reference';

	properties = oauth2Properties(airtable);

	test = verifyRequest(airtable, 'oauth2');
}
