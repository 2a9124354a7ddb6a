import { z } from 'zod';

import type { Service } from '../../connection/service';
import { resources as ofBoostspace } from '../../nodes/Boostspace/resources';
import { resources as ofBoostspaceIntegrator } from '../../nodes/BoostspaceIntegrator/resources';
import { resources as ofFacebookPages } from '../../nodes/FacebookPages/resources';
import { resources as ofMailchimp } from '../../nodes/Mailchimp/resources';
import type { Resources } from '../../operation/operation';
import { boostspace } from '../../services/boostspace';
import { boostspaceIntegrator } from '../../services/boostspaceIntegrator';
import { facebookPages } from '../../services/facebookPages';
import { mailchimp } from '../../services/mailchimp';

const nodes: ReadonlyArray<[Service, Resources]> = [
	[boostspace, ofBoostspace],
	[boostspaceIntegrator, ofBoostspaceIntegrator],
	[facebookPages, ofFacebookPages],
	[mailchimp, ofMailchimp],
];

const operations = nodes.flatMap(([service, resources]) =>
	Object.entries(resources).flatMap(([resource, { operations: all }]) =>
		Object.entries(all).map(
			([name, operation]) => [service.displayName, resource, name, service, operation] as const,
		),
	),
);

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

		it('says what it does in a sentence that begins with a capital letter', () => {
			expect(operation.action).toMatch(/^[A-Z]/);
			expect(operation.description).toMatch(/^[A-Z]/);
		});
	},
);
