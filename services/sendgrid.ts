import { z } from 'zod';

import { permissionsFrom } from '../connection/model/declaring';
import { errorReader, rateHeaders } from '../connection/model/reading';
import { defineService } from '../connection/model/service';

const SCOPES = 'https://www.twilio.com/docs/sendgrid/api-reference/api-key-permissions';

/** `GET /v3/scopes`: every key may ask for its own. */
const scopes = z.object({ scopes: z.array(z.string()) });

/** The error document of the API. The errors have no codes: the words of the first stand for one. */
const refusal = z.object({
	errors: z.array(z.object({ message: z.string(), field: z.string().nullish() })).nonempty(),
});

/** The scopes that let a key create, change and delete. */
const managing = (name: string) => [`${name}.create`, `${name}.update`, `${name}.delete`];

const may = permissionsFrom(SCOPES);

/**
 * SendGrid Mail API, with an API key whose scopes SendGrid tells.
 */
export const sendgrid = defineService({
	name: 'sendgrid',
	displayName: 'SendGrid',
	address: {
		template: 'https://{region}.sendgrid.com/v3',
		parts: {
			region: {
				label: 'region',
				pattern: 'api(?:\\.eu)?',
				example: 'api',
				description: 'The region in which the account keeps its data.',
				default: 'api',
				options: { api: 'Global', 'api.eu': 'European Union' },
			},
		},
	},
	permissions: {
		sendMail: may('Send email', 'mail.send', { default: true }),
		readTemplates: may('Read templates', 'templates.read'),
		manageTemplates: {
			label: 'Create and edit templates',
			scopes: managing('templates'),
			includes: ['readTemplates'],
			source: SCOPES,
		},
		readSuppressions: may('Read suppressed addresses', 'suppression.read', {
			description: 'See the addresses to which SendGrid sends no mail.',
		}),
		manageSuppressions: {
			label: 'Edit suppressed addresses',
			scopes: managing('suppression'),
			includes: ['readSuppressions'],
			source: SCOPES,
		},
		readUnsubscribeGroups: may('Read unsubscribe groups', 'asm.groups.read'),
	},
	apiKey: {
		documentationUrl: 'https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys',
		label: 'API Key',
		hint: 'In SendGrid: Settings → API Keys → Create API Key. SendGrid shows the key only once.',
		// 69 characters (https://www.twilio.com/docs/sendgrid/api-reference/api-key-permissions).
		pattern: 'SG\\.[A-Za-z0-9_.-]{66}',
		example: 'the whole key of 69 characters, which begins with SG.',
		access: 'key',
		accessNotice:
			'The key may do what was selected when it was made. SendGrid can change that later.',
		verify: {
			url: '/scopes',
			failures: [
				{
					when: { status: 401 },
					message:
						'SendGrid refused the key: it was deleted, or belongs to the other region. Check the region, or make a new key.',
				},
			],
		},
		granted: {
			url: '/scopes',
			example: (granted) => ({ scopes: granted }),
			parse: (body) => ({ granted: scopes.parse(body).scopes }),
		},
	},
	// Limits are told by headers, and are other ones for each endpoint.
	limits: { concurrency: 4, timeout: 60_000, pageSize: 100 },
	usage: rateHeaders('x-ratelimit', 'epochSeconds'),
	parseError: errorReader(refusal, ({ errors }) => ({
		code: errors[0].message,
		detail: errors.map(({ message }) => message).join(' '),
		fields: errors.flatMap(({ field, message }) => (field ? [{ field, message }] : [])),
	})),
	errors: [
		{
			when: { code: ['The provided authorization grant is invalid, expired, or revoked'] },
			kind: 'reauthorize',
			cause: 'revoked',
		},
		{
			when: { code: ['access forbidden'] },
			kind: 'permission',
			cause: 'insufficientScope',
			advice: 'Give the key this permission in SendGrid, or make a new key that has it.',
		},
	],
	exampleRefusal: {
		status: 401,
		body: {
			errors: [
				{
					field: null,
					message: 'The provided authorization grant is invalid, expired, or revoked',
				},
			],
		},
	},
	sources: [
		SCOPES,
		'https://www.twilio.com/docs/sendgrid/api-reference/api-key-permissions/retrieve-a-list-of-scopes-for-which-this-user-has-access',
		'https://www.twilio.com/docs/sendgrid/api-reference/how-to-use-the-sendgrid-v3-api/rate-limits',
		'https://support.sendgrid.com/hc/en-us/articles/18322114821403-4XX-API-Errors-and-Troubleshooting-Suggestions',
		'sendgrid/sendgrid-oai: spec/components/responses.json',
		'n8n-nodes-base (npm): dist/credentials/SendGridApi.credentials.js',
	],
});
