import type { INodeProperties } from 'n8n-workflow';

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
	pageField,
	...choices.flatMap(([value, { fields }]) =>
		fields.map((field) => ({ ...field, displayOptions: { show: { event: [value] } } })),
	),
];
