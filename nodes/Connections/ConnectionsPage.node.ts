import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import type { NeedingNode, NodeNeeds } from '../../operation/needs';
import { fields } from './page/fields';
import { receive } from './page/gate';

export class ConnectionsPage implements INodeType, NeedingNode {
	description: INodeTypeDescription = {
		displayName: 'Connections Page',
		name: 'connectionsPage',
		icon: { light: 'file:connections.svg', dark: 'file:connections.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{$parameter["path"]}}',
		description: 'Opens a page in the browser on which the connections of n8n are managed',
		defaults: { name: 'Connections Page' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'n8nConnectionApi', required: true }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'GET',
				responseMode: 'responseNode',
				isFullPath: true,
				path: '={{$parameter["path"]}}',
			},
			{
				name: 'setup',
				httpMethod: 'POST',
				responseMode: 'responseNode',
				isFullPath: true,
				path: '={{$parameter["path"]}}',
				ndvHideUrl: true,
			},
		],
		properties: fields,
	};

	/** It lets in by role, which n8n tells of each user. */
	needs: NodeNeeds = { requires: ['readUsers'] };

	/** n8n itself registers the address of the page. Nobody else has to know it, so there is nothing to register elsewhere. */
	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await Promise.resolve(this.getNodeWebhookUrl('default') !== undefined);
			},

			async create(this: IHookFunctions): Promise<boolean> {
				return await Promise.resolve(this.getNodeWebhookUrl('default') !== undefined);
			},

			async delete(): Promise<boolean> {
				return await Promise.resolve(true);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this);
	}
}
