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
import { mailchimp } from '../../services/mailchimp';
import { getInterests } from './audienceForm/interests';
import { getMarketingPermissions } from './audienceForm/marketingPermissions';
import { getMergeFields } from './audienceForm/mergeFields';
import { getSegments } from './audienceForm/segments';
import { searchAudiences } from './listSearch/searchAudiences';
import { searchCampaigns } from './listSearch/searchCampaigns';
import { resources } from './resources';

export class Mailchimp implements INodeType, NeedingNode {
	description: INodeTypeDescription = {
		displayName: 'Mailchimp Connection',
		name: 'mailchimp',
		icon: { light: 'file:mailchimp.svg', dark: 'file:mailchimp.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description:
			'Work with audiences, members, tags, campaigns and reports of Mailchimp, with a connection of this package',
		defaults: { name: 'Mailchimp Connection' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
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
		properties: [...authenticationProperty(mailchimp), ...resourceProperties(mailchimp, resources)],
	};

	needs: NodeNeeds = { resources };

	methods = {
		listSearch: { searchAudiences, searchCampaigns },
		loadOptions: { getInterests, getMarketingPermissions, getSegments },
		resourceMapping: { getMergeFields },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation(this, mailchimp, resources);
	}
}
