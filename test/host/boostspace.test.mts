import { randomUUID } from 'node:crypto';

import { type Credential, errorOf, itemsOf } from '../../sandbox/client.mts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.mts';
import { add } from '../../sandbox/services/boostspace/index.mts';
import { boostspace as service } from '../../services/boostspace.ts';
import { labelsOf } from '../../connection/model/permissions.ts';
import { boostspaceParameters, everyOperation } from './everyOperation.mts';
import { byId, mapped, NODE, type OneNode, outputOf, runOneNode } from './workflows.mts';

let sandbox: Sandbox;
let connection: Credential;

const withToken = async (apiKey: string, system = 'flowers', name = 'Flowers') =>
	await sandbox.client.api.createCredential({
		name,
		type: 'boostspaceConnectionApi',
		data: { apiKey, system },
	});

beforeAll(async () => {
	sandbox = await startSandbox();
	connection = await withToken(sandbox.boostspace.token);
});

afterAll(async () => {
	await sandbox.stop();
});

beforeEach(() => {
	sandbox.boostspace.clear();
});

afterEach(() => {
	expect(sandbox.boostspace.violations).toEqual([]);
	expect(sandbox.n8n.log()).not.toContain(sandbox.boostspace.token);
});

type Wanted = Omit<OneNode, 'credential'> & { credential?: Credential };

const output = async ({ credential = connection, ...wanted }: Wanted) =>
	await outputOf(sandbox.client, { ...wanted, credential });

const system = () => sandbox.boostspace.systems[0];

const first = (kind: keyof ReturnType<typeof system>['things']) => {
	const [thing] = system().things[kind].values();
	if (!thing) throw new Error(`no ${kind}`);
	return thing;
};

const locate = (kind: Parameters<typeof first>[0]) => byId(String(first(kind).id));

const record = (operation: string, parameters: Record<string, unknown>): Wanted => ({
	resource: 'record',
	operation,
	parameters,
});

const newRecord = (values: Record<string, unknown>, types: Record<string, string> = {}) => ({
	module: locate('custom-module'),
	space: locate('space'),
	statusSystem: locate('status-system'),
	customFields: mapped(values, types),
});

describe('a connection', () => {
	const test = async ({ id }: Credential) => await sandbox.client.api.testCredential(id);

	it('is verified by Boost.space itself', async () => {
		expect(await test(connection)).toMatchObject({ status: 'OK' });
		expect(sandbox.boostspace.requests.map(({ path }) => path)).toEqual(['/api/user/logged']);
	});

	it.each([
		['a wrong token', 'no-such-token-at-all', 'flowers', /refused the API Token/],
		['the token of another system', undefined, 'bakery', /refused the API Token/],
		[
			'a system that is not there',
			undefined,
			'nowhere',
			/no system of this name\. Check "System Name"/,
		],
	])('with %s says what to do', async (_what, token, name, message) => {
		const wrong = await withToken(token ?? sandbox.boostspace.token, name, 'Wrong');
		const { status, message: said } = await test(wrong);
		expect({ status, said }).toEqual({ status: 'Error', said: expect.stringMatching(message) });
	});

	it.each(['evil.example/', 'a.evil.example#', 'flowers@evil.example'])(
		'with the system name %s sends the token nowhere',
		async (name) => {
			const wrong = await withToken(sandbox.boostspace.token, name, 'Evil');
			expect((await test(wrong)).status).toBe('Error');
			const run = output({ credential: wrong, resource: 'user', operation: 'getMany' });
			await expect(run).rejects.toThrow(/The system name must look like mycompany/);
			expect(sandbox.boostspace.requests).toEqual([]);
			expect(sandbox.proxy.refusals().filter(({ host }) => /evil/.test(host))).toEqual([]);
		},
	);

	it('shows whose it is', async () => {
		const [shown] = await output({ resource: 'connection', operation: 'get' });
		expect(shown).toMatchObject({
			service: 'Boost.space',
			account: { name: 'Freddie Flowers', email: 'freddie@flowers.example.com' },
			address: { system: 'flowers' },
			access: 'key',
			permissions: { granted: null },
		});
	});
});

