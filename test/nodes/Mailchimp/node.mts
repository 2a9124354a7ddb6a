import type {
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	INodeParameters,
	FieldType,
	NodeParameterValue,
	OnError,
} from 'n8n-workflow';

import { Mailchimp } from '../../../nodes/Mailchimp/Mailchimp.node.ts';
import { resources } from '../../../nodes/Mailchimp/resources/index.ts';
import type { MailchimpStandIn } from '../../../sandbox/services/mailchimp/index.mts';
import { mailchimp } from '../../../services/mailchimp.ts';
import { host, type ScriptedAnswer } from '../../builders.ts';
import { mapped as asStored } from '../../host/workflows.mts';

/** What the node is set to. */
export interface Wanted {
	readonly resource: string;
	readonly operation: string;
	readonly parameters: INodeParameters;
	/** The `json` of each item. */
	readonly items?: readonly IDataObject[];
	readonly onError?: OnError;
	/** The time zone of the workflow; n8n's own default when left out. */
	readonly timeZone?: string;
}

/** What a resource mapper holds, as the editor stores it. */
export const mapped = (
	values: Readonly<Record<string, NodeParameterValue | INodeParameters>>,
	types: Readonly<Record<string, FieldType>> = {},
): INodeParameters => ({ ...asStored(values, types), value: { ...values } });

/** An id, as the field of an audience or a campaign holds it. */
export const byId = (value: string) => ({ __rl: true, mode: 'id', value });

/** The values of a query or of headers as they are sent. */
const texts = (values: IDataObject = {}): Record<string, string> =>
	Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));

/** Sends a request of the node to the stand-in, as the sandbox's proxy does. */
async function send(
	standIn: MailchimpStandIn,
	{ url, method = 'GET', qs, body, headers }: IHttpRequestOptions,
): Promise<ScriptedAnswer> {
	const { host: meant, pathname } = new URL(url);
	const query = new URLSearchParams(texts(qs));
	const answer = await fetch(`${standIn.url}${pathname}?${query}`, {
		method,
		headers: {
			...texts(headers),
			authorization: `Bearer ${standIn.apiKey}`,
			'x-forwarded-host': meant,
		},
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
	});
	return {
		statusCode: answer.status,
		headers: Object.fromEntries(answer.headers),
		body: await answer.text(),
	};
}

/** What a node against a stand-in sees, without n8n around it. */
export function contextOf(standIn: MailchimpStandIn, wanted: Wanted): IExecuteFunctions {
	const { resource, operation, parameters, items, onError, timeZone } = wanted;
	const { context } = host({
		service: mailchimp,
		credentials: { apiKey: standIn.apiKey },
		variant: 'apiKey',
		resources,
		parameters: { resource, operation, ...parameters },
		script: async (request) => await send(standIn, request),
		...(items ? { items } : {}),
		...(onError ? { onError } : {}),
	});
	if (timeZone) context.getTimezone = () => timeZone;
	return context;
}

/**
 * Runs the Mailchimp node against a stand-in, without n8n around it.
 * @returns the `json` of what it puts out
 * @throws NodeOperationError as the node does
 */
export async function runNode(standIn: MailchimpStandIn, wanted: Wanted): Promise<IDataObject[]> {
	const [output = []] = await new Mailchimp().execute.call(contextOf(standIn, wanted));
	return output.map(({ json }) => json);
}
