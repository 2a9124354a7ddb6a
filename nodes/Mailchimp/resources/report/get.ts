import { z } from 'zod';

import { path } from '../../../../connection/model/address';
import { campaignField, campaignId, identified } from '../../fields';
import { operation } from '../../operation';

/** `GET /reports/{campaign_id}` */
export const get = operation({
	name: 'Get',
	action: 'Get a report',
	description: 'Get the report of a campaign that was sent',
	requires: [],
	fields: [campaignField],
	input: z.object({ campaign: campaignId }),
	run: async (connection, { campaign }) =>
		await connection.request({ method: 'GET', path: path`/reports/${campaign}` }, identified),
});
