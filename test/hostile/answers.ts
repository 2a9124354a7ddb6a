/**
 * Answers with which any operation goes on to its end, learned from what it says of those that it cannot read: so that a
 * test reaches every request of an operation without knowing it.
 */
import type { IHttpRequestOptions, INodeParameters } from 'n8n-workflow';

import type { Variant } from '../../connection/model/service';
import { variantOf } from '../../connection/model/service';
import type { Script, ScriptedAnswer } from '../builders';
import { answer, answerText, readWith } from '../builders';
import type { Row } from '../catalogue';
import { GIVEN, scopesOfAll } from './connected';
import { run } from './run';
import { withAt } from './trees';

/** What an operation says of an answer of another form: at which place, and of which request. */
const UNREADABLE =
	/something else than it documents(?:, at (\S+?))?(?:\. It is not known[^(]*)? \("[^"]*", (\w+ \S+)\)/;

/** Where an answer says that a list goes on. */
const GOES_ON = /(?:^|\.)(?:next|nextCursor)$/;

/** The request as an operation names it. */
const nameOf = ({ method = 'GET', url }: IHttpRequestOptions, base: string) =>
	`${method} ${url.startsWith(base) ? url.slice(base.length) : url}`;

/** How many segments a path has. */
const shapeOf = (name: string) =>
	`${name.split(' ')[0] ?? ''} ${new URL(name.slice(name.indexOf(' ') + 1), 'https://any.example').pathname.split('/').length}`;

/** What is learned of one request's answer. */
interface Lesson {
	body: unknown;
	/** How many values were tried, by place. */
	readonly tried: Map<string, number>;
}

/** The first text that a person gives: services answer with the ids that they are asked for. */
function firstText(parameters: INodeParameters): string | undefined {
	return Object.values(parameters)
		.map((value) =>
			typeof value === 'object' && value !== null && 'value' in value ? value.value : value,
		)
		.find((value) => typeof value === 'string' && /^\w+$/.test(value) && /\d/.test(value)) as
		| string
		| undefined;
}

/** The answers of a service to one operation. */
export class Answers {
	readonly #lessons = new Map<string, Lesson>();

	readonly #values: readonly unknown[];

	/** What every answer has: an ID, and the secrets that a service gives of parts of an account. */
	readonly #common: Readonly<Record<string, string>>;

	readonly #scopes: readonly string[];

	readonly #base: string;

	constructor({ service }: Row, variant: Variant, parameters: INodeParameters, base: string) {
		const { addressParts = {} } = variantOf(service, variant);
		const told = Object.entries(addressParts).find(([, { from }]) => from === 'account')?.[0];
		const part = told === undefined ? undefined : service.address.parts?.[told]?.example;
		const text = part ?? firstText(parameters) ?? '1';
		this.#scopes = scopesOfAll(service);
		this.#values = [text, 200, true, [{}], {}, [], this.#scopes, null];
		const given = (service.secretFields ?? []).map((name) => [name, GIVEN]);
		this.#common = { id: text, ...Object.fromEntries(given) };
		this.#base = base;
	}

	/** The body of the answer to a request, `undefined` for none; of one that is not known, that of the most similar one. */
	bodyFor(request: IHttpRequestOptions): unknown {
		const name = nameOf(request, this.#base);
		const exact = this.#lessons.get(name);
		if (exact) return exact.body;
		const similar = [...this.#lessons].find(([other]) => shapeOf(other) === shapeOf(name));
		return similar ? similar[1].body : this.#common;
	}

	/** What the service answers. */
	readonly script: Script = (request): ScriptedAnswer => {
		const body = this.bodyFor(request);
		return body === undefined ? answerText(204, '') : answer(200, body);
	};

	/** Takes note of what an operation said, and changes that answer. Gives whether there was something to learn. */
	#learn(said: string): boolean {
		const [whole, at = '', name = ''] = UNREADABLE.exec(said) ?? [];
		if (whole === undefined) return false;
		const lesson = this.#lessons.get(name) ?? {
			body: this.#common,
			tried: new Map<string, number>(),
		};
		this.#lessons.set(name, lesson);
		const values =
			at === ''
				? [undefined, [this.#common], ...this.#values]
				: [...(GOES_ON.test(at) ? [null] : []), ...this.#values];
		const count = lesson.tried.get(at) ?? 0;
		lesson.tried.set(at, count + 1);
		lesson.body = withAt(lesson.body, at === '' ? [] : at.split('.'), values[count]);
		return count < values.length;
	}

	/** Runs the operation until nothing that it says of the answers can be repaired. */
	async study(row: Row, variant: Variant, parameters: INodeParameters): Promise<this> {
		this.#lessons.set(this.#grantName(row, variant), this.#grantLesson(row, variant));
		for (let turn = 0; turn < 60; turn += 1) {
			const { items } = await run({ row, variant, parameters, script: this.script });
			const learned = items.some(({ error }) => typeof error === 'string' && this.#learn(error));
			if (!learned) return this;
		}
		return this;
	}

	#grantName({ service }: Row, variant: Variant): string {
		return `GET ${variantOf(service, variant).granted?.url ?? ''}`;
	}

	/** What a key may do is told by the service: everything. */
	#grantLesson({ service }: Row, variant: Variant): Lesson {
		const { granted } = variantOf(service, variant);
		const scopes = [...this.#scopes];
		const forms = [{ data: { scopes } }, { authorization: { scope: scopes } }, {}];
		const body = forms.find((form) => {
			try {
				return granted && readWith(granted, form) !== undefined;
			} catch {
				return false;
			}
		});
		return { body: body ?? {}, tried: new Map() };
	}
}
