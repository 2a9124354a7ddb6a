import { z } from 'zod';

import { checkInput } from '../../operation/input';
import { everyOperation } from '../catalogue';

const operations = everyOperation.map(
	({ service, resource, operation, declared }) =>
		[service.displayName, resource, operation, declared] as const,
);

/** Values that hardly any field takes. */
const WRONG = [null, true, 7, 'text', [], [{}], {}];

/** What is said of an input, if it is refused. */
function refusalOf(check: () => unknown): string {
	try {
		check();
		return '';
	} catch (error) {
		return String(error);
	}
}

/** The names of what a schema reads of an object. */
function keysOf(schema: unknown): string[] {
	if (schema instanceof z.ZodObject) return Object.keys(schema.shape);
	if (schema instanceof z.ZodEffects) return keysOf(schema.innerType());
	if (schema instanceof z.ZodIntersection) {
		const { left, right } = schema._def;
		return [...keysOf(left), ...keysOf(right)];
	}
	throw new Error('the input of an operation is no object');
}

describe.each(operations)('%s: the operation %s %s', (_service, _resource, _name, operation) => {
	it('reads every field that it shows, and shows every field that it reads', () => {
		const shown = operation.fields.map(({ name }) => name);
		expect(keysOf(operation.input).sort()).toEqual(shown.sort());
	});

	it('refuses some value in every field, and names the field in words of its own', () => {
		const { input, fields } = operation;
		const empty = Object.fromEntries(fields.map(({ name }) => [name, undefined]));
		for (const { name, displayName } of fields) {
			const refusals = WRONG.map((wrong) =>
				refusalOf(() => checkInput(input, fields, { ...empty, [name]: wrong })),
			).filter((refusal) => refusal.includes(`"${displayName}"`));
			expect({ name, isRefused: refusals.length > 0 }).toEqual({ name, isRefused: true });
			for (const refusal of refusals) {
				expect(refusal).not.toMatch(/Expected|Required|Invalid|received|undefined|"Input"/);
			}
		}
	});

	it('says what it does in a sentence that begins with a capital letter', () => {
		expect(operation.action).toMatch(/^[A-Z]/);
		expect(operation.description).toMatch(/^[A-Z]/);
	});
});
