import { path } from '../../../../connection/model/address';
import { field, fieldSet } from '../../../../operation/fieldSet';
import { campaignField, campaignId, identified, simplifyField } from '../../fields';
import { operation } from '../../operation';
import { campaigns } from './simplified';

/** `GET /campaigns/{campaign_id}` */
export const get = operation({
	name: 'Get',
	action: 'Get a campaign',
	description: 'Get a campaign with its settings',
	requires: [],
	...fieldSet({ campaign: field.of(campaignField, campaignId), simplify: simplifyField }),
	run: async (connection, { campaign, simplify }) => {
		const found = await connection.request(
			{ method: 'GET', path: path`/campaigns/${campaign}`, query: campaigns.queryOfOne(simplify) },
			identified,
		);
		return campaigns.shown(simplify, found);
	},
});
