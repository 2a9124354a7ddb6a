import { z } from 'zod';

import { errorReader, readAs } from '../connection/model/reading';
import { defineService } from '../connection/model/service';

const API = 'https://core.telegram.org/bots/api';

/** `GET /getMe` (https://core.telegram.org/bots/api#getme). */
const me = z.object({
	result: z.object({ id: z.number(), first_name: z.string(), username: z.string().optional() }),
});

/** The error document of the API (https://core.telegram.org/bots/api#making-requests). */
const refusal = z.object({ ok: z.literal(false), error_code: z.number(), description: z.string() });

/**
 * Telegram Bot API.
 *
 * The token of a bot is a part of the path. It may do everything that the bot may do; where it may do that is decided
 * in Telegram, by who starts the bot or adds it to a chat.
 */
export const telegram = defineService({
	name: 'telegram',
	displayName: 'Telegram',
	address: {
		template: 'https://api.telegram.org/bot{token}',
		parts: {
			token: {
				label: 'bot token',
				pattern: '[0-9]{6,}:[A-Za-z0-9_-]{30,}',
				example: '123456789:AAExample-TokenOfTheBot-0123456789a',
				secret: true,
			},
		},
	},
	permissions: {},
	apiKey: {
		documentationUrl: 'https://core.telegram.org/bots/features',
		label: 'Bot Token',
		hint: 'In Telegram: open a chat with @BotFather and send /newbot, or /token for a bot that you have.',
		pattern: '[0-9]{6,}:[A-Za-z0-9_-]{30,}',
		example: '123456789:AAExample-TokenOfTheBot-0123456789a',
		access: 'full',
		accessNotice:
			'The token may do everything that its bot may do. The bot can write only to people who started it and in chats that it was added to.',
		addressParts: { token: { from: 'key', pattern: '^([0-9]+:[A-Za-z0-9_-]+)$' } },
		sign: { by: 'path' },
		verify: {
			url: '/getMe',
			failures: [
				{
					when: { status: 401 },
					message:
						'Telegram refused the token: it was revoked, or was not copied whole. Ask @BotFather for it again.',
				},
				{
					when: { status: 404 },
					message: 'Telegram knows no bot with this token. Copy the whole token from @BotFather.',
				},
			],
		},
		account: {
			url: '/getMe',
			example: {
				ok: true,
				result: { id: 123456789, first_name: 'Flowers', username: 'flowers_bot' },
			},
			parse: readAs(me, ({ result: { id, first_name, username } }) => ({
				id: String(id),
				name: first_name,
				user: username && `@${username}`,
			})),
		},
	},
	// 30 messages a second to several chats (https://core.telegram.org/bots/faq); a list of updates holds 100.
	limits: { concurrency: 4, timeout: 60_000, pageSize: 100, rate: { requests: 30, per: 1_000 } },
	parseError: errorReader(refusal, ({ error_code, description }) => ({
		code: String(error_code),
		detail: description,
	})),
	errors: [
		{ when: { code: ['401'] }, kind: 'reauthorize', cause: 'revoked' },
		{
			when: { code: ['403'] },
			kind: 'permission',
			advice:
				'The bot may not write there: the person has blocked it or not started it, or it is not a member of the chat.',
		},
		{
			when: { code: ['409'] },
			kind: 'input',
			advice:
				'Another program receives the updates of this bot: remove its webhook, or stop what polls.',
		},
		{ when: { code: ['429'] }, kind: 'throttled' },
	],
	exampleRefusal: {
		status: 401,
		body: { ok: false, error_code: 401, description: 'Unauthorized' },
	},
	sources: [
		API,
		'https://core.telegram.org/bots/faq',
		'vrumger/telegram-errors: README.md',
		'n8n-nodes-base (npm): dist/credentials/TelegramApi.credentials.js',
		'NangoHQ/nango: packages/providers/providers.yaml',
	],
});
