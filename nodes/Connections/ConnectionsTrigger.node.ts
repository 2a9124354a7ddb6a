import type {
	INodeCredentialDescription,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { openedSlotsOfMany } from './opened';
import { poll } from './polling/poll';
import { fields } from './polling/properties';

/** The API key of n8n, and the connections to look into. */
const slots: INodeCredentialDescription[] = [
	{ name: 'n8nConnectionApi', required: true },
	...openedSlotsOfMany,
];

export class ConnectionsTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Connections Trigger',
		name: 'connectionsTrigger',
		icon: { light: 'file:connections.svg', dark: 'file:connections.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{$parameter["events"].join(", ")}}',
		description:
			'Starts when a connection of n8n breaks, recovers, loses a permission or ends soon',
		defaults: { name: 'Connections Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: slots,
		properties: fields,
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await poll(this);
	}
}
