import { path } from '../../../../connection/model/address';
import { field, fieldSet } from '../../../../operation/fieldSet';
import { campaignField, campaignId, identified, simplifyField } from '../../fields';
import { operation } from '../../operation';
import { reports } from './simplified';

/** `GET /reports/{campaign_id}` */
export const get = operation({
	name: 'Get',
	action: 'Get a report',
	description: 'Get the report of a campaign that was sent',
	requires: [],
	...fieldSet({ campaign: field.of(campaignField, campaignId), simplify: simplifyField }),
	run: async (connection, { campaign, simplify }) => {
		const report = await connection.request(
			{ method: 'GET', path: path`/reports/${campaign}`, query: reports.queryOfOne(simplify) },
			identified,
		);
		return reports.shown(simplify, report);
	},
});
