import type {
	IExecuteFunctions,
	IHttpRequestMethods,
	INodeExecutionData,
	INodeType,
} from 'n8n-workflow';

import { described, field } from './description';

/**
 * What a node does that awaits one call for each item, in turn: as most of n8n's own do, and the package of
 * Boost.space (boostspace/n8n-nodes-boostspace: nodes/Boostspace/Boostspace.node.ts).
 */
export class OneByOne implements INodeType {
	description = described(
		'oneByOne',
		'One by One',
		[
			field('Credential Type', 'type'),
			field('Method', 'method'),
			field('URL', 'url'),
			field('Body', 'body'),
		],
		{
			credentials: [
				{
					name: 'boostspaceConnectionApi',
					displayOptions: { show: { type: ['boostspaceConnectionApi'] } },
				},
				{
					name: 'facebookPagesConnectionApi',
					displayOptions: { show: { type: ['facebookPagesConnectionApi'] } },
				},
				{
					name: 'n8nConnectionApi',
					displayOptions: { show: { type: ['n8nConnectionApi'] } },
				},
			],
		},
	);

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const items: INodeExecutionData[] = [];
		const type = String(this.getNodeParameter('type', 0));
		for (const index of this.getInputData().keys()) {
			const method = this.getNodeParameter('method', index) as IHttpRequestMethods;
			const url = String(this.getNodeParameter('url', index));
			const body = String(this.getNodeParameter('body', index));
			const answer = await this.helpers.httpRequestWithAuthentication.call(this, type, {
				method,
				url,
				json: true,
				...(body === '' ? {} : { body: JSON.parse(body) }),
			});
			for (const item of this.helpers.returnJsonArray(answer)) {
				items.push({ ...item, pairedItem: { item: index } });
			}
		}
		return [items];
	}
}
