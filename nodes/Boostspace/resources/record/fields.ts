import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import {
	definedOnly,
	idField,
	listOrId,
	numericId,
	optional,
	requiredText,
} from '../../../../operation/fields';
import { customFieldValues } from '../../customFields';
import { spaceField, spaceId } from '../../fields';

export const recordId = numericId('record');

export const recordField = idField('Record ID', 'record');

export const statusSystemField = listOrId(
	{
		displayName: 'Status System',
		name: 'statusSystem',
		description: 'The set of statuses that the record takes its status from',
	},
	{
		searchListMethod: 'searchStatusSystems',
		example: '7',
		id: { pattern: '[0-9]+', message: 'An ID consists of digits' },
	},
);

/** IDs of labels: a list, or a text with commas. */
const labelIds = z
	.union([z.string().transform((text) => text.split(',')), z.array(z.unknown())], {
		errorMap: () => ({ message: 'must be IDs of labels, separated by commas' }),
	})
	.transform((list) => list.filter((one) => one !== ''))
	.pipe(z.array(numericId('label').transform(Number)));

export const statusOption: INodeProperties = {
	displayName: 'Status ID',
	name: 'status',
	type: 'string',
	default: '',
	placeholder: 'e.g. 42',
	description: 'The status of the record, one of its status system',
};

export const labelsOption: INodeProperties = {
	displayName: 'Label Names or IDs',
	name: 'labels',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getLabels', loadOptionsDependsOn: ['space.value'] },
	default: [],
	description:
		'Labels of the space. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};

export const moreShape = {
	status: optional(numericId('status').transform(Number)),
	labels: optional(labelIds),
};

/**
 * What a new record is made of, besides its module.
 * @param customFields the field for the values of its custom fields
 */
export const newRecordFields = (customFields: INodeProperties): INodeProperties[] => [
	spaceField,
	statusSystemField,
	customFields,
	{
		displayName: 'Additional Fields',
		name: 'additional',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options: [labelsOption, statusOption],
	},
];

export const newRecordShape = {
	space: spaceId,
	statusSystem: numericId('status system'),
	customFields: customFieldValues,
	additional: z.object(moreShape).default({}),
};

type NewRecord = z.output<z.ZodObject<typeof newRecordShape>>;

/** A new record as the API takes it. */
export const newRecordBody = ({
	space,
	statusSystem,
	customFields,
	additional: { status, labels },
}: NewRecord) =>
	definedOnly({
		spaceId: Number(space),
		statusSystemId: Number(statusSystem),
		statusId: status,
		labels,
		customFieldsValues: customFields,
	});

/** How other applications name a record: by an ID of theirs. */
export const remoteFields: INodeProperties[] = [
	{
		displayName: 'Remote ID',
		name: 'remoteId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 1001',
		description: 'The ID of the record in the other application',
	},
	{
		displayName: 'Remote Application',
		name: 'remoteApplication',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. Shopify',
		description: 'The name of the other application',
	},
];

export const remoteShape = {
	remoteId: z.union([requiredText('ID'), z.number().transform(String)], {
		errorMap: () => ({ message: 'is missing: give the ID' }),
	}),
	remoteApplication: requiredText('name of the application'),
};
