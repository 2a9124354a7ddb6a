/** Runs an operation while its service misbehaves, and checks what must hold whatever happens. */
import { z } from 'zod';

import { type Credential, itemsOf } from '../../../sandbox/client.mts';
import type { Sandbox } from '../../../sandbox/sandbox.mts';
import type { RecordedRequest } from '../../../sandbox/standIn.mts';
import type { Fault } from '../../../sandbox/services/shared/faults.mts';
import { services } from '../../../services/index.ts';
import { type Parameters, parametersOf, type Row } from '../everyOperation.mts';
import { NODE, runOneNode } from '../workflows.mts';
import { boostspaceWrites } from './boostspace.mts';
import { boostspaceIntegratorWrites } from './boostspaceIntegrator.mts';
import type { Connected } from './connected.mts';
import { facebookPagesWrites } from './facebookPages.mts';
import { fillN8n, type PageFault } from './lists.mts';
import { mailchimpWrites } from './mailchimp.mts';
import { type Draw, FEW_ITEMS, type Misbehaviour } from './misbehaviours.mts';
import { n8nWrites } from './n8n.mts';
import type { Write, Writes } from './write.mts';

/** Milliseconds that a run may take, whatever happens. The longest wait is for a service that counts by the minute. */
const BOUND = 45_000;

/** The same where what goes wrong lasts, so that each item waits for as long as it may. */
const LASTING_BOUND = 110_000;

/** Requests that change nothing, besides those by GET: a batch of reads, what Integrator asks an app, and n8n's tests. */
const READS =
	/^(GET |POST \/v\d+\.0\/$|POST \/api\/v2\/connections\/\d+\/(test|scoped)$|POST \/api\/v1\/credentials\/[^/]+\/test$)/;

/** Parameters of which every text and number comes from the item. */
function fromItem(parameters: unknown, path = '$json'): unknown {
	if (typeof parameters === 'string' || typeof parameters === 'number') return `={{ ${path} }}`;
	if (typeof parameters !== 'object' || parameters === null) return parameters;
	if (Array.isArray(parameters)) return parameters;
	const isMapper = 'mappingMode' in parameters;
	return Object.fromEntries(
		Object.entries(parameters).map(([name, value]) => {
			const isFixed = isMapper ? name !== 'value' : name === 'mode';
			return [name, isFixed ? value : fromItem(value, `${path}[${JSON.stringify(name)}]`)];
		}),
	);
}

/** What an item's error says of the write: `undefined` where nobody knows. */
function wasCarriedOut(error: string | undefined): boolean | undefined {
	if (error === undefined) return true;
	// Stopped half-way; what was left of it is done by running it again.
	if (/was not replaced/.test(error)) return false;
	if (/not known whether|says nothing of this item/.test(error)) return undefined;
	return /created record|took the change|draft \w+ was created/.test(error);
}

/** How a run went. */
interface Outcome {
	readonly status: string;
	/** By the item: the error of each of its outputs, where it is one. */
	readonly results: ReadonlyArray<ReadonlyArray<string | undefined>>;
	/** What came out, as text, in its order. */
	readonly records: readonly string[];
	readonly written: readonly number[] | undefined;
	/** `GET /lists` */
	readonly requests: readonly string[];
	readonly milliseconds: number;
	/** Whether the fault was met. */
	readonly met: boolean;
}

/** What a run is given: items, or how many are made, and the fault that it meets. */
interface Given {
	readonly count?: number;
	readonly items?: readonly Parameters[];
	readonly fault?: (items: readonly Parameters[]) => Fault;
}

/** Does something when the moment has come, once; the request itself meets nothing. */
function onceAt(isNow: Fault['match'], job: () => void): Fault['match'] {
	let done = false;
	return (request) => {
		if (!done && isNow(request)) {
			done = true;
			job();
		}
		return false;
	};
}

/** What is said of a change that was sent again, and refused then for what the first attempt had done. */
const IN_DOUBT = /an attempt ended without a clear answer/;

/** What to do, after what happened and to which item. Only n8n's own name begins with a small letter. */
const NEXT_STEP = /\[item \d+\] (?:[A-Z]|n8n\b).*\w{3}/;

const displayNameOf = ({ service }: Row) =>
	services.find(({ name }) => name === service)?.displayName ?? '';

