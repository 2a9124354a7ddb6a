/** Which of an n8n's connections are meant. */
import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { optional, optionalText, textList } from '../../operation/fields';
import { services } from '../../services';
import type { Credential } from './api/credentials';
import { whole } from './inspect/fields';
import { kindOf } from './usage/catalogue';
import { runs, takers } from './usage/needs';
import type { Usage } from './usage/usage';

const USES = ['any', 'unused', 'used', 'active'] as const;

/** The field, the same for each operation that works on many connections. */
export const filtersField = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: [
		{
			displayName: 'Name Contains',
			name: 'name',
			type: 'string',
			default: '',
			description: 'A part of the name; upper and lower case are the same',
		},
		{
			displayName: 'Services',
			name: 'services',
			type: 'multiOptions',
			options: services.map(({ name, displayName }) => ({ name: displayName, value: name })),
			default: [],
			description: 'Only connections of these services, by the types of this package',
		},
		{
			displayName: 'Types',
			name: 'types',
			type: 'string',
			default: '',
			placeholder: 'e.g. slackApi, mailchimpConnectionApi',
			description:
				'The names that n8n has for the types, separated by commas, as Get Many gives them',
		},
		{
			displayName: 'Use',
			name: 'use',
			type: 'options',
			options: [
				{ name: 'Any', value: 'any' },
				{
					name: 'By Active Workflows',
					value: 'active',
					description:
						'A published workflow uses it in what runs: not in a disabled node or a draft',
				},
				{
					name: 'Unused',
					value: 'unused',
					description: "No workflow uses it; whether n8n's Agents and Chat do cannot be seen",
				},
				{ name: 'Used', value: 'used', description: 'A workflow uses it, active or not' },
			],
			default: 'any',
		},
	],
} satisfies INodeProperties;

/** The field with one more filter, for what can read executions. */
export const filtersWithUseField: INodeProperties = {
	...filtersField,
	options: [
		...filtersField.options,
		{
			displayName: 'Not Used For (Days)',
			name: 'unusedFor',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 3650 },
			default: 90,
			description:
				'Only connections whose workflows have not run for this many days. Sees only executions that n8n still stores (14 days by default); anything older counts as unused. Needs the permission to list and read executions.',
		},
	],
};

const filterForm = z.object({
	name: optionalText,
	services: optional(
		z.array(z.string({ message: 'must be names of services' }), {
			message: 'must be a list of services',
		}),
	),
	types: optional(textList('names of types')),
	use: optional(
		z.enum(USES, {
			message: 'must be one of Any, By Active Workflows, Unused, Used',
		}),
	),
});

/** What the field must hold. */
export const filters = filterForm.default({});

/** What the field with one more filter must hold. */
export const filtersWithUse = filterForm
	.extend({ unusedFor: optional(whole(1, 3650)) })
	.default({});

export type Filters = z.output<typeof filters>;

/** What each choice of use asks of the workflows that use a connection. */
const MATCHES_USE = {
	any: () => true,
	unused: (using: ReturnType<typeof takers>) => using.length === 0,
	used: (using: ReturnType<typeof takers>) => using.length > 0,
	active: (using: ReturnType<typeof takers>) => using.some(runs),
};

/** Whether a connection is one of those meant, whoever uses it. */
export const isOfThese = (
	{ name, type }: Credential,
	{ name: part, services: wanted = [], types = [] }: Filters,
): boolean =>
	(!part || name.toLowerCase().includes(part.toLowerCase())) &&
	(wanted.length === 0 || wanted.includes(kindOf(type)?.service.name ?? '')) &&
	(types.length === 0 || types.includes(type));

/** Whether a connection is one of those meant. */
export const isMeant = (credential: Credential, wanted: Filters, usage: Usage): boolean =>
	isOfThese(credential, wanted) &&
	MATCHES_USE[wanted.use ?? 'any'](takers(usage.of(credential.id)));
