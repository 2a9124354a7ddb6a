/** What n8n's own nodes were seen to ask for, against what we declare and what their vendors accept. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { editions } from '../../builtin/nodes/editions.ts';
import { builtinNodes } from '../../builtin/nodes/index.ts';
import type { AnyOf, Scopes } from '../../builtin/nodes/model.ts';
import { isMet, narrowest } from '../../builtin/nodes/model.ts';
import { readBuiltin } from '../../builtin/nodes/read.ts';
import { root } from '../../sandbox/places.mts';
import type { Recording, Row } from '../../sandbox/record/recording.mts';
import { enforcedHosts, neededFor } from '../../sandbox/services/builtin/enforced.mts';

const folder = join(root, 'test/builtin/requests');
const recordings = new Map(
	readdirSync(folder).map((file) => [
		file.replace(/\.json$/, ''),
		JSON.parse(readFileSync(join(folder, file), 'utf8')) as Recording,
	]),
);
const nodes = [...new Set(builtinNodes.map(({ node }) => node))];

/** An operation of a version, by n8n's own inventory. */
interface Operation {
	readonly node: string;
	readonly version: number;
	readonly resource: string;
	readonly operation: string;
	readonly decidedBy: string;
	/** As the recording calls it. */
	readonly name: string;
}

const inventory: Operation[] = nodes.flatMap((node) => {
	const declared = builtinNodes.filter((one) => one.node === node);
	return (editions[node] ?? []).flatMap(({ versions, operations, decidedBy }) =>
		versions
			.filter((version) => declared.some((one) => one.versions?.includes(version) ?? true))
			.flatMap((version) =>
				Object.entries(operations).flatMap(([resource, names]) =>
					names.split(' ').map((operation) => ({
						node,
						version,
						resource,
						operation,
						decidedBy,
						name: [resource, operation].filter(Boolean).join(' ') || 'run',
					})),
				),
			),
	);
});

const isOf = ({ versions }: Row, version: number) => versions.split(' ').includes(String(version));

const recordedOf = ({ node, name }: Operation) => recordings.get(node)?.[name];

const plainOf = (one: Operation): Row | undefined =>
	recordedOf(one)?.plain.find((row) => isOf(row, one.version));

/** A set of parameters with which an operation was recorded, and what we say that it needs. */
interface Compared {
	readonly name: string;
	readonly row: Row;
	readonly runs: Scopes;
}

/** What we say that a recorded run needs; `undefined` where we say that it is unknown. */
function comparedOf(one: Operation, row: Row, plain: Row): Compared | undefined {
	const { node, version, resource, operation, decidedBy } = one;
	const reading = readBuiltin(
		{
			type: `n8n-nodes-base.${node}`,
			typeVersion: version,
			parameters: JSON.parse(
				JSON.stringify({
					...plain.parameters,
					...row.parameters,
					...(resource ? { resource } : {}),
					...(operation ? { [decidedBy]: operation } : {}),
				}),
			),
		},
		builtinNodes.find((known) => known.node === node && (known.versions?.includes(version) ?? true))
			?.types[0] ?? '',
	);
	if (!reading || 'unknown' in reading) return undefined;
	const change = row === plain ? '' : ` ${JSON.stringify(row.parameters)}`;
	return { name: `${node} ${version} ${one.name}${change}`, row, runs: reading.runs };
}

const compared = inventory.flatMap((one) => {
	const plain = plainOf(one);
	if (!plain) return [];
	const changed = (recordedOf(one)?.changed ?? []).filter((row) => isOf(row, one.version));
	return [plain, ...changed].flatMap((row) => comparedOf(one, row, plain) ?? []);
});

