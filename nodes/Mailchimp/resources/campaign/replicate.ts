import { z } from 'zod';

import { path } from '../../../../connection/model/address';
import { campaignField, campaignId, identified } from '../../fields';
import { operation } from '../../operation';

/** `POST /campaigns/{campaign_id}/actions/replicate` */
export const replicate = operation({
	name: 'Replicate',
	action: 'Replicate a campaign',
	description: 'Make a draft that is a copy of a campaign',
	requires: [],
	fields: [campaignField],
	input: z.object({ campaign: campaignId }),
	run: async (connection, { campaign }) =>
		await connection.request(
			{
				method: 'POST',
				path: path`/campaigns/${campaign}/actions/replicate`,
			},
			identified,
		),
});
