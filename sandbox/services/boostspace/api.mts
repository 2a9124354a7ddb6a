import { z } from 'zod';

import { Problem } from './problem.mts';
import type { Deliveries } from './deliveries.mts';
import { add, fieldsOf, type Kind, KINDS, momentNow, type Right, type System } from './state.mts';
import type { Thing, Token } from './state.mts';

/** A request of the API, once it is known whose system and token it is. */
export interface Question {
	readonly method: string;
	/** Below `/api`. */
	readonly path: string;
	readonly query: Readonly<Record<string, string>>;
	readonly body: unknown;
	readonly system: System;
	readonly rights: Token['rights'];
}

/** What the API may do wrong, as it was seen to. */
export interface Settings {
	/** Whether the values of custom fields are answered with success and not saved. */
	losesChanges: boolean;
}

const RIGHT_OF: Readonly<Record<string, Right>> = {
	GET: 'read',
	POST: 'create',
	PUT: 'edit',
	DELETE: 'remove',
};

const RECORDS: Kind = 'custom-module-item';

const body = z.record(z.unknown());

const fieldValue = z.object({ customFieldInputName: z.string(), value: z.string() }).strict();

const recordBody = z
	.object({
		spaceId: z.number(),
		statusSystemId: z.number(),
		statusId: z.number(),
		labels: z.array(z.number()),
		customFieldsValues: z.array(fieldValue),
	})
	.partial()
	.strict();

/** Query parameters that are known, besides those of every list. */
const PARAMETERS = ['customModuleId', 'filter', 'limit', 'modul', 'offset', 'order', 'space'];

function integer(text: string | undefined, fallback: number, from: number, to: number): number {
	if (text === undefined) return fallback;
	const value = Number(text);
	if (!Number.isInteger(value) || value < from || value > to) {
		throw new Problem(400, `${text} is not from ${from} to ${to}`);
	}
	return value;
}

/** The API of one system: state, rights, pages. */
export class Api {
	readonly violations: string[] = [];

	readonly settings: Settings = { losesChanges: false };

	readonly #deliveries: Deliveries;

	constructor(deliveries: Deliveries) {
		this.#deliveries = deliveries;
	}

	/** The answer to a request; throws a Problem. */
	answer(question: Question): object {
		const { method, path, query } = question;
		for (const name of Object.keys(query)) {
			if (!PARAMETERS.includes(name)) this.#note(question, `does not know the parameter ${name}`);
		}
		if (path === '/user/logged') return this.#loggedIn(question);
		const isChange = method === 'POST' && body.safeParse(question.body).data?._method === 'PUT';
		const right = isChange ? 'edit' : RIGHT_OF[method];
		const bySpace = /^\/custom-field\/by-space\/(\d+)$/.exec(path);
		if (bySpace) {
			this.#demand(question, right, 'custom-field/input');
			return this.#fieldsOf(question, Number(bySpace[1]));
		}
		const remote = /^\/custom-module-item\/remote\/([^/]+)\/([^/]+)$/.exec(path);
		if (remote) {
			this.#demand(question, right, RECORDS);
			return this.#remote(question, remote.slice(1, 3).map(decodeURIComponent));
		}
		const kind = KINDS.find((one) => new RegExp(`^/${one}/?(?:/\\d+)?$`).test(path));
		if (!kind) throw new Problem(404, `There is nothing at ${path}`);
		this.#demand(question, right, kind);
		const [id] = /\d+$/.exec(path) ?? [];
		return id === undefined
			? this.#ofMany(question, kind)
			: this.#ofOne(question, kind, Number(id), isChange);
	}