/** Requests of which no table says what they need, and why. They are recorded, and not compared. */
const NO_ROW: ReadonlyArray<readonly [request: RegExp, reason: string]> = [
	[/ www\.googleapis\.com\/books\//, 'Google Books is not among the packages at hand'],
	[
		/ graph\.microsoft\.com\/v1\.0\/me\/(messages\/\{\}\/(\$value|attachments\/.*)|calendars\/\{\})$/,
		"Microsoft's file leaves it out",
	],
	[
		/ graph\.microsoft\.com\/.*\/worksheets\/\{\}\/range\/clear$/,
		"Microsoft's file has it with an address only",
	],
	[
		/ slack\.com\/api\/(files\.(getUploadURL|completeUpload)External|assistant\.search\.context)$/,
		'it is newer than the specification of Slack at hand',
	],
	[
		/ api\.spotify\.com\/v1\/me\/playlists$/,
		'it is newer than the specification of Spotify at hand',
	],
	[/ api\.x\.com\/2\/list\/by\/name\/\{\}$/, 'X has no such request'],
];

/** Microsoft's rows often leave out the scope that also writes, and its file has ids where nodes have paths. */
const MICROSOFT = 'graph.microsoft.com';

const writing = (scopes: AnyOf): AnyOf => [
	...scopes,
	...scopes.map((scope) => scope.replace(/\.Read(?=$|\.)/, '.ReadWrite')),
];

/** What the vendor's table says of "GET host/path". */
function acceptedFor(request: string): Scopes | undefined {
	const [method = '', address = ''] = request.split(' ');
	const slash = address.indexOf('/');
	const [host, path] = [address.slice(0, slash), address.slice(slash)];
	if (host === 'slack.com') {
		// Slack takes either method (https://docs.slack.dev/apis/web-api/).
		return neededFor('GET', host, path) ?? neededFor('POST', host, path);
	}
	const found = neededFor(method, host, path);
	return host === MICROSOFT ? found?.map(writing) : found;
}

const hostOf = (request: string) => request.split(' ')[1]?.split('/')[0] ?? '';

/** Whether any scope of a need is enough for one of these. */
const meets = (need: AnyOf, accepted: Scopes | undefined) =>
	accepted?.some((one) => need.every((scope) => one.includes(scope))) ?? false;

/** Requests for which what we declare is not enough, or not surely. */
function tooNarrow({ name, row, runs }: Compared): string[] {
	return row.requests.flatMap((request) =>
		(acceptedFor(request) ?? [])
			.filter((accepted) => !runs.some((need) => meets(need, [accepted])))
			.map((accepted) => `${name}: ${request} needs ${accepted.join(' or ')}`),
	);
}

/** Whether there is a table for all that a run asked for, and it came to its end. */
const isWhole = ({ row }: Compared) =>
	row.failed === undefined && row.requests.every((request) => acceptedFor(request));

/** Scopes without which a run would do just as well. */
function tooWide({ name, row, runs }: Compared): string[] {
	const scopes = narrowest(runs);
	return scopes
		.filter((scope) => {
			const rest = new Set(scopes.filter((other) => other !== scope));
			return row.requests.every((request) =>
				acceptedFor(request)?.every((one) => isMet(one, rest)),
			);
		})
		.map((scope) => `${name}: ${scope}`);
}

/** Needs that no recorded run of an operation has. */
function unseen(all: readonly Compared[]): string[] {
	const requests = all.flatMap(({ row }) => row.requests);
	const needs = new Map(all.flatMap(({ runs }) => runs.map((need) => [need.join(' '), need])));
	return [...needs.values()]
		.filter((need) => !requests.some((request) => meets(need, acceptedFor(request))))
		.map((need) => `${all[0]?.name ?? ''}: ${need.join(' or ')}`);
}

/** Scopes that we declare though a recorded run needs none of them, and why. */
const WIDER: Readonly<Record<string, RegExp>> = {
	'each kind of conversation has a scope of its own in Slack, and a workflow does not say which':
		/^slack \S+ channel .*: (channels|groups|im|mpim):(read|write|history)$/,
};

const whole = compared.filter(isWhole);
const withoutScopes = whole.filter(({ runs }) => runs.length === 0);
const byOperation = new Map<string, Compared[]>();
for (const one of whole) {
	const [node = '', , ...rest] = one.name.replace(/ \{.*$/, '').split(' ');
	const name = [node, ...rest].join(' ');
	byOperation.set(name, [...(byOperation.get(name) ?? []), one]);
}

describe("the requests of n8n's own nodes", () => {
	it('are recorded for every operation that n8n has, or it says why not', () => {
		const missing = inventory.filter((one) => !plainOf(one));
		expect(missing.map(({ node, version, name }) => `${node} ${version} ${name}`)).toEqual([]);
	});

	it('are recorded for no operation that n8n does not have', () => {
		const known = new Set(inventory.map(({ node, name }) => `${node} ${name}`));
		const recorded = [...recordings].flatMap(([node, recording]) =>
			Object.keys(recording).map((name) => `${node} ${name}`),
		);
		expect(recorded.filter((name) => !known.has(name))).toEqual([]);
	});

	it('are few where nothing was asked for, and we say that nothing is needed', () => {
		const silent = inventory.filter((one) => {
			const row = plainOf(one);
			const sent = [...(row?.requests ?? []), ...(row?.unsigned ?? [])];
			return row?.failed === undefined && sent.length === 0;
		});
		expect([...new Set(silent.map(({ node, name }) => `${node} ${name}`))]).toEqual([
			'evaluation setInputs',
			'evaluation checkIfEvaluating',
		]);
	});

	it('say nothing of one record, and hold no query', () => {
		const requests = compared.flatMap(({ row }) => [...row.requests, ...(row.given ?? [])]);
		expect(requests.filter((one) => !/^[A-Z]+ [\w.-]+\/[^?\s]*$/.test(one))).toEqual([]);
		expect(requests.filter((one) => /abc123|7654321|run\d+x|%27/.test(one))).toEqual([]);
	});

	it('are known to the tables of vendors that have one, or it says why not', () => {
		const requests = compared.flatMap(({ row }) => row.requests);
		const unknown = requests.filter(
			(request) => enforcedHosts.has(hostOf(request)) && !acceptedFor(request),
		);
		const unexplained = unknown.filter((one) => !NO_ROW.some(([known]) => known.test(one)));
		expect([...new Set(unexplained)]).toEqual([]);
		const unused = NO_ROW.filter(([known]) => !unknown.some((one) => known.test(one)));
		expect(unused).toEqual([]);
	});
});

describe('what we declare of them', () => {
	it('is enough for every recorded request, by the table of its vendor', () => {
		expect(compared.flatMap(tooNarrow)).toEqual([]);
	});

	it('has no need that no recorded request has', () => {
		expect([...byOperation.values()].flatMap(unseen)).toEqual([]);
	});

	it('has no scope without which a recorded run would do just as well, but where it says why', () => {
		const wider = whole.flatMap(tooWide);
		const reasons = Object.values(WIDER);
		expect(wider.filter((one) => !reasons.some((reason) => reason.test(one)))).toEqual([]);
		expect(reasons.filter((reason) => !wider.some((one) => reason.test(one)))).toEqual([]);
	});

	it('was compared with many of them', () => {
		const failed = inventory.filter((one) => plainOf(one)?.failed !== undefined);
		const names = (all: readonly Operation[]) =>
			new Set(all.map(({ node, name }) => `${node} ${name}`)).size;
		console.info(
			[
				`${names(inventory)} operations of ${nodes.length} nodes (${inventory.length} with their versions)`,
				`${names(inventory) - names(failed)} recorded to their end, ${names(failed)} not`,
				`${byOperation.size} operations (${whole.length} sets of parameters) compared with a vendor's table`,
				`${withoutScopes.length} of these sets need no scope`,
			].join('; '),
		);
		expect(byOperation.size).toBeGreaterThan(200);
	});
});
