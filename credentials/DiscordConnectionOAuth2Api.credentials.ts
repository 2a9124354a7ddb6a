// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import { oauth2Properties, verifyRequest } from '../connection/credential/credential';
import { discord } from '../services/discord';

export class DiscordConnectionOAuth2Api implements ICredentialType {
	name = 'discordConnectionOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Discord Connection OAuth2 API';

	icon = { light: 'file:icons/discord.svg', dark: 'file:icons/discord.dark.svg' } as const;

	documentationUrl = 'https://docs.discord.com/developers/topics/oauth2';

	properties = oauth2Properties(discord);

	test = verifyRequest(discord, 'oauth2');
}
