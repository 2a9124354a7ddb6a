import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { authenticationProperty, resourceProperties } from '../../operation/describe';
import type { NeedingNode, NodeNeeds } from '../../operation/needs';
import { runOperation } from '../../operation/run';
import { n8n } from '../../services/n8n';
import { searchConnections } from './listSearch/searchConnections';
import { searchReplacements } from './listSearch/searchReplacements';
import { resources } from './resources';

export class Connections implements INodeType, NeedingNode {
	description: INodeTypeDescription = {
		displayName: 'Connections',
		name: 'connections',
		icon: { light: 'file:connections.svg', dark: 'file:connections.dark.svg' },
		group: ['output'],
		/*
		 * n8n adds "Custom API Call", which leads to its HTTP Request node, where `defaultVersion` equals `version`
		 * (n8n 2.41.1 (npm): dist/load-nodes-and-credentials.js). That node may not use this connection: a list of one
		 * version keeps the entry out.
		 */
		version: [1],
		defaultVersion: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description: 'Verify, report on and manage the connections of this n8n',
		defaults: { name: 'Connections' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'n8nConnectionApi', required: true }],
		properties: [...authenticationProperty(n8n), ...resourceProperties(n8n, resources)],
	};

	needs: NodeNeeds = { resources };

	methods = { listSearch: { searchConnections, searchReplacements } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation(this, n8n, resources);
	}
}
