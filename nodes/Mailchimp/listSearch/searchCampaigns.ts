import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { z } from 'zod';

import { searchRecords } from './searchRecords';

const campaigns = z.object({
	campaigns: z.array(
		z.object({
			id: z.string(),
			status: z.string(),
			settings: z
				.object({ title: z.string().optional(), subject_line: z.string().optional() })
				.optional(),
		}),
	),
	total_items: z.number(),
});

/** The campaigns of the account for the list in the editor, newest first, a page at a time. */
export async function searchCampaigns(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await searchRecords(this, { filter, paginationToken }, async (connection, page) => {
		const answer = await connection.request(
			{
				method: 'GET',
				path: '/campaigns',
				query: {
					...page,
					fields:
						'campaigns.id,campaigns.status,campaigns.settings.title,campaigns.settings.subject_line,total_items',
					sort_field: 'create_time',
					sort_dir: 'DESC',
				},
			},
			campaigns,
		);
		return {
			total: answer.total_items,
			records: answer.campaigns.map(({ id, status, settings }) => ({
				name: `${settings?.title || settings?.subject_line || id} (${status})`,
				value: id,
			})),
		};
	});
}
