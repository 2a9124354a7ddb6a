import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';

import { described } from './description';

/** Gives so many items, each with a number of its own. */
export class Items implements INodeType {
	description = described('items', 'Items', [
		{ displayName: 'Count', name: 'count', type: 'number', default: 1 },
	]);

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const count = Number(this.getNodeParameter('count', 0));
		return [
			Array.from({ length: count }, (_, index) => ({
				json: { number: index, text: `number ${index}` },
			})),
		];
	}
}
