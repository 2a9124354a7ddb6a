import { z } from 'zod';

import { reach } from '../deliveries.mts';
import { invalid, notFound } from '../problem.mts';
import { type Audience, createWebhook, type Webhook } from '../state.mts';
import { audienceOf } from './audiences.mts';
import type { Call, Routes } from './route.mts';

const webhookInput = z.object({
	url: z.string().default(''),
	events: z.record(z.boolean()).default({}),
	sources: z.record(z.boolean()).default({}),
});

const shape = (audience: Audience, { id, url, events, sources }: Webhook) => ({
	id,
	url,
	events,
	sources,
	signing_enabled: true,
	list_id: audience.id,
	_links: [],
});

/** @throws Problem 404 */
function webhookOf(audience: Audience, { webhook_id: id = '' }: Call['path']): Webhook {
	const webhook = audience.webhooks.get(id);
	if (!webhook) throw notFound();
	return webhook;
}

/**
 * Takes an address for a webhook: once, and only when it answers a GET
 * (mailchimp/mailchimp-client-lib-codegen, issue 11; PipedreamHQ/pipedream, pull request 1289).
 * @throws Problem 400
 */
async function checkUrl(audience: Audience, url: string): Promise<void> {
	if (!URL.canParse(url)) throw invalid('url', 'This value is not a valid URL.');
	if ([...audience.webhooks.values()].some((webhook) => webhook.url === url)) {
		throw invalid('url', "Sorry, you can't set up multiple WebHooks for one URL");
	}
	const status = await reach(url, { method: 'GET' });
	if (status === undefined || status >= 400) {
		throw invalid(
			'url',
			`We couldn't verify the URL is working. Please double check and try again. HTTP Code: ${status ?? 0}`,
		);
	}
}

/**
 * The routes of an audience's webhooks. The answer to a new one holds `signing_secret`, which no other answer
 * does (`mailchimp/fern-marketing-api-docs: fern/docs/pages/api-concepts/webhooks.mdx`).
 */
export const webhookRoutes: Routes = {
	'GET /lists/{list_id}/webhooks': (call) => {
		const audience = audienceOf(call);
		const webhooks = [...audience.webhooks.values()].map((webhook) => shape(audience, webhook));
		return { webhooks, list_id: audience.id, total_items: webhooks.length, _links: [] };
	},

	'POST /lists/{list_id}/webhooks': async (call) => {
		const audience = audienceOf(call);
		const input = webhookInput.parse(call.body);
		await checkUrl(audience, input.url);
		const webhook = createWebhook(audience, input);
		return { ...shape(audience, webhook), signing_secret: webhook.signingSecret };
	},

	'GET /lists/{list_id}/webhooks/{webhook_id}': (call) => {
		const audience = audienceOf(call);
		return shape(audience, webhookOf(audience, call.path));
	},

	'DELETE /lists/{list_id}/webhooks/{webhook_id}': (call) => {
		const audience = audienceOf(call);
		audience.webhooks.delete(webhookOf(audience, call.path).id);
		return undefined;
	},
};
