import { z } from 'zod';

import { path } from '../../../../connection/model/address';
import { ConnectionFailure } from '../../../../connection/failure/failure';
import { campaignField, campaignId, nothing } from '../../fields';
import { operation } from '../../operation';

/** What Mailchimp says is still to do before a campaign can be sent. */
const checklist = z.object({
	is_ready: z.boolean(),
	items: z.array(
		z.object({ type: z.string(), heading: z.string().optional(), details: z.string().optional() }),
	),
});

/** `GET /campaigns/{campaign_id}/send-checklist`, then `POST /campaigns/{campaign_id}/actions/send` */
export const send = operation({
	name: 'Send',
	action: 'Send a campaign',
	description: 'Send a campaign now, after Mailchimp says that it is ready. This cannot be undone.',
	requires: [],
	fields: [campaignField],
	input: z.object({ campaign: campaignId }),
	target: ({ campaign }) => [campaign],
	run: async (connection, { campaign }) => {
		const { is_ready, items } = await connection.request(
			{ method: 'GET', path: path`/campaigns/${campaign}/send-checklist` },
			checklist,
		);
		if (!is_ready) {
			const open = items
				.filter(({ type }) => type === 'error')
				.map(({ heading, details }) => [heading, details].filter(Boolean).join(': '));
			throw new ConnectionFailure(`The campaign is not ready to be sent. ${open.join(' ')}`, {
				kind: 'input',
				advice: 'Complete the campaign in Mailchimp, then run it again. Nothing was sent.',
			});
		}
		await connection.request(
			{ method: 'POST', path: path`/campaigns/${campaign}/actions/send` },
			nothing,
		);
		return { id: campaign, sent: true };
	},
});
