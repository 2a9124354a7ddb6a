import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { audienceOf, parseDelivery } from './delivery';
import { registered } from './registration';
import { isSignedBy } from './signature';

/** Why a call is not one of the trigger's own, or `undefined` when it is. */
function refusal(
	context: IWebhookFunctions,
	delivery: IDataObject,
	rawBody: Buffer,
): string | undefined {
	const known = registered.safeParse(context.getWorkflowStaticData('node'));
	if (!known.success) return 'This webhook is not registered';
	const { audience, signingSecret } = known.data;
	const header = context.getHeaderData()['x-mailchimp-signature'];
	if (
		signingSecret !== undefined &&
		!isSignedBy(signingSecret, { header, body: rawBody, now: Date.now() })
	) {
		return 'The signature is not valid';
	}
	if (audienceOf(delivery) !== audience) return 'This webhook is for another audience';
	const events = context.getNodeParameter('events', []);
	if (!Array.isArray(events) || !events.includes(delivery.type)) {
		return 'This webhook is not for this event';
	}
	return undefined;
}

/**
 * Takes a call of the webhook's address. Mailchimp's own test call (GET) is answered and starts nothing; a call
 * that is not signed by Mailchimp, or is about another audience or event, is refused with 403.
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	if (context.getWebhookName() === 'setup') return { webhookResponse: 'OK' };
	const request = context.getRequestObject();
	const rawBody = Buffer.from(request.rawBody ?? '');
	const delivery = parseDelivery(rawBody.toString('utf8'));
	const reason = refusal(context, delivery, rawBody);
	if (reason !== undefined) {
		context.getResponseObject().status(403).json({ message: reason });
		return { noWebhookResponse: true };
	}
	return { workflowData: [[{ json: delivery }]] };
}