describe('records', () => {
	it('are created with custom fields of every kind, and read with them', async () => {
		const types = { price: 'number', planted: 'dateTime', hardy: 'boolean', scents: 'array' };
		const [created] = await output(
			record('create', {
				...newRecord(
					{
						colour: 'red',
						price: 3.5,
						planted: '2026-03-01T10:00:00.000Z',
						hardy: true,
						scents: ['sweet', 'fresh'],
					},
					types,
				),
				additional: { labels: [String(first('label').id)], status: '5' },
			}),
		);
		expect(created).toMatchObject({
			customModuleId: first('custom-module').id,
			spaceId: first('space').id,
			statusId: 5,
			labels: [first('label').id],
			customFields: {
				colour: 'red',
				price: '3.5',
				planted: expect.stringMatching(/^2026-03-01T10:00:00.000(Z|\+00:00)$/),
				hardy: 'true',
				scents: 'sweet|fresh',
			},
		});
		const [read] = await output(record('get', { record: String(created?.id) }));
		expect(read).toEqual(created);
	});

	it('are shared out over as many requests as may be under way at once, each at its own item', async () => {
		const items = Array.from({ length: 250 }, (_, index) => ({ colour: `colour ${index}` }));
		const parameters = newRecord({ colour: '={{ $json.colour }}' });
		const created = await output({ ...record('create', parameters), items });
		expect(created.map(({ customFields }) => customFields)).toEqual(items);
		const sent = sandbox.boostspace.requests.map(({ body }) =>
			Array.isArray(body) ? body.length : 1,
		);
		expect(sent.sort()).toEqual([61, 63, 63, 63]);
	});

	/** Creates four records, of which the third may be for another space. */
	const createOneWrong = async (wrong: { space?: string }) => {
		const items = ['one', 'two', 'three', 'four'].map((colour, index) => ({
			colour: `${colour} ${randomUUID()}`,
			space: String(first('space').id),
			...(index === 2 ? wrong : {}),
		}));
		const execution = await runOneNode(sandbox.client, {
			credential: connection,
			...record('create', {
				...newRecord({ colour: '={{ $json.colour }}' }),
				space: byId('={{ $json.space }}'),
			}),
			items,
			onError: 'continueRegularOutput',
		});
		const stored = JSON.stringify([...system().things['custom-module-item'].values()]);
		return {
			errors: itemsOf(execution, NODE).map(({ json }) => json.error),
			times: items.map(({ colour }) => stored.split(`"${colour}"`).length - 1),
		};
	};

	it('for a space that is not there fail by themselves: a request has records of one space', async () => {
		const { errors, times } = await createOneWrong({ space: '999999' });
		expect(errors).toEqual([
			undefined,
			undefined,
			expect.stringMatching(/There is no space 999999/),
			undefined,
		]);
		expect(times).toEqual([1, 1, 0, 1]);
	});

	it('of a list that Boost.space refuses for one of them are sent once, and each says that nobody knows', async () => {
		sandbox.boostspace.faults.add({
			match: ({ method }) => method === 'POST',
			respond: { status: 400, body: JSON.stringify({ message: 'The third is wrong' }) },
		});
		const { errors, times } = await createOneWrong({});
		const unknown =
			/^It is not known whether Boost\.space carried out some of the 4 records.*HTTP 400/;
		expect(errors).toEqual(Array.from({ length: 4 }, () => expect.stringMatching(unknown)));
		expect(times).toEqual([0, 0, 0, 0]);
		expect(sandbox.boostspace.requests).toHaveLength(1);
	});

	it('that were created without a value that they were to have fail, and are named', async () => {
		const items = ['colour', 'diameter', 'colour'].map((field) => ({
			[field]: '7',
			[field === 'colour' ? 'diameter' : 'colour']: null,
		}));
		const before = system().things['custom-module-item'].size;
		const execution = await runOneNode(sandbox.client, {
			credential: connection,
			...record(
				'create',
				newRecord({ colour: '={{ $json.colour }}', diameter: '={{ $json.diameter }}' }),
			),
			items,
			onError: 'continueRegularOutput',
		});
		const [one, two, three] = itemsOf(execution, NODE).map(({ json }) => json);
		expect([one?.error, three?.error]).toEqual([undefined, undefined]);
		expect(two?.error).toMatch(/Boost\.space created record \d+, but did not save: diameter/);
		expect(system().things['custom-module-item'].size).toBe(before + 3);
	});

	it('are created by a token that cannot read what was saved, too', async () => {
		sandbox.boostspace.settings.losesChanges = true;
		const token = sandbox.boostspace.tokenWith(['create']);
		const [created] = await output({
			...record('create', newRecord({ colour: 'red' })),
			credential: await withToken(token, 'flowers', 'Only create'),
		});
		expect(created?.id).toEqual(expect.any(Number));
	});

	it('of one module are not for a token of another, and the right is named', async () => {
		const token = sandbox.boostspace.tokenWith(['read'], ['custom-module-item']);
		const credential = await withToken(token, 'flowers', 'Records only');
		const list = { parameters: {}, operation: 'getMany', credential };
		expect(await output({ ...list, resource: 'record' })).not.toEqual([]);
		await expect(output({ ...list, resource: 'space' })).rejects.toThrow(
			/"Records only" seems not to be allowed to: Read\./,
		);
	});

	it('are read page by page, filtered as the API does it', async () => {
		const space = add(system(), 'space', { name: 'Many', customModuleId: 1 });
		for (let index = 0; index < 1203; index += 1) {
			add(system(), 'custom-module-item', { spaceId: space.id, number: index });
		}
		const filters = { space: String(space.id) };
		const all = await output(record('getMany', { filters, returnAll: true }));
		expect(all.map(({ number }) => number)).toEqual(Array.from({ length: 1203 }, (_, at) => at));
		expect(sandbox.boostspace.requests.map(({ query }) => query)).toEqual([
			{ filter: `spaceId=${space.id}`, limit: '1000', offset: '0' },
			{ filter: `spaceId=${space.id}`, limit: '1000', offset: '1000' },
		]);
		sandbox.boostspace.clear();
		expect(await output(record('getMany', { filters, limit: 3 }))).toHaveLength(3);
		expect(sandbox.boostspace.requests.map(({ query }) => query.limit)).toEqual(['3']);
	});

	it('of another application are created once and changed after that', async () => {
		const remote = { remoteId: '1001/7', remoteApplication: 'My Shop' };
		const { space, statusSystem, customFields } = newRecord({ colour: 'blue' });
		const fields = { space, statusSystem, customFields };
		const [created] = await output(record('createOrUpdate', { ...remote, ...fields }));
		const changed = { ...remote, ...fields, customFields: mapped({ colour: 'green' }) };
		const [updated] = await output(record('createOrUpdate', changed));
		expect(updated).toMatchObject({ id: created?.id, customFields: { colour: 'green' } });
		const [found] = await output(record('getByRemoteId', remote));
		expect(found).toMatchObject({ id: created?.id });
		const missing = output(record('getByRemoteId', { ...remote, remoteId: 'none' }));
		await expect(missing).rejects.toThrow(/did not find/);
	});

	it('are changed: what is not given stays, an empty text empties', async () => {
		const { id } = add(system(), 'custom-module-item', {
			spaceId: first('space').id,
			customFieldsValues: [
				{ customFieldInputName: 'colour', value: 'red' },
				{ customFieldInputName: 'price', value: '2' },
			],
		});
		const [changed] = await output(
			record('update', {
				module: locate('custom-module'),
				record: String(id),
				space: locate('space'),
				customFields: mapped({ colour: '', price: null }),
				changes: { status: '9' },
			}),
		);
		expect(changed).toMatchObject({ statusId: 9, customFields: { colour: '', price: '2' } });
	});

	it.each([
		['that was empty', [], 'red'],
		['that had another value', [{ customFieldInputName: 'colour', value: 'white' }], 'red'],
		['that was to be emptied', [{ customFieldInputName: 'colour', value: 'white' }], ''],
	])(
		'that Boost.space says it changed, and did not save, fail: a field %s',
		async (_what, customFieldsValues, colour) => {
			const remote = { remoteId: randomUUID(), remoteApp: 'Shop' };
			const { id } = add(system(), 'custom-module-item', {
				spaceId: first('space').id,
				customFieldsValues,
				...remote,
			});
			sandbox.boostspace.settings.losesChanges = true;
			const update = output(
				record('update', {
					module: locate('custom-module'),
					record: String(id),
					space: locate('space'),
					customFields: mapped({ colour }),
				}),
			);
			await expect(update).rejects.toThrow(
				`Boost.space took the change of record ${id}, but did not save: colour`,
			);
			const { space, statusSystem, customFields } = newRecord({ colour });
			const createOrUpdate = output(
				record('createOrUpdate', {
					remoteId: remote.remoteId,
					remoteApplication: remote.remoteApp,
					...{ space, statusSystem, customFields },
				}),
			);
			await expect(createOrUpdate).rejects.toThrow(
				`took the change of record ${remote.remoteId} of Shop, but did not save: colour`,
			);
			expect(sandbox.boostspace.requests.map(({ method }) => method)).toEqual([
				...['GET', 'PUT', 'GET'],
				...['GET', 'POST', 'GET'],
			]);
		},
	);

	it('whose change cannot be read back say so', async () => {
		const { id } = add(system(), 'custom-module-item', { spaceId: first('space').id });
		let reads = 0;
		sandbox.boostspace.faults.add({
			match: ({ method }) => method === 'GET' && (reads += 1) > 1,
			respond: { status: 403, body: '{}' },
		});
		const update = output(
			record('update', {
				module: locate('custom-module'),
				record: String(id),
				space: locate('space'),
				customFields: mapped({ colour: 'red' }),
			}),
		);
		await expect(update).rejects.toThrow(
			`Boost.space took the change of record ${id}, but whether it was saved could not be read: `,
		);
	});

	it.each([
		[{ customFields: mapped({}) }, /"Custom Fields" is empty, and so are the changes/],
		[{ record: '../../user' }, /"Record ID" must be the ID of a record, such as 42/],
		[{ changes: { labels: 'one' } }, /"Changes → Label Names or IDs" must be the ID of a label/],
	])('with %j are not changed', async (parameters, message) => {
		const update = output(
			record('update', {
				module: locate('custom-module'),
				record: '1',
				space: locate('space'),
				customFields: mapped({ colour: 'red' }),
				...parameters,
			}),
		);
		await expect(update).rejects.toThrow(message);
		expect(sandbox.boostspace.requests).toEqual([]);
	});
});

