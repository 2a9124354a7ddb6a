import type { INodeProperties } from 'n8n-workflow';

import { labelsOf } from '../../../connection/model/permissions';
import { facebookPages } from '../../../services/facebookPages';
import { pageField } from '../fields';
import { events } from './events';

const choices = Object.entries(events);

const eventField: INodeProperties = {
	displayName: 'Event',
	name: 'event',
	type: 'options',
	noDataExpression: true,
	options: choices.map(([value, { name, description }]) => ({ name, value, description })),
	default: 'newPost',
};

/** The properties of the trigger: the event, the page, and what belongs to each event. */
export const eventProperties: INodeProperties[] = [
	eventField,
	...choices.map(
		([value, { requires }]): INodeProperties => ({
			displayName: `Needs: ${labelsOf(facebookPages, requires)}`,
			name: 'permissionNotice',
			type: 'notice',
			default: '',
			displayOptions: { show: { event: [value] } },
		}),
	),
	pageField,
	...choices.flatMap(([value, { fields }]) =>
		fields.map((field) => ({ ...field, displayOptions: { show: { event: [value] } } })),
	),
];
