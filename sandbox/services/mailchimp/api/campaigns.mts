import { type Request, Router } from 'express';

import type { Deliveries } from '../deliveries.mts';
import { invalid, notFound, Problem } from '../problem.mts';
import { type Account, type Campaign, createCampaign, markSent } from '../state.mts';
import { pageOf } from './paging.mts';
import { campaignShape, reportShape } from './shapes.mts';

/** What is still missing before a campaign can be sent. */
function checklist(account: Account, { settings, content, list_id }: Campaign) {
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

/** The routes of campaigns and their reports. */
export function campaignRoutes(
	account: (request: Request) => Account,
	deliveries: Deliveries,
): Router {
	const router = Router();
	const campaignOf = (request: Request) => {
		const campaign = account(request).campaigns.get(String(request.params.campaign));
		if (!campaign) throw notFound();
		return campaign;
	};

	router.get('/campaigns', (request, response) => {
		const { status, list_id, since_send_time: since, before_send_time: before } = request.query;
		const wanted = [...account(request).campaigns.values()].filter(
			(campaign) =>
				(status === undefined || campaign.status === status) &&
				(list_id === undefined || campaign.list_id === list_id) &&
				(since === undefined ||
					Date.parse(campaign.send_time ?? '') >= Date.parse(String(since))) &&
				(before === undefined ||
					Date.parse(campaign.send_time ?? '') <= Date.parse(String(before))),
		);
		const { page, total } = pageOf(request, wanted);
		const campaigns = page.map((campaign) => campaignShape(account(request), campaign));
		response.json({ campaigns, total_items: total, _links: [] });
	});

	router.post('/campaigns', (request, response) => {
		const { recipients = {}, settings = {} } = request.body;
		const of = account(request);
		if (!of.audiences.has(recipients.list_id)) {
			throw invalid('recipients.list_id', 'This audience does not exist.');
		}
		const campaign = createCampaign(of, recipients.list_id, settings);
		response.json(campaignShape(of, campaign));
	});

	router.get('/campaigns/:campaign', (request, response) => {
		response.json(campaignShape(account(request), campaignOf(request)));
	});

	router.delete('/campaigns/:campaign', (request, response) => {
		account(request).campaigns.delete(campaignOf(request).id);
		response.status(204).end();
	});

	router.get('/campaigns/:campaign/content', (request, response) => {
		response.json({ ...campaignOf(request).content, _links: [] });
	});

	router.put('/campaigns/:campaign/content', (request, response) => {
		const campaign = campaignOf(request);
		campaign.content = request.body;
		response.json({ ...campaign.content, _links: [] });
	});

	router.get('/campaigns/:campaign/send-checklist', (request, response) => {
		response.json(checklist(account(request), campaignOf(request)));
	});

	router.post('/campaigns/:campaign/actions/send', (request, response) => {
		const of = account(request);
		const campaign = campaignOf(request);
		if (campaign.status !== 'save' || !checklist(of, campaign).is_ready) {
			throw new Problem(400, 'Invalid Resource', 'Your Campaign is not ready to send.');
		}
		markSent(of, campaign);
		const audience = of.audiences.get(campaign.list_id);
		if (audience) {
			deliveries.tell(audience, 'campaign', 'api', {
				'data[id]': campaign.id,
				'data[subject]': String(campaign.settings.subject_line),
				'data[status]': 'sent',
				'data[reason]': '',
				'data[list_id]': audience.id,
			});
		}
		response.status(204).end();
	});

	router.post('/campaigns/:campaign/actions/replicate', (request, response) => {
		const { list_id, settings, content } = campaignOf(request);
		const title = `${String(settings.title ?? '')} (copy)`;
		const copy = createCampaign(account(request), list_id, { ...settings, title }, content);
		response.json(campaignShape(account(request), copy));
	});

	router.get('/reports', (request, response) => {
		const of = account(request);
		const sent = [...of.campaigns.values()].filter(({ status }) => status === 'sent');
		const { page, total } = pageOf(request, sent);
		const reports = page.map((campaign) => reportShape(of, campaign));
		response.json({ reports, total_items: total, _links: [] });
	});

	router.get('/reports/:campaign', (request, response) => {
		const campaign = campaignOf(request);
		if (campaign.status !== 'sent') throw notFound();
		response.json(reportShape(account(request), campaign));
	});

	return router;
}