describe('a field', () => {
	it('is changed as a whole: what is not given is sent as it was', async () => {
		const { id } = add(system(), 'custom-field/input', {
			name: 'height',
			inputType: 'number',
			description: 'Height',
			tooltip: 'In cm',
		});
		await output({
			resource: 'field',
			operation: 'update',
			parameters: {
				field: String(id),
				group: locate('custom-field'),
				changes: { tooltip: 'In m' },
			},
		});
		expect(sandbox.boostspace.requests.at(-1)).toMatchObject({
			method: 'POST',
			body: {
				name: 'height',
				inputType: 'number',
				description: 'Height',
				tooltip: 'In m',
				elementGroups: [String(first('custom-field').id)],
				_method: 'PUT',
			},
		});
	});
});

describe('in the editor', () => {
	const node = (parameters: Record<string, unknown>) => ({
		type: 'n8n-nodes-connections.boostspace',
		version: 1,
		parameters: { resource: 'record', operation: 'create', ...parameters },
		credentials: {
			boostspaceConnectionApi: { id: connection.id, name: connection.name },
		},
	});

	it.each([
		['module', 'searchModules', ['Plants', 'Pots']],
		['space', 'searchSpaces', ['Roses', 'Tulips', 'Clay']],
		['group', 'searchGroups', ['About plants', 'About pots']],
		['statusSystem', 'searchStatusSystems', ['Stock']],
	])('%s is chosen from a list', async (parameter, method, names) => {
		const { results } = await sandbox.client.rest.choices(
			node({}),
			`parameters.${parameter}`,
			method,
			{},
		);
		expect(results.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
	});

	const named = (kind: Parameters<typeof first>[0], name: string) => {
		const found = [...system().things[kind].values()].find((thing) => thing.name === name);
		if (!found) throw new Error(`no ${name}`);
		return byId(String(found.id));
	};

	it('the spaces are those of the chosen module, whose number is an ID or nothing yet', async () => {
		const pots = named('custom-module', 'Pots');
		const spacesWith = async (module: unknown) => {
			const parameter = 'parameters.space';
			const listed = await sandbox.client.rest.choices(node({ module }), parameter, 'searchSpaces');
			const offered = await sandbox.client.rest.options(node({ module }), parameter, 'getSpaces');
			expect(offered.map(({ name }) => name)).toEqual(listed.results.map(({ name }) => name));
			return offered.map(({ name }) => name);
		};
		expect(await spacesWith(pots)).toEqual(['Clay']);
		expect(await spacesWith(byId('={{ $json.module }}'))).toEqual(
			expect.arrayContaining(['Roses', 'Clay']),
		);
	});

	it.each([
		['filters.module', 'getModules', ['Plants', 'Pots']],
		['changes.statusSystem', 'getStatusSystems', ['Stock']],
		['additional.labels', 'getLabels', ['Fragrant', 'Glazed']],
	])('%s offers names', async (parameter, method, names) => {
		const offered = await sandbox.client.rest.options(node({}), `parameters.${parameter}`, method);
		expect(offered.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
	});

	it('the labels are those of the chosen space', async () => {
		const offered = await sandbox.client.rest.options(
			node({ space: named('space', 'Clay') }),
			'parameters.additional.labels',
			'getLabels',
		);
		expect(offered.map(({ name }) => name)).toEqual(['Glazed']);
	});

	it('what cannot be offered says why', async () => {
		const token = sandbox.boostspace.tokenWith(['read'], ['space']);
		const few = await withToken(token, 'flowers', 'Only spaces');
		const credentials = { boostspaceConnectionApi: { id: few.id, name: few.name } };
		const offered = sandbox.client.rest.options(
			{ ...node({}), credentials },
			'parameters.additional.labels',
			'getLabels',
		);
		await expect(offered).rejects.toThrow(/Only spaces\\" may not do this in Boost\.space/);
	});

	it('another space has other custom fields', async () => {
		const fields = await sandbox.client.rest.mapperFields(
			node({ space: named('space', 'Clay') }),
			'parameters.customFields',
			'getCustomFields',
		);
		expect(fields.map(({ id, type }) => [id, type])).toEqual([['diameter', 'number']]);
	});

	it('the custom fields of the chosen space have their kinds', async () => {
		const fields = await sandbox.client.rest.mapperFields(
			node({ space: locate('space') }),
			'parameters.customFields',
			'getCustomFields',
		);
		expect(fields.map(({ id, displayName, type }) => [id, displayName, type])).toEqual(
			expect.arrayContaining([
				['colour', 'The colour', 'string'],
				['price', 'The price', 'number'],
				['planted', 'The planted', 'dateTime'],
				['hardy', 'The hardy', 'boolean'],
				['scents', 'The scents (List)', 'array'],
			]),
		);
		expect(fields.map(({ id }) => id)).not.toContain('internal');
	});
});

const rows = everyOperation.filter(
	({ service: name, declared }) => name === service.name && declared.requires.length > 0,
);

it('every right that a token can have is needed by an operation', () => {
	const used = new Set(rows.flatMap(({ declared }) => declared.requires));
	expect([...used].sort()).toEqual(Object.keys(service.permissions).sort());
});

describe.each(rows)('$name', ({ name, resource, operation, declared: { requires } }) => {
	const run = async (rights: readonly string[]) => {
		const known = ['read', 'create', 'edit', 'remove'] as const;
		const token = sandbox.boostspace.tokenWith(known.filter((right) => rights.includes(right)));
		const execution = await runOneNode(sandbox.client, {
			credential: await withToken(token, 'flowers', 'Few rights'),
			resource,
			operation,
			parameters: boostspaceParameters(sandbox)[name]?.() ?? {},
		});
		return errorOf(execution);
	};

	it(`passes with exactly: ${requires.join(', ')}`, async () => {
		// Making the remote record anew needs the right to create it; changing it, the right to edit.
		expect(await run(requires)).toBeUndefined();
	});

	it.each(requires.slice(0, 1))(
		'is refused without %s, and the right is named',
		async (lacking) => {
			const error = await run(requires.filter((right) => right !== lacking));
			expect(error?.message).toContain(
				`"Few rights" seems not to be allowed to: ${labelsOf(service, requires)}.`,
			);
			expect(error?.description).toContain('Make a new API Token with the right');
		},
	);
});
