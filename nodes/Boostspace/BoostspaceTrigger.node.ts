import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import type { NeedingNode, NodeNeeds } from '../../operation/needs';
import { trigger } from './webhook/trigger';

export class BoostspaceTrigger implements INodeType, NeedingNode {
	description: INodeTypeDescription = {
		displayName: 'Boost.space Trigger',
		name: 'boostspaceTrigger',
		icon: { light: 'file:boostspace.svg', dark: 'file:boostspace.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{$parameter["subject"] + ": " + $parameter["events"].join(", ")}}',
		description:
			'Work with the records, spaces, modules and fields of Boost.space, or start when a record or custom module changes',
		defaults: { name: 'Boost.space Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'boostspaceConnectionApi', required: true }],
		webhooks: [
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' },
		],
		properties: trigger.properties,
	};

	needs: NodeNeeds = trigger;

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await trigger.checkExists(this);
			},

			async create(this: IHookFunctions): Promise<boolean> {
				return await trigger.create(this);
			},

			async delete(this: IHookFunctions): Promise<boolean> {
				return await trigger.delete(this);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await trigger.receive(this);
	}
}
