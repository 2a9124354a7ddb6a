// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import {
	apiKeyProperties,
	keyAuthentication,
	verifyRequest,
} from '../connection/credential/credential';
import { clickup } from '../services/clickup';

export class ClickupConnectionApi implements ICredentialType {
	name = 'clickupConnectionApi';

	displayName = 'ClickUp Connection API';

	icon = { light: 'file:icons/clickup.svg', dark: 'file:icons/clickup.dark.svg' } as const;

	documentationUrl = 'https://developer.clickup.com/docs/authentication';

	properties = apiKeyProperties(clickup);

	authenticate = keyAuthentication(clickup);

	test = verifyRequest(clickup, 'apiKey');
}
