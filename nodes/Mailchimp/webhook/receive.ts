import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { audienceOf, parseDelivery } from './delivery';
import { registered } from './registration';
import { isSignedBy } from './signature';

/** Why a call is not one of the trigger's own, or the delivery that it is. The body is read only once it is known to be signed. */
function judge(
	context: IWebhookFunctions,
	rawBody: Buffer,
): { readonly refusal: string } | { readonly delivery: IDataObject } {
	const known = registered.safeParse(context.getWorkflowStaticData('node'));
	if (!known.success) return { refusal: 'This webhook is not registered' };
	const { audience, signingSecret } = known.data;
	const header = context.getHeaderData()['x-mailchimp-signature'];
	if (
		signingSecret !== undefined &&
		!isSignedBy(signingSecret, { header, body: rawBody, now: Date.now() })
	) {
		return { refusal: 'The signature is not valid' };
	}
	const delivery = parseDelivery(rawBody.toString('utf8'));
	if (audienceOf(delivery) !== audience) {
		return { refusal: 'This webhook is for another audience' };
	}
	const events = context.getNodeParameter('events', []);
	if (!Array.isArray(events) || !events.includes(delivery.type)) {
		return { refusal: 'This webhook is not for this event' };
	}
	return { delivery };
}

/**
 * Takes a call of the webhook's address. Mailchimp's own test call (GET) is answered and starts nothing; a call
 * that is not signed by Mailchimp, or is about another audience or event, is refused with 403.
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	if (context.getWebhookName() === 'setup') return { webhookResponse: 'OK' };
	const request = context.getRequestObject();
	const rawBody = Buffer.from(request.rawBody ?? '');
	const verdict = judge(context, rawBody);
	if ('refusal' in verdict) {
		context.getResponseObject().status(403).json({ message: verdict.refusal });
		return { noWebhookResponse: true };
	}
	return { workflowData: [[{ json: verdict.delivery }]] };
}
