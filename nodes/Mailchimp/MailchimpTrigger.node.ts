import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import type { NeedingNode, NodeNeeds } from '../../operation/needs';
import { searchAudiences } from './listSearch/searchAudiences';
import { trigger } from './webhook/trigger';

export class MailchimpTrigger implements INodeType, NeedingNode {
	description: INodeTypeDescription = {
		displayName: 'Mailchimp Connection Trigger',
		name: 'mailchimpTrigger',
		icon: { light: 'file:mailchimp.svg', dark: 'file:mailchimp.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{$parameter["events"].join(", ")}}',
		description:
			'Work with audiences, members, tags, campaigns and reports of Mailchimp, with a connection of this package, or start when something happens in an audience',
		defaults: { name: 'Mailchimp Connection Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'mailchimpConnectionOAuth2Api',
				required: true,
				displayOptions: { show: { authentication: ['oauth2'] } },
			},
			{
				name: 'mailchimpConnectionApi',
				required: true,
				displayOptions: { show: { authentication: ['apiKey'] } },
			},
		],
		webhooks: [
			{ name: 'setup', httpMethod: 'GET', responseMode: 'onReceived', path: 'webhook' },
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' },
		],
		properties: trigger.properties,
	};

	needs: NodeNeeds = trigger;

	methods = { listSearch: { searchAudiences } };

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
