import { z } from 'zod';

import { definedOnly, numericId, optional, optionalText } from '../../../../operation/fields';
import { plainPages } from '../../../../operation/pages';
import { customRecord } from '../../fields';
import { operation } from '../../operation';

/** What narrows the list, in the API's form: `spaceId=5&customModuleId=3`, as one parameter. */
const filterOf = (conditions: Readonly<Record<string, string | undefined>>, more = '') =>
	[
		...Object.entries(conditions).flatMap(([name, value]) =>
			value === undefined ? [] : [`${name}=${value}`],
		),
		...(more ? [more] : []),
	].join('&') || undefined;

/** `GET /custom-module-item` */
export const getMany = operation({
	name: 'Get Many',
	action: 'Get many records',
	description: 'Get records with the values of their custom fields',
	requires: ['read'],
	fields: [
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			options: [
				{
					displayName: 'Condition',
					name: 'condition',
					type: 'string',
					default: '',
					placeholder: 'e.g. statusSystemId=7',
					description: "More conditions as the API's filter takes them, joined by &",
				},
				{
					displayName: 'Module Name or ID',
					name: 'module',
					type: 'options',
					typeOptions: { loadOptionsMethod: 'getModules' },
					default: '',
					description:
						'Only records of this custom module. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
				},
				{
					displayName: 'Space Name or ID',
					name: 'space',
					type: 'options',
					typeOptions: { loadOptionsMethod: 'getSpaces' },
					default: '',
					description:
						'Only records of this space. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
				},
			],
		},
		{
			displayName: 'Order',
			name: 'order',
			type: 'string',
			default: '',
			description: 'What the records are ordered by, as the API\'s parameter "order" takes it',
		},
	],
	input: z.object({
		filters: z
			.object({
				condition: optionalText,
				module: optional(numericId('module')),
				space: optional(numericId('space')),
			})
			.default({}),
		order: optionalText,
	}),
	list: (connection, { filters: { condition, module, space }, order }, limit) =>
		plainPages(
			connection,
			{
				path: '/custom-module-item',
				query: definedOnly({
					filter: filterOf({ spaceId: space, customModuleId: module }, condition),
					order,
				}),
			},
			limit,
			z.array(customRecord),
		),
});
