import { createHmac } from 'node:crypto';

import type { Audience, Member, Webhook } from './state.mts';

/** Who caused an event. */
export type Source = 'user' | 'admin' | 'api';

/** A call of a webhook that was sent. */
export interface Delivery {
	readonly url: string;
	readonly type: string;
	/** The status of the answer, or `undefined` when there was none. */
	readonly status: number | undefined;
}

/** The time of an event as deliveries write it. */
const firedAt = () => new Date().toISOString().slice(0, 19).replace('T', ' ');

/** What a delivery says of a member. */
export const aboutMember = (audience: Audience, member: Member): Record<string, string> => ({
	'data[id]': member.unique_email_id,
	'data[email]': member.email_address,
	'data[email_type]': member.email_type,
	'data[list_id]': audience.id,
	...Object.fromEntries(
		Object.entries({ EMAIL: member.email_address, ...member.merge_fields }).map(([tag, value]) => [
			`data[merges][${tag}]`,
			String(value),
		]),
	),
});

/** The header with which a delivery is signed: `t=<seconds>,v1=<hex HMAC-SHA256 of "t.body">`. */
export function signatureOf(secret: string, body: string, seconds: number): string {
	const hash = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
	return `t=${seconds},v1=${hash}`;
}

/** Sends the service's webhooks (api-evangelist/mailchimp: asyncapi/, conventions/). */
export class Deliveries {
	/** What was sent so far, oldest first. */
	readonly log: Delivery[] = [];
	readonly #underWay = new Set<Promise<void>>();

	/** Tells every webhook of the audience that asked for events of this type and source. */
	tell(audience: Audience, type: string, source: Source, data: Record<string, string>): void {
		for (const webhook of audience.webhooks.values()) {
			if (!webhook.events[type] || !webhook.sources[source]) continue;
			const form = new URLSearchParams({ type, fired_at: firedAt(), ...data }).toString();
			const delivery = this.#deliver(webhook, type, form);
			this.#underWay.add(delivery);
			void delivery.finally(() => this.#underWay.delete(delivery));
		}
	}

	/** Waits until everything that is under way has been answered. */
	async settled(): Promise<void> {
		await Promise.all(this.#underWay);
	}

	async #deliver({ url, signingSecret }: Webhook, type: string, body: string): Promise<void> {
		const seconds = Math.floor(Date.now() / 1000);
		const signature = signingSecret && signatureOf(signingSecret, body, seconds);
		const status = await fetch(url, {
			method: 'POST',
			headers: {
				'Content-Type': 'application/x-www-form-urlencoded',
				...(signature ? { 'X-Mailchimp-Signature': signature } : {}),
			},
			body,
		}).then(
			(answer) => answer.status,
			() => undefined,
		);
		this.log.push({ url, type, status });
	}
}
