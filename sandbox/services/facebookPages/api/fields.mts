import { invalidParameter, noSuchField } from '../graphError.mts';
import type { Call } from './call.mts';

/** One of the `fields` that a call asks for, e.g. `comments.limit(2).summary(true){message}`. */
export interface Field {
	readonly name: string;
	/** What stands in the brackets, by the word before them. */
	readonly modifiers: Readonly<Record<string, string>>;
	/** What stands in the braces. */
	readonly fields: readonly Field[] | undefined;
}

const NAME = /^[a-z0-9_]+/i;
const MODIFIER = /^\.([a-z0-9_]+)\(([^)]*)\)/i;

/** Reads the list of fields as the Graph API takes it (developers.facebook.com/docs/graph-api/guides/field-expansion). */
class Reader {
	#rest: string;

	constructor(text: string) {
		this.#rest = text.replace(/\s/g, '');
	}

	read(): Field[] {
		const fields = this.#list();
		if (this.#rest) throw this.#error();
		return fields;
	}

	#list(): Field[] {
		const fields = [this.#field()];
		while (this.#take(',')) fields.push(this.#field());
		return fields;
	}

	#field(): Field {
		const [name] = NAME.exec(this.#rest) ?? [];
		if (name === undefined) throw this.#error();
		this.#rest = this.#rest.slice(name.length);
		const modifiers: Record<string, string> = {};
		for (;;) {
			const [whole, word, value] = MODIFIER.exec(this.#rest) ?? [];
			if (whole === undefined || word === undefined) break;
			this.#rest = this.#rest.slice(whole.length);
			modifiers[word] = value ?? '';
		}
		if (!this.#take('{')) return { name, modifiers, fields: undefined };
		const fields = this.#list();
		if (!this.#take('}')) throw this.#error();
		return { name, modifiers, fields };
	}

	#take(character: string): boolean {
		if (!this.#rest.startsWith(character)) return false;
		this.#rest = this.#rest.slice(1);
		return true;
	}

	#error() {
		const end = this.#rest ? `"${this.#rest.slice(0, 20)}"` : 'end of string';
		return invalidParameter(`Syntax error "Expected name" at ${end} in fields`);
	}
}

/** The fields that a text names. */
export const readFields = (text: string): Field[] => new Reader(text).read();

/** The value of one field; `undefined` where the object has none, and then it is left out. */
export type FieldReader<Record> = (record: Record, field: Field, call: Call) => unknown;

/** A kind of object of the API, e.g. `PagePost`. */
export interface NodeType<Record> {
	readonly name: string;
	/** What is answered when no fields are asked for. */
	readonly defaults: readonly string[];
	readonly fields: Readonly<{ [name: string]: FieldReader<Record> }>;
}

const plain = (name: string): Field => ({ name, modifiers: {}, fields: undefined });

/**
 * An object with the fields that are asked for; the id is always among them.
 * @throws GraphError 100 for a field that it does not have; 10 for one that the token may not see
 */
export function shape<Record>(
	type: NodeType<Record>,
	record: Record,
	asked: readonly Field[] | undefined,
	call: Call,
): object {
	const fields = asked ?? type.defaults.map(plain);
	const withId = fields.some(({ name }) => name === 'id') ? fields : [...fields, plain('id')];
	const entries = withId.map((field) => {
		const read = Object.hasOwn(type.fields, field.name) ? type.fields[field.name] : undefined;
		if (!read) {
			call.world.note(`${type.name} has no field ${field.name}`);
			throw noSuchField(field.name, type.name);
		}
		return [field.name, read(record, field, call)];
	});
	return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** The fields that the call itself asks for. */
export function askedFields(call: Call): readonly Field[] | undefined {
	const text = call.parameter('fields');
	return text === undefined ? undefined : readFields(text);
}
