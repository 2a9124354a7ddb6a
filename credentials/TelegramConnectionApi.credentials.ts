// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import {
	apiKeyProperties,
	keyAuthentication,
	verifyRequest,
} from '../connection/credential/credential';
import { telegram } from '../services/telegram';

export class TelegramConnectionApi implements ICredentialType {
	name = 'telegramConnectionApi';

	displayName = 'Telegram Connection API';

	icon = { light: 'file:icons/telegram.svg', dark: 'file:icons/telegram.dark.svg' } as const;

	documentationUrl = 'https://core.telegram.org/bots/features';

	properties = apiKeyProperties(telegram);

	authenticate = keyAuthentication(telegram);

	test = verifyRequest(telegram, 'apiKey');
}
