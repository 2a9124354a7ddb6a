import type {
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import type { NeedingNode, NodeNeeds } from '../../operation/needs';
import { trigger } from './polling/trigger';

export class ConnectionsTrigger implements INodeType, NeedingNode {
	description: INodeTypeDescription = {
		displayName: 'Connections Trigger',
		name: 'connectionsTrigger',
		icon: { light: 'file:connections.svg', dark: 'file:connections.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{$parameter["events"].join(", ")}}',
		description:
			'Verify, report on and manage the connections of this n8n, or start when one breaks',
		defaults: { name: 'Connections Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'n8nConnectionApi', required: true }],
		properties: trigger.properties,
	};

	needs: NodeNeeds = trigger;

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await trigger.poll(this);
	}
}