/** Every operation, with a fault or without. */
export class Runner {
	readonly #sandbox: Sandbox;
	readonly #connections: Readonly<Record<string, Connected>>;
	readonly #writes: Readonly<Record<string, Writes>>;
	/** Runs without a fault, by the operation and the number of items. */
	readonly #well = new Map<string, Outcome>();

	constructor(sandbox: Sandbox, connections: Readonly<Record<string, Connected>>) {
		this.#sandbox = sandbox;
		this.#connections = connections;
		this.#writes = {
			boostspace: boostspaceWrites(sandbox),
			boostspaceIntegrator: boostspaceIntegratorWrites(sandbox),
			facebookPages: facebookPagesWrites(sandbox),
			mailchimp: mailchimpWrites(sandbox),
			n8n: n8nWrites(sandbox),
		};
	}

	/** Fails when something does not hold. */
	async check({ row, misbehaviour, at, items }: Draw): Promise<void> {
		const well = await this.#runWell(row, items);
		const fault = misbehaviour.fault(row.service);
		const isMany = items > FEW_ITEMS;
		const isNow = isMany ? undefined : this.#oneOf(row, well, at);
		let isTakenBack = false;
		const takeBack = () => {
			isTakenBack = true;
			this.#connections[row.service]?.revoke();
		};
		const ill = await this.#run(row, {
			count: items,
			fault: (written) => {
				const match = isNow ?? this.#requestOf(row, written[Math.floor(at * items)]);
				if (fault !== 'revoke') return { ...fault, match };
				return { match: onceAt(match, takeBack), respond: 'reset' };
			},
		});

		const lasts = fault !== 'revoke' && fault.times === Infinity;
		expect(ill.status).toBe('success');
		expect(ill.milliseconds).toBeLessThan(lasts ? LASTING_BOUND : BOUND);
		expect({ met: ill.met, isTakenBack }).toEqual(
			fault === 'revoke' ? { met: false, isTakenBack: true } : { met: true, isTakenBack: false },
		);
		this.#checkItems(row, misbehaviour, well, ill);
		if (!isMany) return;
		// One of several requests met the fault: its items fail, and no others.
		const failed = ill.results.filter(([error]) => error !== undefined).length;
		expect(failed).toBeGreaterThan(0);
		expect(failed).toBeLessThanOrEqual(items / 2);
	}

	/** One of the requests that a run without a fault sends; of one that changes something, half the time such. */
	#oneOf(row: Row, well: Outcome, at: number): Fault['match'] {
		const changes = well.requests.filter((request) => !READS.test(request));
		const isAimed = changes.length > 0 && at < 0.5;
		const among = isAimed ? changes : well.requests;
		let left = Math.floor(((at * 2) % 1) * among.length);
		return (request) => {
			const isAmong = !isAimed || !READS.test(`${request.method} ${request.path}`);
			if (this.#isOwn(row, request) && isAmong) left -= 1;
			return left < 0;
		};
	}

	/** The request that writes an item, by its mark. */
	#requestOf(row: Row, written: Parameters | undefined): Fault['match'] {
		const [mark] = /mark[\w.-]+/.exec(JSON.stringify(written)) ?? [];
		if (mark === undefined) throw new Error(`an item of ${row.name} has no mark`);
		return (request) =>
			this.#isOwn(row, request) && JSON.stringify(request.body ?? '').includes(mark);
	}

	/** A part of a batch is no request of its own. */
	#isOwn({ service }: Row, request: RecordedRequest): boolean {
		return this.#connections[service]?.standIn.requests.includes(request) === true;
	}

	/** What must hold of each item. */
	#checkItems(row: Row, misbehaviour: Misbehaviour, well: Outcome, ill: Outcome): void {
		ill.results.forEach((results, item) => {
			// What the item gives without a fault, which of a list may be nothing; or one error.
			const isError = results.length === 1 && results[0] !== undefined;
			if (!isError) expect(results).toHaveLength(well.results[item]?.length ?? 1);
		});
		const errors = ill.results.flat().flatMap((error) => error ?? []);
		if (misbehaviour.isHarmless) expect(errors).toEqual([]);
		for (const error of errors) {
			expect(error).toContain(displayNameOf(row));
			if (!IN_DOUBT.test(error)) expect(error).toMatch(misbehaviour.says);
			expect(error).toMatch(NEXT_STEP);
		}
		// What goes wrong in n8n says nothing of a connection that it has to test.
		expect(ill.records.filter((record) => record.includes('"status":"broken"'))).toEqual([]);
		ill.written?.forEach((times, item) => {
			const [error] = ill.results[item] ?? [];
			const done = wasCarriedOut(error);
			if (done === undefined) expect([0, 1]).toContain(times);
			else expect({ item, error, times }).toEqual({ item, error, times: done ? 1 : 0 });
		});
	}

	/** The same for what happens to the second page of a list. Fails when something does not hold. */
	async checkPages(row: Row, { respond }: PageFault): Promise<void> {
		if (row.service === 'n8n') await fillN8n(this.#sandbox);
		const items = [{ ...(await this.#reading(row)), returnAll: true }];
		const well = await this.#run(row, { items });
		const path = well.requests.at(-1);
		expect(well.requests.filter((request) => request === path).length).toBeGreaterThan(1);

		let pages = 0;
		const match: Fault['match'] = (request) => {
			if (`${request.method} ${request.path}` === path) pages += 1;
			return pages === 2;
		};
		const ill = await this.#run(row, { items, fault: () => ({ respond, match }) });
		expect([ill.status, ill.met]).toEqual(['success', true]);
		const errors = ill.results.flat().flatMap((error) => error ?? []);
		if (respond === 'reversed') {
			expect(errors).toEqual([]);
			expect([...ill.records].sort()).toEqual([...well.records].sort());
		} else {
			expect(errors).toEqual([expect.stringMatching(/twice|in a circle/)]);
			expect(errors[0]).toContain(displayNameOf(row));
			expect(errors[0]).toMatch(NEXT_STEP);
		}
	}

	async #runWell(row: Row, count: number): Promise<Outcome> {
		const key = `${row.service} ${row.name} ${count}`;
		const known = this.#well.get(key);
		if (known) return known;
		const well = await this.#run(row, { count });
		expect(well.results.flat().filter(Boolean)).toEqual([]);
		const changes = well.requests.filter((request) => !READS.test(request));
		if (well.written) expect(well.written).toEqual(well.written.map(() => 1));
		else expect(changes).toEqual([]);
		this.#well.set(key, well);
		return well;
	}

	async #run(row: Row, given: Given): Promise<Outcome> {
		const { service, name, resource, operation } = row;
		const connected = this.#connections[service];
		if (!connected) throw new Error(`${service} is not connected`);
		const { standIn } = connected;
		const credential: Credential = await connected.working();
		const make = this.#writes[service]?.[name];
		const forEach = async <T,>(one: () => T | Promise<T>): Promise<T[]> => {
			const all: T[] = [];
			for (let index = 0; index < (given.count ?? 1); index += 1) all.push(await one());
			return all;
		};
		const writes: Write[] | undefined = make && (await forEach(make));
		const items =
			given.items ??
			writes?.map(({ parameters }) => parameters) ??
			(await forEach(() => this.#reading(row)));
		standIn.clear();
		if (given.fault) standIn.faults.add(given.fault(items));
		const started = Date.now();
		const execution = await runOneNode(this.#sandbox.client, {
			credential,
			resource,
			operation,
			parameters: z.record(z.unknown()).parse(fromItem(items[0])),
			items: items.map((one) => ({ ...one })),
			onError: 'continueRegularOutput',
		});
		const milliseconds = Date.now() - started;
		const requests = standIn.requests.map(({ method, path }) => `${method} ${path}`);
		const met = standIn.faults.met > 0;
		standIn.clear();
		const results = items.map((): Array<string | undefined> => []);
		const output = itemsOf(execution, NODE);
		for (const { json, pairedItem } of output) {
			const { item } = z.object({ item: z.number() }).parse(pairedItem);
			results[item]?.push(typeof json.error === 'string' ? json.error : undefined);
		}
		const written = writes && (await Promise.all(writes.map((write) => write.written())));
		const records = output.map(({ json }) => JSON.stringify(json));
		return { status: execution.status, results, records, written, requests, milliseconds, met };
	}

	async #reading({ service, name }: Row): Promise<Parameters> {
		const make = parametersOf(this.#sandbox)[service]?.[name];
		if (!make) throw new Error(`no parameters for ${name}`);
		return await make();
	}
}
