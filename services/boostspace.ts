import { z } from 'zod';

import { readAs } from '../connection/model/reading';
import { defineService } from '../connection/model/service';

const TOKENS = 'https://docs.boost.space/knowledge-base/integrations/general/token-creation/';

/** The vendor's own node for n8n, which shows paths, bodies and answers. */
const VENDOR_NODE = 'boostspace/n8n-nodes-boostspace: nodes/Boostspace/Boostspace.node.ts';

/** The fields of a user (mindcloud-inc/universal-api-reference: apis/b/boost/universal-api/openapi.json). */
const user = z.object({
	id: z.union([z.number(), z.string()]).transform(String),
	name: z.string().optional(),
	email: z.string().optional(),
});

/** What an error says where it is an object. No form of it is documented; every record has an ID. */
const refusal = z.object({
	id: z.undefined(),
	message: z.string().optional(),
	error: z.string().optional(),
});

/** What a token may do is set for each module when it is made: to read, create, edit and delete. */
const right = (label: string, description: string) => ({
	label,
	description,
	scopes: [],
	source: TOKENS,
});

/**
 * Boost.space, the system's own API.
 *
 * A token belongs to a user and cannot exceed that user's rights. Its rights are set when it is made, cannot be
 * changed, and cannot be read back: what it may not do, the service refuses.
 */
export const boostspace = defineService({
	name: 'boostspace',
	displayName: 'Boost.space',
	address: {
		template: 'https://{system}.boost.space/api',
		parts: {
			system: {
				label: 'system name',
				pattern: '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?',
				example: 'mycompany',
			},
		},
	},
	permissions: {
		read: right('Read', 'See records, spaces, modules, fields, labels, statuses, users and files.'),
		create: right('Create', 'Create records, spaces, modules and fields, and webhooks.'),
		edit: right('Edit', 'Change records, spaces, modules and fields.'),
		remove: right('Delete', 'Delete records, spaces, modules and fields, and webhooks.'),
	},
	apiKey: {
		documentationUrl: TOKENS,
		label: 'API Token',
		hint: `A token that you made in Boost.space. What it may do is set when it is made. <a href="${TOKENS}" target="_blank">How to make one</a>.`,
		pattern: '[\\x21-\\x7e]{8,}',
		example: 'the whole token, without blanks',
		access: 'key',
		accessNotice:
			'The token may read, create, edit and delete in each module what was ticked when it was made. That cannot be changed: to allow more or less, make a new one.',
		addressParts: { system: { from: 'field', property: 'system' } },
		verify: {
			url: '/user/logged',
			failures: [
				{
					when: { status: 401 },
					message:
						'Boost.space refused the API Token: it was deleted, belongs to another system, or was not copied whole. Copy it again, or make a new one.',
				},
				{
					when: { status: 404 },
					message: 'Boost.space has no system of this name. Check "System Name".',
				},
			],
		},
		account: {
			url: '/user/logged',
			example: { id: 7, name: 'Ada Lovelace', email: 'ada@example.com' },
			parse: readAs(user, ({ id, name, email }) => ({
				id,
				name: name || email || id,
				user: name,
				email,
			})),
		},
		properties: [
			{
				displayName: 'System Name',
				name: 'system',
				type: 'string',
				required: true,
				default: '',
				placeholder: 'e.g. mycompany',
				description:
					'What stands before .boost.space in the address of your system: "mycompany" for https://mycompany.boost.space',
			},
		],
	},
	// Neither is documented: few requests at once, and what the API's pages hold at most.
	limits: { concurrency: 4, timeout: 60_000, pageSize: 1000 },
	parseError: (body) => {
		const read = refusal.safeParse(body);
		const detail = read.success ? (read.data.message ?? read.data.error) : undefined;
		return detail === undefined ? undefined : { detail };
	},
	errors: [],
	sources: [
		TOKENS,
		VENDOR_NODE,
		'mindcloud-inc/universal-api-reference: apis/b/boost/native-api/README.md',
	],
});
