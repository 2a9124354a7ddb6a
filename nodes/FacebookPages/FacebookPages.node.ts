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
import { facebookPages } from '../../services/facebookPages';
import { searchPages } from './listSearch/searchPages';
import { resources } from './resources';

export class FacebookPages implements INodeType, NeedingNode {
	description: INodeTypeDescription = {
		displayName: 'Facebook Pages',
		name: 'facebookPages',
		icon: { light: 'file:facebookPages.svg', dark: 'file:facebookPages.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description:
			'Work with the pages, posts, comments, photos, videos and insights of Facebook Pages',
		defaults: { name: 'Facebook Pages' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'facebookPagesConnectionOAuth2Api',
				required: true,
				displayOptions: { show: { authentication: ['oauth2'] } },
			},
			{
				name: 'facebookPagesConnectionApi',
				required: true,
				displayOptions: { show: { authentication: ['apiKey'] } },
			},
		],
		properties: [
			...authenticationProperty(facebookPages),
			...resourceProperties(facebookPages, resources),
		],
	};

	needs: NodeNeeds = { resources };

	methods = { listSearch: { searchPages } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation(this, facebookPages, resources);
	}
}
