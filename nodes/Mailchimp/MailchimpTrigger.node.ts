import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes, NodeOperationError } from 'n8n-workflow';

import { openConnection } from '../../connection/connection';
import { authenticationProperty } from '../../operation/describe';
import { toNodeError } from '../../operation/nodeError';
import { mailchimp } from '../../services/mailchimp';
import { searchAudiences } from './listSearch/searchAudiences';
import { choiceFields } from './webhook/choices';
import { receive } from './webhook/receive';
import {
	readChoices,
	registered,
	registerWebhook,
	removeWebhook,
	webhookExists,
} from './webhook/registration';

/** The address that Mailchimp calls. */
function webhookUrl(context: IHookFunctions): string {
	const url = context.getNodeWebhookUrl('default');
	if (!url) throw new NodeOperationError(context.getNode(), 'n8n gives no address for the webhook');
	return url;
}

export class MailchimpTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Mailchimp Connection Trigger',
		name: 'mailchimpTrigger',
		icon: { light: 'file:mailchimp.svg', dark: 'file:mailchimp.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{$parameter["events"].join(", ")}}',
		description: 'Starts when something happens in an audience of Mailchimp',
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
		properties: [...authenticationProperty(mailchimp), ...choiceFields],
	};

	methods = { listSearch: { searchAudiences } };

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				try {
					const { audience } = readChoices(this);
					const connection = await openConnection(this, mailchimp);
					const remembered = this.getWorkflowStaticData('node');
					return await webhookExists(connection, webhookUrl(this), remembered, audience);
				} catch (error) {
					throw toNodeError(this.getNode(), error);
				}
			},

			async create(this: IHookFunctions): Promise<boolean> {
				try {
					const choices = readChoices(this);
					const connection = await openConnection(this, mailchimp);
					const webhook = await registerWebhook(connection, webhookUrl(this), choices);
					Object.assign(this.getWorkflowStaticData('node'), webhook);
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
					await removeWebhook(await openConnection(this, mailchimp), known.data);
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
