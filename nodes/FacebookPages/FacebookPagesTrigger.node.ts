import type {
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import type { NeedingNode, NodeNeeds } from '../../operation/needs';
import { searchPages } from './listSearch/searchPages';
import { trigger } from './polling/trigger';

export class FacebookPagesTrigger implements INodeType, NeedingNode {
	description: INodeTypeDescription = {
		displayName: 'Facebook Pages Trigger',
		name: 'facebookPagesTrigger',
		icon: { light: 'file:facebookPages.svg', dark: 'file:facebookPages.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{$parameter["event"]}}',
		description:
			'Work with the pages, posts, comments, photos, videos and insights of Facebook Pages, or start when a page has a new post or comment',
		defaults: { name: 'Facebook Pages Trigger' },
		polling: true,
		inputs: [],
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
		properties: trigger.properties,
	};

	needs: NodeNeeds = trigger;

	methods = { listSearch: { searchPages } };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await trigger.poll(this);
	}
}
