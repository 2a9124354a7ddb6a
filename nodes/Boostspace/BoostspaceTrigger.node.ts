import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes, NodeOperationError } from 'n8n-workflow';

import { openConnection } from '../../connection/connection';
import { toNodeError } from '../../operation/nodeError';
import { boostspace } from '../../services/boostspace';
import { choiceFields } from './webhook/choices';
import { receive } from './webhook/receive';
import {
	readChoices,
	registered,
	registerWebhook,
	removeWebhook,
	webhookExists,
} from './webhook/registration';

/** The address that Boost.space calls. */
function webhookUrl(context: IHookFunctions): string {
	const url = context.getNodeWebhookUrl('default');
	if (!url) throw new NodeOperationError(context.getNode(), 'n8n gives no address for the webhook');
	return url;
}

export class BoostspaceTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Boost.space Trigger',
		name: 'boostspaceTrigger',
		icon: { light: 'file:boostspace.svg', dark: 'file:boostspace.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{$parameter["subject"] + ": " + $parameter["events"].join(", ")}}',
		description: 'Starts when a record or a custom module of Boost.space changes',
		defaults: { name: 'Boost.space Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'boostspaceConnectionApi', required: true }],
		webhooks: [
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' },
		],
		properties: choiceFields,
	};

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				try {
					const wanted = readChoices(this);
					const connection = await openConnection(this, boostspace);
					const remembered = this.getWorkflowStaticData('node');
					return await webhookExists(connection, remembered, webhookUrl(this), wanted);
				} catch (error) {
					throw toNodeError(this.getNode(), error);
				}
			},

			async create(this: IHookFunctions): Promise<boolean> {
				try {
					const wanted = readChoices(this);
					const connection = await openConnection(this, boostspace);
					const remembered = this.getWorkflowStaticData('node');
					const left = registered.safeParse(remembered);
					if (left.success) await removeWebhook(connection, left.data);
					const webhook = await registerWebhook(connection, webhookUrl(this), wanted);
					Object.assign(remembered, webhook);
					return true;
				} catch (error) {
					throw toNodeError(this.getNode(), error);
				}
			},

			async delete(this: IHookFunctions): Promise<boolean> {
				const remembered = this.getWorkflowStaticData('node');
				const known = registered.safeParse(remembered);
				if (!known.success) return true;
				try {
					await removeWebhook(await openConnection(this, boostspace), known.data);
				} catch (error) {
					throw toNodeError(this.getNode(), error);
				}
				for (const key of Object.keys(registered.shape)) delete remembered[key];
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this);
	}
}
