/**
 * Every operation of every node while its service misbehaves. Whatever happens: as many items come out as went in,
 * each with its result or its error; the run ends; the error names the service and what to do; and of what was
 * created, nothing is lost and nothing is there twice.
 *
 * One fault for each operation, drawn anew in each run from a seed that is printed; FAULT_SEED repeats a run, and
 * FAULTS=all draws every fault for every operation.
 */
import { z } from 'zod';

import { itemsOf } from '../../sandbox/client.mts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.mts';
import type { Fault } from '../../sandbox/services/shared/faults.mts';
import { connectServices } from '../../sandbox/connections.mts';
import { services } from '../../services/index.ts';
import { everyOperation, parametersOf, type Row } from './everyOperation.mts';
import { NODE, runOneNode } from './workflows.mts';

/** Items of each run. */
const ITEMS = 3;

const seed = Number(process.env.FAULT_SEED ?? Math.floor(Math.random() * 1_000_000));

/** Numbers from 0 up to 1 that a seed decides (mulberry32). */
function randomFrom(start: number): () => number {
	let state = start;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}

type Misbehaviour = Pick<Fault, 'respond' | 'afterwards'>;

const status = (code: number, headers: Record<string, string> = {}): Misbehaviour => ({
	respond: { status: code, headers, body: '{}' },
});

/** What goes wrong once in a run. `afterwards`: the service has carried the request out. */
const FAULTS: Readonly<Record<string, () => Misbehaviour>> = {
	'429': () => status(429),
	'429 with Retry-After in seconds': () => status(429, { 'Retry-After': '1' }),
	'429 with Retry-After as a date': () =>
		status(429, { 'Retry-After': new Date(Date.now() + 2_000).toUTCString() }),
	'500': () => status(500),
	'502': () => status(502),
	'503': () => status(503),
	'503 with Retry-After': () => status(503, { 'Retry-After': '1' }),
	'504': () => status(504),
	'504 though it was carried out': () => ({ ...status(504), afterwards: true }),
	'a reset before it is carried out': () => ({ respond: 'reset' }),
	'a reset after it was carried out': () => ({ respond: 'reset', afterwards: true }),
	'an answer that is cut off': () => ({ respond: 'cutOff', afterwards: true }),
	'HTML instead of JSON': () => ({ respond: 'notJson', afterwards: true }),
	'an empty answer': () => ({ respond: 'empty', afterwards: true }),
};

let sandbox: Sandbox;

beforeAll(async () => {
	console.log(`FAULT_SEED=${seed}`);
	sandbox = await startSandbox();
	await connectServices(sandbox, () => {});
	const { client, facebookPages } = sandbox;
	const every = (await client.api.credentials()).find(
		({ type }) => type === 'facebookPagesConnectionOAuth2Api',
	);
	if (!every) throw new Error('not connected');
	// A connection that may do everything, so that no operation is stopped before it has sent anything.
	const data = {
		clientId: facebookPages.clientId,
		clientSecret: facebookPages.clientSecret,
		permissions: Object.keys(
			services.find(({ name }) => name === 'facebookPages')?.permissions ?? {},
		),
	};
	await client.rest.updateCredential(every.id, { name: every.name, type: every.type, data });
	await client.connectOAuth2(every.id, { press: 'Allow' });
});

afterAll(async () => {
	await sandbox.stop();
});

const standInOf = ({ service }: Row) => {
	const { boostspace, boostspaceIntegrator, facebookPages, mailchimp } = sandbox;
	const found = [boostspace, boostspaceIntegrator, facebookPages, mailchimp].find(
		(one) => one.service === service,
	);
	if (!found) throw new Error(`${service} has no stand-in`);
	return found;
};

/** The connection that an operation runs on: by OAuth 2.0 where the service has it. */
const connectionOf = async ({ service }: Row) => {
	const all = (await sandbox.client.api.credentials()).filter(({ type }) =>
		type.startsWith(`${service}Connection`),
	);
	const found = all.find(({ type }) => type.endsWith('OAuth2Api')) ?? all[0];
	if (!found) throw new Error(`${service} is not connected`);
	return found;
};

/** Parameters of which every text and number comes from the item. */
function fromItem(parameters: unknown, path = '$json'): unknown {
	if (typeof parameters === 'string' || typeof parameters === 'number') return `={{ ${path} }}`;
	if (typeof parameters !== 'object' || parameters === null) return parameters;
	if (Array.isArray(parameters)) return parameters;
	if ('mappingMode' in parameters) return parameters;
	return Object.fromEntries(
		Object.entries(parameters).map(([name, value]) => [
			name,
			name === 'mode' ? value : fromItem(value, `${path}[${JSON.stringify(name)}]`),
		]),
	);
}

