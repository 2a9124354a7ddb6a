import type { IExecuteFunctions, INodeProperties, INodePropertyCollection } from 'n8n-workflow';
import type { z } from 'zod';

import { ConnectionFailure } from '../connection/failure';

/** The value of each field for one item, as the person filled it in; a hidden field has none. */
export function readFields(
	context: IExecuteFunctions,
	fields: readonly INodeProperties[],
	itemIndex: number,
): Record<string, unknown> {
	const visible = fields.filter(({ type }) => type !== 'notice');
	return Object.fromEntries(
		visible.map(({ name, type }) => {
			const extractValue = type === 'resourceLocator';
			// n8n throws for a hidden field, unless it is given what to answer instead; `undefined` does not count.
			const value = context.getNodeParameter(name, itemIndex, null, { extractValue });
			return [name, value ?? undefined];
		}),
	);
}

type Described = INodeProperties | INodePropertyCollection;

/** The fields inside a collection or a fixed collection. */
function inner(field: Described): Described[] {
	if ('values' in field) return field.values;
	const options = field.options ?? [];
	return options.filter((option): option is Described => 'displayName' in option);
}

/** What the person sees for a path into the input: "Additional Fields → Language". */
function labelOf(fields: readonly INodeProperties[], path: ReadonlyArray<string | number>): string {
	const labels: string[] = [];
	let level: readonly Described[] = fields;
	for (const key of path) {
		const field = level.find(({ name }) => name === key);
		if (!field) continue;
		labels.push(field.displayName);
		level = inner(field);
	}
	return labels.join(' → ') || path.join('.') || 'Input';
}

/**
 * Checks the input of one item.
 * @throws ConnectionFailure that names each wrong field as the person sees it, and says how to mend it
 */
export function checkInput<I>(
	schema: z.ZodType<I, z.ZodTypeDef, unknown>,
	fields: readonly INodeProperties[],
	input: unknown,
): I {
	const parsed = schema.safeParse(input);
	if (parsed.success) return parsed.data;
	const problems = parsed.error.issues.map(
		({ path, message }) => `"${labelOf(fields, path)}" ${message}`,
	);
	throw new ConnectionFailure([...new Set(problems)].join('. '), {
		kind: 'input',
		advice: 'Nothing was sent for this item. Correct the field and run it again.',
	});
}
