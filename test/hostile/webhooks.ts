/** Calls of a trigger's address by anybody, without n8n around it. */
import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

/** A call of the address. */
export interface Call {
	readonly headers: Readonly<Record<string, unknown>>;
	readonly rawBody?: Buffer | undefined;
	/** What n8n made of the body. */
	readonly body?: unknown;
}

/** What came of it. */
export interface Received {
	readonly given: IWebhookResponseData;
	readonly statuses: readonly number[];
}

/** A trigger with what it remembers and is set to; gives what comes of a call. */
export const triggerOf =
	(
		receive: (context: IWebhookFunctions) => Promise<IWebhookResponseData>,
		remembered: IDataObject,
		parameters: Readonly<Record<string, unknown>>,
	) =>
	async ({ headers, rawBody, body }: Call): Promise<Received> => {
		const statuses: number[] = [];
		const context = {
			getWebhookName: () => 'default',
			getWorkflowStaticData: () => remembered,
			getHeaderData: () => headers,
			getRequestObject: () => ({ rawBody }),
			getBodyData: () => body,
			getNodeParameter: (name: string, otherwise?: unknown) =>
				Object.hasOwn(parameters, name) ? parameters[name] : otherwise,
			getResponseObject: () => ({
				status: (status: number) => {
					statuses.push(status);
					return { json: () => undefined };
				},
			}),
		};
		const given = await receive(context as unknown as IWebhookFunctions);
		return { given, statuses };
	};

/** A call that is refused starts nothing, and the caller is told so. */
export function expectRefused({ given, statuses }: Received): void {
	expect(given).toEqual({ noWebhookResponse: true });
	expect(statuses).toEqual([403]);
}