	#note({ method, path }: Question, what: string): void {
		this.violations.push(`${method} ${path}: the stand-in ${what}`);
	}

	#demand({ rights }: Question, right: Right | undefined, kind: Kind): void {
		if (!right) throw new Problem(405, 'Method not allowed');
		if (!rights.get(kind)?.has(right)) throw new Problem(403, `The token may not ${right} here`);
	}

	#loggedIn({ system }: Question): object {
		return [...system.things.user.values()][0] ?? {};
	}

	#fieldsOf({ system }: Question, space: number): Thing[] {
		if (!system.things.space.has(space)) throw new Problem(404, 'There is no such space');
		return fieldsOf(system, space);
	}

	#ofMany(question: Question, kind: Kind): object {
		if (question.method === 'GET') return this.#list(question, kind);
		if (question.method !== 'POST') throw new Problem(405, 'Method not allowed');
		if (kind !== RECORDS) return add(question.system, kind, body.parse(question.body));
		if (!Array.isArray(question.body)) return this.#createRecord(question, question.body);
		// A list is taken as a whole or not at all.
		const checked = question.body.map((one) => this.#checkRecord(question, one));
		return checked.map((one) => this.#createRecord(question, one));
	}

	#list({ system, query }: Question, kind: Kind): Thing[] {
		const limit = integer(query.limit, 100, 1, 1000);
		const offset = integer(query.offset, 0, 0, Number.MAX_SAFE_INTEGER);
		const conditions = [...new URLSearchParams(query.filter ?? '')];
		if (query.space !== undefined) conditions.push(['spaceId', query.space]);
		const found = [...system.things[kind].values()].filter((thing) =>
			conditions.every(([name, value]) => String(thing[name]) === value),
		);
		const sorted = query.order?.endsWith('DESC') ? found.reverse() : found;
		return sorted.slice(offset, offset + limit);
	}

	#ofOne(question: Question, kind: Kind, id: number, isChange: boolean): object {
		const { system, method } = question;
		const things = system.things[kind];
		const thing = things.get(id);
		if (!thing) throw new Problem(404, `There is no ${kind} ${id}`);
		if (method === 'GET') return thing;
		if (method === 'DELETE') {
			things.delete(id);
			this.#deliveries.tell(system, kind, 'DELETE', thing);
			return { success: true };
		}
		const change =
			kind === RECORDS ? this.#checkRecord(question, question.body) : body.parse(question.body);
		if (method === 'PUT' || isChange) return this.#change(question, kind, thing, change);
		throw new Problem(405, 'Method not allowed');
	}

	#change({ system }: Question, kind: Kind, thing: Thing, given: Record<string, unknown>): Thing {
		const change = Object.fromEntries(Object.entries(given).filter(([name]) => name !== '_method'));
		if (this.settings.losesChanges) return { ...thing };
		const kept = z.array(fieldValue).safeParse(thing.customFieldsValues).data ?? [];
		const space = Number(change.spaceId ?? thing.spaceId);
		const sent = this.#valuesKept(system, space, change.customFieldsValues);
		const names = sent.map(({ customFieldInputName }) => customFieldInputName);
		Object.assign(thing, change, { updated: momentNow() });
		if (kind === RECORDS) {
			const stay = kept.filter(({ customFieldInputName: name }) => !names.includes(name));
			thing.customFieldsValues = [...stay, ...sent];
		}
		this.#deliveries.tell(system, kind, 'UPDATE', thing);
		return thing;
	}

	/** What a record is made of, if it is one that the API takes. */
	#checkRecord(question: Question, given: unknown): z.output<typeof recordBody> {
		const read = recordBody.safeParse(given);
		if (!read.success) {
			const [issue] = read.error.issues;
			throw new Problem(400, `${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`);
		}
		const { things } = question.system;
		const { spaceId } = read.data;
		if (spaceId !== undefined && !things.space.has(spaceId)) {
			throw new Problem(400, `There is no space ${spaceId}`);
		}
		return read.data;
	}

	/** The values of fields that records of the space have. Others are dropped, and the answer is a success. */
	#valuesKept(system: System, space: number, given: unknown): z.output<typeof fieldValue>[] {
		const names = fieldsOf(system, space).map(({ name }) => name);
		const values = z.array(fieldValue).safeParse(given).data ?? [];
		return this.settings.losesChanges
			? []
			: values.filter(({ customFieldInputName: name }) => names.includes(name));
	}

	#createRecord(question: Question, given: unknown): Thing {
		const { spaceId, statusSystemId, ...rest } = this.#checkRecord(question, given);
		const { system } = question;
		if (spaceId === undefined || statusSystemId === undefined) {
			throw new Problem(400, 'spaceId and statusSystemId are required');
		}
		const customModuleId = Number(question.query.customModuleId);
		const record = add(system, RECORDS, {
			...(Number.isNaN(customModuleId) ? {} : { customModuleId }),
			spaceId,
			statusSystemId,
			...rest,
			customFieldsValues: this.#valuesKept(system, spaceId, rest.customFieldsValues),
		});
		this.#deliveries.tell(system, RECORDS, 'CREATE', record);
		return record;
	}

	#remote(question: Question, [remoteId, remoteApp]: string[]): object {
		const records = [...question.system.things[RECORDS].values()];
		const found = records.find(
			(record) => record.remoteId === remoteId && record.remoteApp === remoteApp,
		);
		if (question.method === 'GET') {
			if (!found) throw new Problem(404, 'There is no such record');
			return found;
		}
		if (found) {
			return this.#change(question, RECORDS, found, this.#checkRecord(question, question.body));
		}
		return Object.assign(this.#createRecord(question, question.body), { remoteId, remoteApp });
	}
}
