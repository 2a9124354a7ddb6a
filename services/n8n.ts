import { z } from 'zod';

import {
	type Account,
	defineService,
	type Ending,
	endingAt,
	type Grant,
} from '../connection/model/service';
import { INSTALLATION } from '../connection/model/address';

/** The document of the API that comes with n8n. */
const DOCUMENT = 'n8n (npm): dist/public-api/v1/openapi.yml';

/** Every key may ask what it may do: `GET /discover` needs no scope. */
const DISCOVER = '/discover';

const discovered = z.object({ data: z.object({ scopes: z.array(z.string()) }) });

/** Refusals say why in one sentence. So does the result of a test, which has a status too and is none. */
const refusal = z.object({ message: z.string(), status: z.undefined() });

/** What a key, a JSON Web Token (RFC 7519), says of itself. */
const claims = z.object({ exp: z.number().optional() });

/** What stands in the middle of a key; nothing of a key without claims. */
function claimsOf(key: string): z.infer<typeof claims> | undefined {
	const [, middle] = key.split('.');
	if (middle === undefined) return undefined;
	try {
		return claims.safeParse(JSON.parse(Buffer.from(middle, 'base64url').toString())).data;
	} catch {
		return undefined;
	}
}

/** When a key expires: `exp`, in seconds since 1970 (RFC 7519, section 4.1.4). One without expires never. */
function endingOf(key: string): Ending | undefined {
	const read = claimsOf(key);
	if (!read) return undefined;
	return read.exp === undefined ? 'never' : endingAt(read.exp * 1000);
}

/** A scope of an API key, as the document of the API names it for its endpoints. */
const scope = (name: string, label: string, description: string) => ({
	label,
	description,
	scopes: [name],
	source: DOCUMENT,
});

/**
 * n8n itself, by its public API: what it says of its own connections, which it calls credentials.
 *
 * Only keys. A key has the scopes that were ticked when it was made, each by itself, and the service tells which they
 * are. n8n never gives the data of a connection.
 */
export const n8n = defineService({
	name: 'n8n',
	displayName: 'n8n',
	address: {
		template: '{instance}/api/v1',
		parts: {
			instance: {
				label: 'address of n8n',
				pattern: INSTALLATION,
				example: 'https://n8n.example.com',
			},
		},
	},
	permissions: {
		listCredentials: scope(
			'credential:list',
			'List connections',
			'See the names, types and owners of all connections. Only the owner and admins of an n8n can give it.',
		),
		readCredentials: scope(
			'credential:read',
			'Read and verify connections',
			'See single connections and have them tested. Their data stays in n8n.',
		),
		updateCredentials: scope('credential:update', 'Rename connections', 'Rename connections.'),
		deleteCredentials: scope('credential:delete', 'Delete connections', 'Delete connections.'),
		listWorkflows: scope(
			'workflow:list',
			'List workflows',
			'See all workflows with their nodes, and so which connections they use.',
		),
		readWorkflows: scope(
			'workflow:read',
			'Read workflows',
			'Read a workflow again before it is changed.',
		),
		updateWorkflows: scope(
			'workflow:update',
			'Change workflows',
			'Move workflows from one connection to another.',
		),
		listExecutions: scope(
			'execution:list',
			'List executions',
			'See when workflows ran and whether they succeeded, and so when connections were last used.',
		),
		readExecutions: scope(
			'execution:read',
			'Read executions',
			'See at which node an execution failed.',
		),
		readUsers: scope(
			'user:read',
			'Read users',
			'See the role of a person, which decides whether the Connections page lets them in.',
		),
		activateWorkflows: scope(
			'workflow:activate',
			'Publish workflows',
			'Publish a workflow again after it was moved to another connection.',
		),
	},
	apiKey: {
		documentationUrl: 'https://docs.n8n.io/connect/n8n-api/authentication/',
		label: 'API Key',
		hint: 'In n8n: Settings → n8n API → Create an API key. Tick the scopes that your workflows need, and choose when it expires.',
		// A JSON Web Token; keys of older versions begin with n8n_api_ (n8n (npm): dist/services/public-api-key.service.js).
		pattern: '[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+|n8n_api_[0-9a-f]{20,}',
		example: 'the whole key, which begins with eyJ',
		sign: { by: 'header', name: 'X-N8N-API-KEY' },
		ending: endingOf,
		access: 'key',
		accessNotice:
			'The key may do all that its user may, or, where your n8n lets you tick scopes for a key, what these allow, such as credential:list. Under each operation the node says what it needs. To allow more, change the key in the settings of n8n.',
		addressParts: { instance: { from: 'host', property: 'url', default: 'http://localhost:5678' } },
		verify: {
			url: DISCOVER,
			failures: [
				{
					when: { status: 401 },
					message:
						'n8n refused the API Key: it was deleted, has expired, or was not copied whole. Copy it again, or make a new one in the settings of n8n.',
				},
				{
					when: { status: 404 },
					message:
						'There is no public API at this address. Give the address as your browser shows it, without /home or anything behind it; the API may also be turned off in that n8n.',
				},
			],
		},
		account: {
			url: DISCOVER,
			parse: (answer, { parts: { instance = '' } }): Account => {
				discovered.parse(answer);
				return { id: instance, name: instance.replace(/^https?:\/\//, '') };
			},
		},
		granted: {
			url: DISCOVER,
			example: (granted) => ({ data: { scopes: granted } }),
			parse: (answer): Grant => ({ granted: discovered.parse(answer).data.scopes }),
		},
		properties: [
			{
				displayName: 'Address',
				name: 'url',
				type: 'string',
				default: '',
				placeholder: 'https://n8n.example.com',
				description:
					'Where the n8n is, as your browser shows it. Left empty, nodes take the n8n that they run in; its own test, which cannot know that address, then looks for it at http://localhost:5678.',
			},
		],
	},
	/*
	 * Pages hold at most 250 records (the document of the API). How many requests may be under way at once is not
	 * limited: it is the n8n that runs the node, so few.
	 */
	limits: { concurrency: 10, timeout: 120_000, pageSize: 250 },
	parseError: (body) => {
		const read = refusal.safeParse(body);
		return read.success ? { detail: read.data.message } : undefined;
	},
	errors: [],
	sources: [DOCUMENT, 'https://docs.n8n.io/connect/n8n-api/authentication/'],
});
