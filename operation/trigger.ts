/** Triggers: what starts a workflow, what it needs for that, and how n8n switches it on and off. */
import type {
	IDataObject,
	IHookFunctions,
	INodeExecutionData,
	INodeProperties,
	IPollFunctions,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { z } from 'zod';

import type { Connection } from '../connection/connection';
import { openConnection } from '../connection/connection';
import { ConnectionFailure } from '../connection/failure/failure';
import type { Service } from '../connection/model/service';
import { authenticationProperty, permissionNotice } from './describe';
import { toNodeError } from './nodeError';
import { checkPermissions, explainRefusal } from './permission';

/** One thing that a trigger watches for, where a person chooses among several. */
export interface WatchedEvent {
	readonly name: string;
	/** Names of permissions. */
	readonly requires: readonly string[];
}

/** What a trigger needs: always the same, or by the value of its field `event`. */
export type TriggerNeeds =
	| { readonly requires: readonly string[] }
	| { readonly events: Readonly<Record<string, WatchedEvent>> };

/** A trigger, as far as its node, its panel and the access report read it. */
export type Trigger = {
	readonly service: Service;
	/** What its panel shows: the choice of authentication, what it needs, and its own fields. */
	readonly properties: INodeProperties[];
} & TriggerNeeds;

/** The notice of what a trigger needs, for each of its events where there are several. */
function noticesOf(service: Service, needs: TriggerNeeds): INodeProperties[] {
	if ('requires' in needs) return permissionNotice(service, needs);
	return Object.entries(needs.events).flatMap(([event, { requires }]) =>
		permissionNotice(service, { requires }).map((notice) => ({
			...notice,
			displayOptions: { show: { event: [event] } },
		})),
	);
}

/** The properties of a trigger. The field that chooses the event stands before what each event needs. */
function propertiesOf(
	service: Service,
	needs: TriggerNeeds,
	fields: readonly INodeProperties[],
): INodeProperties[] {
	const choosing = fields.filter(({ name }) => name === 'event');
	const others = fields.filter(({ name }) => name !== 'event');
	return [...authenticationProperty(service), ...choosing, ...noticesOf(service, needs), ...others];
}

/**
 * Does a job with the connection, once it is known to have what the job needs.
 * @throws NodeOperationError that names the permission where one is missing: then nothing was sent
 */
async function withConnection<T>(
	context: IHookFunctions,
	service: Service,
	requires: readonly string[],
	job: (connection: Connection) => Promise<T>,
): Promise<T> {
	try {
		const connection = await openConnection(context, service);
		await checkPermissions(connection, { requires });
		return await job(connection).catch(async (error: unknown) => {
			if (!(error instanceof ConnectionFailure)) throw error;
			throw await explainRefusal(connection, { requires }, error);
		});
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}

/** The address that the service calls. */
function webhookUrlOf(context: IHookFunctions): string {
	const url = context.getNodeWebhookUrl('default');
	if (!url) throw new NodeOperationError(context.getNode(), 'n8n gives no address for the webhook');
	return url;
}

/** A webhook as a service registers it. */
export interface WebhookDeclaration<C, R extends z.ZodRawShape> {
	readonly service: Service;
	/** What registering, checking and removing the webhook needs. */
	readonly requires: readonly string[];
	readonly fields: readonly INodeProperties[];
	/** Reads what the person chose. Throws a ConnectionFailure that names each field that is wrong. */
	readonly readChoices: (context: IHookFunctions) => C;
	/** What the trigger remembers of its webhook between activation and deactivation. */
	readonly remembered: z.ZodObject<R>;
	readonly exists: (
		connection: Connection,
		url: string,
		known: z.output<z.ZodObject<R>>,
		choices: C,
	) => Promise<boolean>;
	/** Registers it. `left` is what is still remembered of one that stands no longer as it should. */
	readonly register: (
		connection: Connection,
		url: string,
		choices: C,
		left: z.output<z.ZodObject<R>> | undefined,
	) => Promise<z.output<z.ZodObject<R>>>;
	readonly remove: (connection: Connection, known: z.output<z.ZodObject<R>>) => Promise<void>;
	/** Takes a call of the address, whoever it is from. */
	readonly receive: (context: IWebhookFunctions) => Promise<IWebhookResponseData>;
}

/** A trigger that a service calls. */
export type WebhookTrigger = Trigger & {
	readonly requires: readonly string[];
	checkExists(context: IHookFunctions): Promise<boolean>;
	create(context: IHookFunctions): Promise<boolean>;
	delete(context: IHookFunctions): Promise<boolean>;
	receive(context: IWebhookFunctions): Promise<IWebhookResponseData>;
};

/**
 * Declares a trigger that the service calls. When the workflow is activated, a permission that is missing stops it before
 * any request; so does a choice that is wrong.
 */
export function webhookTrigger<C, R extends z.ZodRawShape>({
	service,
	requires,
	fields,
	readChoices,
	remembered,
	exists,
	register,
	remove,
	receive,
}: WebhookDeclaration<C, R>): WebhookTrigger {
	const knownTo = (context: IHookFunctions) => {
		const read = remembered.safeParse(context.getWorkflowStaticData('node'));
		return read.success ? read.data : undefined;
	};
	/** Reads what the person chose before anything is asked of the service. */
	const activating = async <T>(
		context: IHookFunctions,
		job: (connection: Connection, choices: C, url: string) => Promise<T>,
	) => {
		try {
			const choices = readChoices(context);
			const url = webhookUrlOf(context);
			return await withConnection(
				context,
				service,
				requires,
				async (connection) => await job(connection, choices, url),
			);
		} catch (error) {
			throw toNodeError(context.getNode(), error);
		}
	};
	return {
		service,
		requires,
		properties: propertiesOf(service, { requires }, fields),
		checkExists: async (context) =>
			await activating(context, async (connection, choices, url) => {
				const known = knownTo(context);
				return known !== undefined && (await exists(connection, url, known, choices));
			}),
		create: async (context) =>
			await activating(context, async (connection, choices, url) => {
				const made: IDataObject = await register(connection, url, choices, knownTo(context));
				Object.assign(context.getWorkflowStaticData('node'), made);
				return true;
			}),
		delete: async (context) => {
			const known = knownTo(context);
			if (!known) return true;
			// What may have been taken from the connection since is not asked: the service says whether it removes the webhook.
			await withConnection(context, service, [], async (connection) => {
				await remove(connection, known);
			});
			const stored = context.getWorkflowStaticData('node');
			for (const key of Object.keys(remembered.shape)) delete stored[key];
			return true;
		},
		receive,
	};
}

/** What a trigger that asks the service again and again declares. */
export type PollingDeclaration = {
	readonly service: Service;
	readonly fields: readonly INodeProperties[];
	/** One poll: what is new, or `null`. */
	readonly poll: (context: IPollFunctions) => Promise<INodeExecutionData[][] | null>;
} & TriggerNeeds;

/** A trigger that asks the service again and again. n8n has it poll once when the workflow is activated. */
export type PollingTrigger = Trigger & Pick<PollingDeclaration, 'poll'>;

/** Declares a trigger that asks the service again and again. */
export function pollingTrigger({
	service,
	fields,
	poll,
	...needs
}: PollingDeclaration): PollingTrigger {
	return { service, properties: propertiesOf(service, needs, fields), poll, ...needs };
}
