import { timingSafeEqual } from 'node:crypto';

import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { customRecord } from '../fields';
import { choices } from './choices';
import { registered, SECRET_HEADER } from './registration';

/** Whether a header holds the secret. Compared in constant time. */
export function isSecret(secret: string, header: unknown): boolean {
	const expected = Buffer.from(secret);
	const given = Buffer.from(typeof header === 'string' ? header : '');
	return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Why a call is not one of the trigger's own, if it is not. */
function refusalOf(context: IWebhookFunctions): string | undefined {
	const known = registered.safeParse(context.getWorkflowStaticData('node'));
	if (!known.success) return 'This webhook is not registered';
	const headers = context.getHeaderData();
	if (!isSecret(known.data.secret, headers[SECRET_HEADER.toLowerCase()])) {
		return 'The secret of this webhook is missing or wrong';
	}
	const wanted = choices.safeParse({
		subject: context.getNodeParameter('subject'),
		events: context.getNodeParameter('events', []),
	});
	const event = headers['x-trigger-event'];
	const isWanted = event === undefined || (wanted.data?.events ?? []).some((one) => one === event);
	return isWanted ? undefined : 'This webhook is not for this event';
}

/**
 * Takes a call of the webhook's address. One without the secret that was given to Boost.space, or of another event, is
 * refused with 403 and starts nothing.
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const refusal = refusalOf(context);
	if (refusal) {
		context.getResponseObject().status(403).json({ message: refusal });
		return { noWebhookResponse: true };
	}
	const entity = customRecord.safeParse(context.getBodyData());
	const event = context.getHeaderData()['x-trigger-event'];
	return {
		workflowData: [[{ json: { event: event ?? null, ...(entity.data ?? {}) } }]],
	};
}
