// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import {
	apiKeyProperties,
	keyAuthentication,
	verifyRequest,
} from '../connection/credential/credential';
import { discord } from '../services/discord';

export class DiscordConnectionApi implements ICredentialType {
	name = 'discordConnectionApi';

	displayName = 'Discord Connection API';

	icon = { light: 'file:icons/discord.svg', dark: 'file:icons/discord.dark.svg' } as const;

	documentationUrl = 'https://docs.discord.com/developers/reference';

	properties = apiKeyProperties(discord);

	authenticate = keyAuthentication(discord);

	test = verifyRequest(discord, 'apiKey');
}
