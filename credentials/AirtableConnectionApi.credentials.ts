// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import {
	apiKeyProperties,
	keyAuthentication,
	verifyRequest,
} from '../connection/credential/credential';
import { airtable } from '../services/airtable';

export class AirtableConnectionApi implements ICredentialType {
	name = 'airtableConnectionApi';

	displayName = 'Airtable Connection API';

	icon = { light: 'file:icons/airtable.svg', dark: 'file:icons/airtable.dark.svg' } as const;

	documentationUrl = 'https://airtable.com/developers/web/guides/personal-access-tokens';

	properties = apiKeyProperties(airtable);

	authenticate = keyAuthentication(airtable);

	test = verifyRequest(airtable, 'apiKey');
}
