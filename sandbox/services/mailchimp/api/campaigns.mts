import { z } from 'zod';

import { aboutCampaign, type Deliveries } from '../deliveries.mts';
import { badRequest, invalid, notFound } from '../problem.mts';
import { type Account, type Campaign, createCampaign, markSent } from '../state.mts';
import { isAsked, isWithin, sorted } from './filters.mts';
import { pageOf } from './paging.mts';
import type { Call, Routes } from './route.mts';
import { campaignShape } from './shapes.mts';

const campaignInput = z.object({
	type: z.string().optional(),
	recipients: z.object({ list_id: z.string() }).optional(),
	settings: z.record(z.unknown()).optional(),
});
const contentInput = z.object({ html: z.string().optional(), plain_text: z.string().optional() });
const scheduleInput = z.object({ schedule_time: z.string() });

/** What is still missing before a campaign can be sent, as its checklist says it. */
function checklistOf(account: Account, { settings, content, list_id }: Campaign) {
	const items = [
		[account.audiences.has(list_id), 'Audience', 'No audience is chosen.'],
		[Boolean(settings.subject_line), 'Subject', 'There is no subject line.'],
		[Boolean(settings.from_name && settings.reply_to), 'From', 'It is not said who it is from.'],
		[Boolean(content.html ?? content.plain_text), 'Content', 'The campaign is empty.'],
	] as const;
	return {
		is_ready: items.every(([isReady]) => isReady),
		items: items.map(([isReady, heading, details], id) => ({
			type: isReady ? 'success' : 'error',
			id,
			heading,
			details: isReady ? '' : details,
		})),
		_links: [],
	};
}

/** @throws Problem 404 */
function campaignOf({ account, path }: Call): Campaign {
	const campaign = account.campaigns.get(path.campaign_id ?? '');
	if (!campaign) throw notFound();
	return campaign;
}

/**
 * A campaign that can be sent now.
 * @throws Problem 400 when it was sent, or something is missing (mailchimp/APIv3-examples, issue 40)
 */
function readyCampaignOf(call: Call): Campaign {
	const campaign = campaignOf(call);
	if (campaign.status === 'sent' || !checklistOf(call.account, campaign).is_ready) {
		throw badRequest('Your Campaign is not ready to send.');
	}
	return campaign;
}

/** @throws Problem 400 when the audience is none of the account's */
function checkAudience(account: Account, listId: string): string {
	if (!account.audiences.has(listId)) {
		throw invalid('recipients.list_id', 'This audience does not exist.');
	}
	return listId;
}

/** The routes of campaigns as records: their settings and their content. */
export const campaignRoutes: Routes = {
	'GET /campaigns': ({ account, query }) => {
		const wanted = [...account.campaigns.values()].filter(
			(campaign) =>
				isAsked(query, 'type', campaign.type) &&
				isAsked(query, 'status', campaign.status) &&
				isAsked(query, 'list_id', campaign.list_id) &&
				isWithin(query, 'create_time', campaign.create_time) &&
				isWithin(query, 'send_time', campaign.send_time),
		);
		const { page, total } = pageOf({ query }, sorted(query, wanted, 'create_time'));
		const campaigns = page.map((campaign) => campaignShape(account, campaign));
		return { campaigns, total_items: total, _links: [] };
	},

	'POST /campaigns': ({ account, body }) => {
		const { type = 'regular', recipients, settings = {} } = campaignInput.parse(body);
		const listId = recipients ? checkAudience(account, recipients.list_id) : '';
		return campaignShape(account, createCampaign(account, listId, settings, { type }));
	},

	'GET /campaigns/{campaign_id}': (call) => campaignShape(call.account, campaignOf(call)),

	'PATCH /campaigns/{campaign_id}': (call) => {
		const campaign = campaignOf(call);
		const { recipients, settings } = campaignInput.parse(call.body);
		if (recipients) campaign.list_id = checkAudience(call.account, recipients.list_id);
		Object.assign(campaign.settings, settings);
		return campaignShape(call.account, campaign);
	},

	'DELETE /campaigns/{campaign_id}': (call) => {
		call.account.campaigns.delete(campaignOf(call).id);
		return undefined;
	},

	'GET /campaigns/{campaign_id}/content': (call) => ({ ...campaignOf(call).content, _links: [] }),

	'PUT /campaigns/{campaign_id}/content': (call) => {
		const campaign = campaignOf(call);
		campaign.content = contentInput.parse(call.body);
		return { ...campaign.content, _links: [] };
	},

	'GET /campaigns/{campaign_id}/send-checklist': (call) =>
		checklistOf(call.account, campaignOf(call)),
};

/** The routes of what can be done with a campaign. */
export const campaignActionRoutes = (deliveries: Deliveries): Routes => ({
	'POST /campaigns/{campaign_id}/actions/send': (call) => {
		const campaign = readyCampaignOf(call);
		markSent(call.account, campaign);
		const audience = call.account.audiences.get(campaign.list_id);
		if (audience) {
			deliveries.tell(audience, 'campaign', 'api', aboutCampaign(audience, campaign));
		}
		return undefined;
	},

	'POST /campaigns/{campaign_id}/actions/test': (call) => {
		readyCampaignOf(call);
		return undefined;
	},

	'POST /campaigns/{campaign_id}/actions/schedule': (call) => {
		const campaign = readyCampaignOf(call);
		campaign.send_time = scheduleInput.parse(call.body).schedule_time;
		campaign.status = 'schedule';
		return undefined;
	},

	'POST /campaigns/{campaign_id}/actions/replicate': (call) => {
		const { type, list_id, settings, content } = campaignOf(call);
		const title = `${String(settings.title ?? '')} (copy)`;
		const copy = createCampaign(call.account, list_id, { ...settings, title }, { type, content });
		return campaignShape(call.account, copy);
	},
});
