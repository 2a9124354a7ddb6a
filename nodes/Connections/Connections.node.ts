import type {
	IExecuteFunctions,
	INodeCredentialDescription,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { authenticationProperty, resourceProperties } from '../../operation/describe';
import { runOperation } from '../../operation/run';
import { n8n } from '../../services/n8n';
import { LOOKING_INTO, MANAGED } from './declared';
import { searchConnections } from './listSearch/searchConnections';
import { openedSlots } from './opened';
import { resources } from './resources';

/** The API key of n8n, and a connection to look into, where one is wanted. */
const slots: INodeCredentialDescription[] = [
	{ name: 'n8nConnectionApi', required: true },
	...openedSlots({
		resource: [MANAGED],
		operation: LOOKING_INTO,
	}),
];

export class Connections implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Connections',
		name: 'connections',
		icon: { light: 'file:connections.svg', dark: 'file:connections.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description: 'See, verify and mend the connections of n8n',
		defaults: { name: 'Connections' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: slots,
		properties: [...authenticationProperty(n8n), ...resourceProperties(n8n, resources)],
	};

	methods = { listSearch: { searchConnections } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation(this, n8n, resources);
	}
}
