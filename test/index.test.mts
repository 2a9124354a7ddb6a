/** What another package does: it declares a service, an operation and a trigger with what this one exports, and nothing else. */
import { z } from 'zod';

import {
	apiKeyProperties,
	byCode,
	connectionResource,
	defineService,
	errorReader,
	operationsOf,
	path,
	permissionsFrom,
	readAs,
	resourceProperties,
	runOperation,
	serviceSchema,
	webhookTrigger,
} from '../index.ts';
import { answer, host } from './builders.ts';

const DOCS = 'https://docs.acme.example/keys';

const may = permissionsFrom(DOCS);

const acme = defineService({
	name: 'acme',
	displayName: 'Acme',
	address: { template: 'https://api.acme.example/v1' },
	permissions: {
		readParcels: may('Read parcels', 'parcels:read | parcels:write', { default: true }),
		sendParcels: may('Send parcels', 'parcels:write', { includes: ['readParcels'] }),
	},
	oauth2: {
		documentationUrl: DOCS,
		authorizeUrl: 'https://login.acme.example/authorize',
		tokenUrl: 'https://login.acme.example/token',
		clientAuthentication: 'body',
		account: {
			url: '/me',
			parse: readAs(z.object({ id: z.string() }), ({ id }) => ({ id, name: id })),
		},
	},
	apiKey: {
		documentationUrl: DOCS,
		label: 'API Key',
		hint: 'In Acme: Settings → API keys.',
		pattern: 'ap_[a-z0-9]{8}',
		example: 'the whole key, which begins with ap_',
		access: 'key',
		accessNotice: 'What the key may do was chosen when it was made.',
		verify: { url: '/ping' },
	},
	limits: { concurrency: 2, timeout: 30_000, pageSize: 100 },
	parseError: errorReader(z.object({ code: z.string() }), ({ code }) => ({ code })),
	errors: byCode({ revoked: ['key_revoked'], notFound: ['no_parcel'] }),
	sources: [DOCS],
});

const get = operationsOf(acme)({
	name: 'Get',
	action: 'Get a parcel',
	description: 'Get a parcel by its number',
	requires: ['readParcels'],
	fields: [{ displayName: 'Number', name: 'number', type: 'string', default: '' }],
	input: z.object({ number: z.string() }),
	run: async (connection, { number }) =>
		await connection.request(
			{ method: 'GET', path: path`/parcels/${number}` },
			z.object({ number: z.string(), state: z.string() }),
		),
});

const resources = {
	parcel: { name: 'Parcel', operations: { get } },
	connection: connectionResource(acme),
};

const key = `ap_${'0'.repeat(8)}`;

const getting = (script: Parameters<typeof host>[0]['script']) =>
	host({
		service: acme,
		variant: 'apiKey',
		credentials: { apiKey: key },
		resources,
		parameters: { resource: 'parcel', operation: 'get', number: '7' },
		onError: 'continueRegularOutput',
		script,
	});

describe('a service of another package', () => {
	it('is one that the model takes, with what is usual filled in', () => {
		expect(serviceSchema.safeParse(acme).error?.issues).toBeUndefined();
		expect(acme.oauth2).toMatchObject({
			pkce: false,
			expiry: 'refresh',
			access: 'scopes',
			verify: { url: '/me' },
		});
		expect(acme.apiKey?.verify).toEqual({ url: '/ping' });
	});

	it('has a dialog and a panel', () => {
		expect(apiKeyProperties(acme).map(({ name }) => name)).toContain('apiKey');
		expect(resourceProperties(acme, resources).map(({ displayName }) => displayName)).toContain(
			'Needs: Read parcels',
		);
	});

	it('has operations that run', async () => {
		const { context, requests } = getting(() => answer(200, { number: '7', state: 'sent' }));
		const [items] = await runOperation(context, acme, resources);
		expect(items?.map(({ json }) => json)).toEqual([{ number: '7', state: 'sent' }]);
		expect(requests.map(({ url }) => url)).toEqual(['https://api.acme.example/v1/parcels/7']);
	});

	it('has errors in the words of its table', async () => {
		const { context } = getting(() => answer(400, { code: 'key_revoked' }));
		const [items] = await runOperation(context, acme, resources);
		expect(items?.[0]?.json.error).toMatch(/^Acme no longer accepts "My connection"/);
	});

	it('has triggers that say what they need', () => {
		const trigger = webhookTrigger({
			service: acme,
			requires: ['sendParcels'],
			fields: [],
			readChoices: () => ({}),
			remembered: z.object({ id: z.string() }),
			exists: async () => true,
			register: async () => ({ id: '1' }),
			remove: async () => undefined,
			receive: async () => ({}),
		});
		expect(trigger.properties.map(({ displayName }) => displayName)).toContain(
			'Needs: Send parcels',
		);
	});
});
