import { type Request, Router } from 'express';

import { invalid, notFound } from '../problem.mts';
import { type Account, createWebhook, type Webhook } from '../state.mts';
import { audienceOf } from './members.mts';

const shape = (listId: string, { id, url, events, sources }: Webhook) => ({
	id,
	url,
	events,
	sources,
	list_id: listId,
	_links: [],
});

/** Mailchimp asks the address with GET before it takes it, so that a typing error is noticed. */
async function answersGet(url: string): Promise<boolean> {
	return await fetch(url).then(
		({ ok }) => ok,
		() => false,
	);
}

/**
 * The routes of an audience's webhooks. The answer to a new one holds `signing_secret`, which no other answer
 * does (the service's guide, found in public integrations of 2026; the specification of 3.0.55 is older).
 */
export function webhookRoutes(account: (request: Request) => Account): Router {
	const router = Router({ mergeParams: true });
	const audience = (request: Request) => audienceOf(account(request), request);

	router.get('/webhooks', (request, response) => {
		const { id, webhooks } = audience(request);
		const all = [...webhooks.values()].map((webhook) => shape(id, webhook));
		response.json({ webhooks: all, list_id: id, total_items: all.length, _links: [] });
	});

	router.post('/webhooks', async (request, response) => {
		const list = audience(request);
		const { url, events = {}, sources = {} } = request.body;
		if (typeof url !== 'string' || !URL.canParse(url)) {
			throw invalid('url', 'This value is not a valid URL.');
		}
		if ([...list.webhooks.values()].some((webhook) => webhook.url === url)) {
			throw invalid('url', "Sorry, you can't set up multiple WebHooks for one URL");
		}
		if (!(await answersGet(url))) throw invalid('url', 'We could not reach this URL.');
		const webhook = createWebhook(list, { url, events, sources });
		response.json({
			...shape(list.id, webhook),
			signing_enabled: true,
			signing_secret: webhook.signingSecret,
		});
	});

	router.get('/webhooks/:webhook', (request, response) => {
		const list = audience(request);
		const webhook = list.webhooks.get(request.params.webhook);
		if (!webhook) throw notFound();
		response.json(shape(list.id, webhook));
	});

	router.delete('/webhooks/:webhook', (request, response) => {
		if (!audience(request).webhooks.delete(request.params.webhook)) throw notFound();
		response.status(204).end();
	});

	return router;
}
