// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import {
	apiKeyProperties,
	keyAuthentication,
	verifyRequest,
} from '../connection/credential/credential';
import { openai } from '../services/openai';

export class OpenaiConnectionApi implements ICredentialType {
	name = 'openaiConnectionApi';

	displayName = 'OpenAI Connection API';

	icon = { light: 'file:icons/openai.svg', dark: 'file:icons/openai.dark.svg' } as const;

	documentationUrl = 'https://developers.openai.com/api/reference/overview';

	properties = apiKeyProperties(openai);

	authenticate = keyAuthentication(openai);

	test = verifyRequest(openai, 'apiKey');
}
