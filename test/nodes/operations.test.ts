import { z } from 'zod';

import { checkInput } from '../../operation/input';
import { everyOperation } from '../catalogue';

const operations = everyOperation.map(
	({ service, resource, operation, declared }) =>
		[service.displayName, resource, operation, service, declared] as const,
);

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

describe.each(operations)(
	'%s: the operation %s %s',
	(_service, _resource, _name, service, operation) => {
		it('requires only permissions that the service has', () => {
			expect(Object.keys(service.permissions)).toEqual(
				expect.arrayContaining([...operation.requires]),
			);
		});

		it('reads every field that it shows, and shows every field that it reads', () => {
			const shown = operation.fields.map(({ name }) => name);
			expect(keysOf(operation.input).sort()).toEqual(shown.sort());
		});

		it.each([null, true, 7, 'text', [], [{}], {}])(
			'refuses what is in a field in words of its own: %j',
			(wrong) => {
				const { input, fields } = operation;
				for (const { name } of fields) {
					const given = Object.fromEntries(fields.map((field) => [field.name, undefined]));
					expect(
						refusalOf(() => checkInput(input, fields, { ...given, [name]: wrong })),
					).not.toMatch(/Expected|Required|Invalid|received|undefined|"Input"/);
				}
			},
		);

		it('says what it does in a sentence that begins with a capital letter', () => {
			expect(operation.action).toMatch(/^[A-Z]/);
			expect(operation.description).toMatch(/^[A-Z]/);
		});
	},
);
