import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';

import { described, field } from './description';

/** What the least node does that reads its fields: it reads two for each item, and gives them back. */
export class Reading implements INodeType {
	description = described('reading', 'Reading', [field('One', 'one'), field('Other', 'other')]);

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const items = this.getInputData().map((_item, index) => ({
			json: {
				one: this.getNodeParameter('one', index),
				other: this.getNodeParameter('other', index),
			},
			pairedItem: { item: index },
		}));
		return [items as INodeExecutionData[]];
	}
}
