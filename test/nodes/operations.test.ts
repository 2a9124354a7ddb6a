import { resources } from '../../../nodes/Mailchimp/resources';
import { mailchimp } from '../../../services/mailchimp';

const operations = Object.entries(resources).flatMap(([resource, { operations: all }]) =>
	Object.entries(all).map(([name, operation]) => [`${resource} ${name}`, operation] as const),
);

/** The names of an operation's fields, as a person fills them in. */
const fieldNames = (fields: ReadonlyArray<{ name: string }>) =>
	fields.map(({ name }) => name).sort();

describe.each(operations)('the operation %s', (_name, operation) => {
	it('requires only permissions that Mailchimp has', () => {
		expect(Object.keys(mailchimp.permissions)).toEqual(
			expect.arrayContaining([...operation.requires]),
		);
	});

	it('reads every field that it shows, and shows every field that it reads', () => {
		const shape: unknown =
			'shape' in operation.input ? operation.input.shape : Reflect.get(operation.input, '_def');
		const inner =
			typeof shape === 'object' && shape !== null && 'schema' in shape ? shape.schema : undefined;
		const read: unknown = inner ? Reflect.get(Object(inner), 'shape') : shape;
		expect(Object.keys(Object(read)).sort()).toEqual(fieldNames(operation.fields));
	});

	it('says what it does in a sentence that begins with a capital letter', () => {
		expect(operation.action).toMatch(/^[A-Z]/);
		expect(operation.description).toMatch(/^[A-Z]/);
	});
});
