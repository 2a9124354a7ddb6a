import { z } from 'zod';

import { path } from '../../../../connection/model/address';
import { campaignField, campaignId, identified } from '../../fields';
import { operation } from '../../operation';

/** `GET /campaigns/{campaign_id}` */
export const get = operation({
	name: 'Get',
	action: 'Get a campaign',
	description: 'Get a campaign with its settings',
	requires: [],
	fields: [campaignField],
	input: z.object({ campaign: campaignId }),
	run: async (connection, { campaign }) =>
		await connection.request({ method: 'GET', path: path`/campaigns/${campaign}` }, identified),
});