/** How many things there are of the kind that an operation creates, one for each item. */
const created: Readonly<Record<string, () => number>> = {
	'boostspace customModule.create': () => thingsOf('custom-module'),
	'boostspace field.create': () => thingsOf('custom-field/input'),
	'boostspace record.create': () => thingsOf('custom-module-item'),
	'boostspace space.create': () => thingsOf('space'),
	'boostspaceIntegrator scenario.run': () => runs(),
	'facebookPages comment.reply': () => pageItems('comment'),
	'facebookPages photo.upload': () => pageItems('photo'),
	'facebookPages post.create': () => pageItems('post'),
	'facebookPages video.upload': () => pageItems('video'),
	'mailchimp campaign.create': () => account().campaigns.size,
	'mailchimp campaign.replicate': () => account().campaigns.size,
	'mailchimp member.create': () => members(),
	'mailchimp member.createOrUpdate': () => members(),
};

type Kind = keyof Sandbox['boostspace']['systems'][0]['things'];

const thingsOf = (kind: Kind) => sandbox.boostspace.systems[0].things[kind].size;

const runs = () =>
	[...sandbox.boostspaceIntegrator.world.scenarios.values()].reduce(
		(sum, scenario) => sum + scenario.runs.length,
		0,
	);

const pageItems = (kind: string) =>
	[...sandbox.facebookPages.pages[0].items.values()].filter((item) => item.kind === kind).length;

const account = () => {
	const [first] = sandbox.mailchimp.accounts;
	if (!first) throw new Error('no account');
	return first;
};

const members = () =>
	[...account().audiences.values()].reduce((sum, { members: all }) => sum + all.size, 0);

/** Whether an item's error says that nobody knows what became of it. */
const isUnknown = (error: string) => /not known whether|says nothing of this item/.test(error);

/** What became of each item, or of the run where it failed as a whole. */
async function run(row: Row, fault: Fault | undefined) {
	const { service, name, resource, operation } = row;
	const make = parametersOf(sandbox)[service]?.[name];
	if (!make) throw new Error(`no parameters for ${name}`);
	const items = Array.from({ length: ITEMS }, () => make());
	const before = created[`${service} ${name}`]?.() ?? 0;
	const standIn = standInOf(row);
	standIn.clear();
	if (fault) standIn.faults.add(fault);
	const execution = await runOneNode(sandbox.client, {
		credential: await connectionOf(row),
		resource,
		operation,
		parameters: z.record(z.unknown()).parse(fromItem(items[0])),
		items: items.map((one) => ({ ...one })),
		onError: 'continueRegularOutput',
	});
	const requests = standIn.requests.length;
	standIn.clear();
	const results = itemsOf(execution, NODE).map(({ json, pairedItem }) => ({
		item: pairedItem,
		error: typeof json.error === 'string' ? json.error : undefined,
	}));
	const after = created[`${service} ${name}`]?.() ?? 0;
	return { status: execution.status, results, created: after - before, requests };
}

const rows = everyOperation.filter(({ name }) => name !== 'connection.revoke');

const random = randomFrom(seed);

const names = Object.keys(FAULTS);

const drawn = rows.flatMap((row) => {
	const chosen =
		process.env.FAULTS === 'all' ? names : [names[Math.floor(random() * names.length)] ?? ''];
	return chosen.map((fault) => ({ row, fault, at: random(), title: `${row.service} ${row.name}` }));
});

it.each(drawn)('$title, with $fault', async ({ row, fault, at }) => {
	const { displayName = '' } = services.find(({ name }) => name === row.service) ?? {};
	const well = await run(row, undefined);
	expect(well.results.map(({ error }) => error).filter(Boolean)).toEqual([]);

	// The fault meets one of the requests that a run without it sends.
	let left = Math.floor(at * well.requests);
	const ill = await run(row, {
		...(FAULTS[fault]?.() ?? { respond: 'reset' }),
		match: () => {
			left -= 1;
			return left < 0;
		},
	});

	expect(ill.status).toBe('success');
	// A list may be empty for an item, which then gives nothing.
	const itemsIn = ({ results }: Pick<typeof ill, 'results'>) =>
		[...new Set(results.map(({ item }) => JSON.stringify(item)))].sort();
	expect(itemsIn(ill)).toEqual(expect.arrayContaining(itemsIn(well)));
	if (!('list' in row.declared)) expect(itemsIn(ill)).toHaveLength(ITEMS);
	const errors = ill.results.flatMap(({ error }) => error ?? []);
	for (const error of errors) {
		expect(error).toContain(displayName);
		expect(error).toMatch(/HTTP \d{3}|broke off|reached|answered (?:something|nothing)|attempt/);
	}
	if (created[`${row.service} ${row.name}`]) {
		const succeeded = ITEMS - errors.length;
		expect(ill.created).toBeGreaterThanOrEqual(succeeded);
		expect(ill.created).toBeLessThanOrEqual(succeeded + errors.filter(isUnknown).length);
	}
});
