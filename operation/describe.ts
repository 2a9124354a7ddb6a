import type { INodeProperties } from 'n8n-workflow';

import { labelsOf } from '../connection/model/permissions';
import type { Service } from '../connection/model/service';
import { variantLabel, variantsOf } from '../connection/model/service';
import type { Operation, Resources } from './operation';

/** The choice between a service's variants. A service with one variant has no such field. */
export function authenticationProperty(service: Service): INodeProperties[] {
	const variants = variantsOf(service);
	if (variants.length < 2) return [];
	return [
		{
			displayName: 'Authentication',
			name: 'authentication',
			type: 'options',
			noDataExpression: true,
			options: variants.map((value) => ({ name: variantLabel(service, value), value })),
			default: variants[0] ?? '',
		},
	];
}

/** Of a list: whether all records are wanted. */
export const RETURN_ALL: INodeProperties = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
};

/** Of a list: how many records are wanted, where not all are. */
export const LIMIT: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 50,
	description: 'Max number of results to return',
	displayOptions: { show: { returnAll: [false] } },
};

/** The sentence of an operation or a trigger that says which permissions it needs. */
export function permissionNotice(
	service: Service,
	{ requires }: Pick<Operation, 'requires'>,
): INodeProperties[] {
	if (requires.length === 0) return [];
	return [
		{
			displayName: `Needs: ${labelsOf(service, requires)}`,
			name: 'permissionNotice',
			type: 'notice',
			default: '',
		},
	];
}

/** The same field, shown only for one operation. */
function shownFor(field: INodeProperties, resource: string, operation: string): INodeProperties {
	return {
		...field,
		displayOptions: {
			...field.displayOptions,
			show: { ...field.displayOptions?.show, resource: [resource], operation: [operation] },
		},
	};
}

/**
 * The properties of a node that runs these resources: the choice of resource and operation, and each
 * operation's fields, shown only for it.
 */
export function resourceProperties(service: Service, resources: Resources): INodeProperties[] {
	const entries = Object.entries(resources);
	const resourceChoice: INodeProperties = {
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: entries.map(([value, { name }]) => ({ name, value })),
		default: entries[0]?.[0] ?? '',
	};
	const operationChoices = entries.map(([resource, { operations }]): INodeProperties => {
		const choices = Object.entries(operations);
		return {
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			displayOptions: { show: { resource: [resource] } },
			options: choices.map(([value, { name, action, description }]) => ({
				name,
				value,
				action,
				description,
			})),
			default: choices[0]?.[0] ?? '',
		};
	});
	const fields = entries.flatMap(([resource, { operations }]) =>
		Object.entries(operations).flatMap(([value, operation]) =>
			[
				...permissionNotice(service, operation),
				...operation.fields,
				...('list' in operation ? [RETURN_ALL, LIMIT] : []),
			].map((field) => shownFor(field, resource, value)),
		),
	);
	return [resourceChoice, ...operationChoices, ...fields];
}
