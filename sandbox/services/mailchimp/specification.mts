import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormatsModule from 'ajv-formats';
import { z } from 'zod';

import { deviations } from './deviations.mts';
import { type Operation, type Schema, SpecificationDocument } from './document.mts';
import type { FieldError } from './problem.mts';

const objectSchema = z.object({
	properties: z.record(z.record(z.unknown())).optional(),
	items: z.record(z.unknown()).default({}),
	additionalProperties: z.unknown(),
});

/** Properties that a value has and its schema does not know: a misspelt one is silently ignored otherwise. */
function unknownProperties(schema: Schema, value: unknown, at = ''): string[] {
	if (typeof value !== 'object' || value === null) return [];
	const { properties, items, additionalProperties } = objectSchema.parse(schema);
	if (Array.isArray(value)) {
		return value.flatMap((entry, index) => unknownProperties(items, entry, `${at}[${index}]`));
	}
	if (!properties) return [];
	return Object.entries(value).flatMap(([name, inner]) => {
		const known = properties[name];
		if (known) return unknownProperties(known, inner, `${at}.${name}`);
		return additionalProperties ? [] : [`${at}.${name}`];
	});
}

/** A kind of value, in the words of Mailchimp's own validator. */
function kindOf(value: unknown): string {
	if (value === null) return 'NULL';
	return Array.isArray(value) ? 'array' : typeof value;
}

/**
 * What does not fit, as Mailchimp words it: its API validates against JSON schemas as well (drewm/mailchimp-api,
 * issue 179; mailchimp/mc-magento, issue 63).
 */
function fieldErrorOf({ instancePath, keyword, params, data, message }: ErrorObject): FieldError {
	const field = instancePath.slice(1).replaceAll('/', '.');
	if (keyword === 'required') {
		return { field, message: `Required fields were not provided: ${params.missingProperty}` };
	}
	if (keyword === 'type') {
		return { field, message: `Schema describes ${params.type}, ${kindOf(data)} found instead` };
	}
	if (keyword === 'enum') {
		const values = z.array(z.string()).parse(params.allowedValues).join(', ');
		return { field, message: `Data presented is not one of the accepted values: ${values}.` };
	}
	return { field, message: message ?? keyword };
}

/** A query as one object; lists (`fields`) come as one text with commas. */
const querySchemaOf = ({ queryParameters }: Operation): Schema => ({
	type: 'object',
	properties: Object.fromEntries(
		queryParameters.map(({ name, schema }) => [
			name,
			schema.type === 'array' ? { type: 'string' } : schema,
		]),
	),
	required: queryParameters.filter(({ required }) => required).map(({ name }) => name),
});

/** Checks requests and answers against Mailchimp's official specification; what differs is kept. */
export class Specification {
	readonly #document = new SpecificationDocument();
	readonly #bodies: Ajv;
	/** Values of a query are texts: a number or a boolean is one that can be read as such. */
	readonly #queries: Ajv;
	readonly #validators = new Map<object, ValidateFunction>();
	readonly #querySchemas = new Map<Operation, Schema>();
	/** What did not follow the specification, oldest first. */
	readonly violations: string[] = [];

	constructor() {
		const options = { strict: false, allErrors: true, verbose: true };
		this.#bodies = new Ajv(options);
		this.#queries = new Ajv({ ...options, coerceTypes: true });
		addFormatsModule.default(this.#bodies);
		addFormatsModule.default(this.#queries);
	}

	/**
	 * The operation that a request names; that there is none is a violation.
	 * @param path below `/3.0`
	 */
	find(method: string, path: string) {
		const found = this.#document.find(method, path);
		if (!found) this.note(`${method} ${path}: the specification has no such operation`);
		return found;
	}

	/**
	 * Checks a request.
	 * @returns what the service refuses of it; unknown names are violations that the service overlooks
	 */
	checkRequest(
		operation: Operation,
		{ query, body }: { query: Readonly<Record<string, string>>; body: unknown },
	): readonly FieldError[] {
		return [...this.#checkQuery(operation, query), ...this.#checkBody(operation, body)];
	}

	/**
	 * Checks an answer.
	 * @param body the document, or `undefined` where nothing is answered
	 */
	checkAnswer(operation: Operation, status: number, body: unknown): void {
		const what = `${operation.name}: answer ${status}`;
		const key = status >= 400 ? 'default' : String(status);
		if (!operation.answers.has(key)) return this.note(`${what} is not specified`);
		const schema = operation.answers.get(key);
		if (schema) this.#validate(this.#bodies, what, schema, body);
		else if (body !== undefined) this.note(`${what} has a body, though none is specified`);
	}

	/** Keeps a violation, unless it is a known deviation. */
	note(text: string): void {
		if (deviations.some(({ what }) => what.test(text))) return;
		this.violations.push(text);
	}

	#checkQuery(operation: Operation, query: Readonly<Record<string, string>>) {
		const schema = this.#querySchemas.get(operation) ?? querySchemaOf(operation);
		this.#querySchemas.set(operation, schema);
		const known = new Set(operation.queryParameters.map(({ name }) => name));
		for (const name of Object.keys(query)) {
			if (!known.has(name)) this.note(`${operation.name}: query ${name} is not known`);
		}
		const copy = { ...query };
		return this.#errors(this.#queries, `${operation.name}: query`, schema, copy);
	}

	#checkBody({ name, body: schema }: Operation, body: unknown): readonly FieldError[] {
		if (schema) return this.#validate(this.#bodies, `${name}: body`, schema, body ?? null);
		if (body !== undefined) this.note(`${name}: has a body, though none is specified`);
		return [];
	}

	#validate(ajv: Ajv, what: string, schema: Schema, value: unknown): readonly FieldError[] {
		for (const place of unknownProperties(schema, value)) this.note(`${what}${place} is not known`);
		return this.#errors(ajv, what, schema, value);
	}

	#errors(ajv: Ajv, what: string, schema: Schema, value: unknown): readonly FieldError[] {
		const validate = this.#validators.get(schema) ?? ajv.compile(schema);
		this.#validators.set(schema, validate);
		if (validate(value)) return [];
		const errors = validate.errors ?? [];
		for (const { instancePath, message } of errors) {
			this.note(`${what}${instancePath} ${message ?? ''}`);
		}
		return errors.map(fieldErrorOf);
	}
}
