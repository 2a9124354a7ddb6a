import { z } from 'zod';

import type { Service } from '../../connection/service';
import { resources as ofBoostspace } from '../../nodes/Boostspace/resources';
import { resources as ofBoostspaceIntegrator } from '../../nodes/BoostspaceIntegrator/resources';
import { resources as ofN8n } from '../../nodes/Connections/resources';
import { resources as ofFacebookPages } from '../../nodes/FacebookPages/resources';
import { resources as ofMailchimp } from '../../nodes/Mailchimp/resources';
import { checkInput } from '../../operation/input';
import type { Resources } from '../../operation/operation';
import { boostspace } from '../../services/boostspace';
import { boostspaceIntegrator } from '../../services/boostspaceIntegrator';
import { facebookPages } from '../../services/facebookPages';
import { mailchimp } from '../../services/mailchimp';
import { n8n } from '../../services/n8n';

const nodes: ReadonlyArray<[Service, Resources]> = [
	[boostspace, ofBoostspace],
	[boostspaceIntegrator, ofBoostspaceIntegrator],
	[facebookPages, ofFacebookPages],
	[mailchimp, ofMailchimp],
	[n8n, ofN8n],
];

const operations = nodes.flatMap(([service, resources]) =>
	Object.entries(resources).flatMap(([resource, { operations: all }]) =>
		Object.entries(all).map(
			([name, operation]) => [service.displayName, resource, name, service, operation] as const,
		),
	),
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
