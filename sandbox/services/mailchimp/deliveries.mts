import { createHmac } from 'node:crypto';

import type { Audience, Campaign, Member, Webhook } from './state.mts';

/** Who caused an event: the member, someone in Mailchimp's own pages, or a call of the API. */
export type Source = 'user' | 'admin' | 'api';

/** The events that a webhook can ask for. */
export type EventType =
	| 'subscribe'
	| 'unsubscribe'
	| 'profile'
	| 'upemail'
	| 'cleaned'
	| 'campaign';

/** A call of a webhook that was sent. */
export interface Delivery {
	readonly url: string;
	readonly type: EventType;
	/** The status of the answer, or `undefined` when there was none. */
	readonly status: number | undefined;
}

/**
 * Milliseconds that Mailchimp waits for an answer
 * (mailchimp.com/developer/marketing/guides/sync-audience-data-webhooks/).
 */
const PATIENCE = 10_000;

/** The time of an event as deliveries write it: `2009-03-26 21:35:57`. */
const firedAt = () => new Date().toISOString().slice(0, 19).replace('T', ' ');

/** A value as forms write it: an object, such as an address, in as many fields as it has. */
function formOf(name: string, value: unknown): Array<[string, string]> {
	if (typeof value !== 'object' || value === null) return [[name, String(value)]];
	return Object.entries(value).flatMap(([key, inner]) => formOf(`${name}[${key}]`, inner));
}

/**
 * What a delivery says of a member: `subscribe` and `unsubscribe` as the vendor's guide spells them out; the fields
 * of the other events, here and where they are told, are the ones of `snowplow/iglu-central: schemas/com.mailchimp/`.
 */
export const aboutMember = (audience: Audience, member: Member): Record<string, string> => ({
	'data[id]': member.unique_email_id,
	'data[list_id]': audience.id,
	'data[email]': member.email_address,
	'data[email_type]': member.email_type,
	'data[ip_opt]': member.ip_opt,
	'data[ip_signup]': member.ip_signup,
	...Object.fromEntries(
		Object.entries({ EMAIL: member.email_address, ...member.merge_fields }).flatMap(
			([tag, value]) => formOf(`data[merges][${tag}]`, value),
		),
	),
});

/** What a delivery says of a campaign that was sent. */
export const aboutCampaign = (audience: Audience, campaign: Campaign): Record<string, string> => ({
	'data[id]': campaign.id,
	'data[subject]': String(campaign.settings.subject_line),
	'data[status]': 'sent',
	'data[reason]': '',
	'data[list_id]': audience.id,
});

/**
 * The header `X-Mailchimp-Signature` of a delivery: `t=<seconds>,v1=<hex HMAC-SHA256 of "t.body">`
 * (`mailchimp/fern-marketing-api-docs: fern/docs/pages/api-concepts/webhooks.mdx`).
 * @param body exactly as it is sent
 * @param seconds since 1970
 */
export function signatureOf(secret: string, body: string, seconds: number): string {
	const hash = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
	return `t=${seconds},v1=${hash}`;
}

/**
 * Calls an address outside of the service.
 * @returns the status, or `undefined` when no answer came within ten seconds
 */
export async function reach(url: string, init: RequestInit): Promise<number | undefined> {
	try {
		const answer = await fetch(url, { ...init, signal: AbortSignal.timeout(PATIENCE) });
		await answer.body?.cancel();
		return answer.status;
	} catch {
		// That nobody answers is a result here: the service goes on.
		return undefined;
	}
}

/** Sends the service's webhooks. Mailchimp would try again for 75 minutes; here each is sent once. */
export class Deliveries {
	/** What was sent so far, oldest first. */
	readonly log: Delivery[] = [];
	readonly #underWay = new Set<Promise<void>>();

	/** Tells every webhook of the audience that asked for events of this type and source. */
	tell(audience: Audience, type: EventType, source: Source, data: Record<string, string>): void {
		for (const webhook of audience.webhooks.values()) {
			if (!webhook.events[type] || !webhook.sources[source]) continue;
			const form = new URLSearchParams({ type, fired_at: firedAt(), ...data }).toString();
			const delivery = this.#deliver(webhook, type, form).finally(() => {
				this.#underWay.delete(delivery);
			});
			this.#underWay.add(delivery);
		}
	}

	/** Waits until everything that is under way has been answered. */
	async settled(): Promise<void> {
		await Promise.all(this.#underWay);
	}

	async #deliver({ url, signingSecret }: Webhook, type: EventType, body: string): Promise<void> {
		const seconds = Math.floor(Date.now() / 1000);
		const status = await reach(url, {
			method: 'POST',
			headers: {
				'Content-Type': 'application/x-www-form-urlencoded',
				'X-Mailchimp-Signature': signatureOf(signingSecret, body, seconds),
			},
			body,
		});
		this.log.push({ url, type, status });
	}
}
