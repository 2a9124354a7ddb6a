import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { isSameSecret } from '../../../operation/constantTime';
import { customRecord } from '../fields';
import { choices, EVENTS } from './choices';
import { registered, SECRET_HEADER } from './registration';

/** Whether a header holds the secret. Compared in constant time. */
export function isSecret(secret: string, header: unknown): boolean {
	return isSameSecret(Buffer.from(typeof header === 'string' ? header : ''), Buffer.from(secret));
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
	const unwanted = EVENTS.filter((event) => wanted.data?.events.includes(event) !== true);
	// What else the header may hold is not documented: a call that knows the secret is not lost for it.
	const isUnwanted = unwanted.some((event) => event === headers['x-trigger-event']);
	return isUnwanted ? 'This webhook is not for this event' : undefined;
}

/** What happened to what, as the workflow gets it: a record in the node's form, and anything else as it came. */
function told(context: IWebhookFunctions): IDataObject {
	const body = context.getBodyData();
	const entity = customRecord.safeParse(body);
	const event = context.getHeaderData()['x-trigger-event'];
	return { ...(entity.success ? entity.data : body), event: event ?? null };
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
	return { workflowData: [[{ json: told(context) }]] };
}
