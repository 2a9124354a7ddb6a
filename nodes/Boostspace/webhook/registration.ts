import { randomBytes } from 'node:crypto';

import type { IHookFunctions } from 'n8n-workflow';
import { z } from 'zod';

import { path } from '../../../connection/model/address';
import type { Connection } from '../../../connection/connection';
import { ConnectionFailure, isGone } from '../../../connection/failure/failure';
import { numericId } from '../../../operation/fields';
import { checkInput } from '../../../operation/input';
import type { Choices } from './choices';
import { choiceFields, choices } from './choices';

/** The header that tells our deliveries from everybody else's: none of the API's own is documented. */
export const SECRET_HEADER = 'X-Webhook-Secret';

/** What was made, by whose ID it can be removed again. */
const created = z.object({ id: numericId('webhook') });

/** What the trigger remembers of its webhook between activation and deactivation. */
export const registered = z.object({
	actionId: z.string(),
	triggerIds: z.array(z.string()),
	secret: z.string(),
	/** The address that is called: n8n may have moved since. */
	url: z.string(),
	/** The chosen events and what they are of: with others, the webhook is another one. */
	watched: z.string(),
});

export type Registered = z.infer<typeof registered>;

const watchedOf = ({ subject, events }: Choices) => `${subject} ${[...events].sort().join(',')}`;

/**
 * What the person chose in the trigger.
 * @throws ConnectionFailure that names each field that is wrong, and says how to fix it
 */
export function readChoices(context: IHookFunctions): Choices {
	return checkInput(choices, choiceFields, {
		subject: context.getNodeParameter('subject'),
		events: context.getNodeParameter('events'),
	});
}

/** Does a request about something that may be gone; gives whether it was there. */
const unlessGone = async (
	connection: Connection,
	method: 'GET' | 'DELETE',
	at: string,
): Promise<boolean> =>
	await connection.request({ method, path: at }, z.unknown()).then(
		() => true,
		(error: unknown) => {
			if (isGone(error)) return false;
			throw error;
		},
	);

/**
 * Whether the webhook that the trigger remembers is for this address and these events, and still stands: its action and
 * each of its triggers.
 */
export async function webhookExists(
	connection: Connection,
	url: string,
	{ actionId, triggerIds, watched, url: called }: Registered,
	wanted: Choices,
): Promise<boolean> {
	if (called !== url || watched !== watchedOf(wanted)) return false;
	const paths = [
		path`/automatization/action/${actionId}`,
		...triggerIds.map((id) => path`/automatization/trigger/${id}`),
	];
	for (const one of paths) {
		if (!(await unlessGone(connection, 'GET', one))) return false;
	}
	return true;
}

/** Removes a webhook: its triggers, then its action. What is gone already is no error. */
export async function removeWebhook(
	connection: Connection,
	{ actionId, triggerIds }: Pick<Registered, 'actionId' | 'triggerIds'>,
): Promise<void> {
	const paths = [
		...triggerIds.map((id) => path`/automatization/trigger/${id}`),
		path`/automatization/action/${actionId}`,
	];
	for (const one of paths) {
		await unlessGone(connection, 'DELETE', one);
	}
}

/** `POST /automatization/action`: what Boost.space calls, and with which header. */
async function createAction(connection: Connection, url: string, secret: string): Promise<string> {
	const { id } = await connection.request(
		{
			method: 'POST',
			path: '/automatization/action',
			body: {
				type: 'url',
				title: 'n8n',
				setting: {
					url,
					data: '{json_encode($entity)|noescape}',
					method: 'POST',
					headers: ['Content-type: application/json', `${SECRET_HEADER}: ${secret}`],
				},
			},
		},
		created,
	);
	return id;
}

/** `POST /automatization/trigger`: when it is called. */
async function createTrigger(
	connection: Connection,
	body: { readonly event: string; readonly module: string; readonly actionId: string },
): Promise<string> {
	const { event, module, actionId } = body;
	const { id } = await connection.request(
		{
			method: 'POST',
			path: '/automatization/trigger',
			body: { event, title: `n8n: ${module} ${event}`, module, actions: [Number(actionId)] },
		},
		created,
	);
	return id;
}

/** A registration that failed, and of which something could not be removed again. */
function leftBehind(actionId: string, failed: unknown, removal: unknown): unknown {
	if (!(failed instanceof ConnectionFailure && removal instanceof ConnectionFailure)) return failed;
	const { kind, status, advice, error } = failed;
	return new ConnectionFailure(
		`${failed.message}. The action ${actionId} was made before and could not be removed again (${removal.message}): delete it in Boost.space with its triggers`,
		{ kind, status, advice, error },
	);
}

/**
 * Registers the webhook with a secret of its own. When a step fails, what was made before it is removed again.
 * @returns what the trigger has to remember
 * @throws ConnectionFailure saying which step failed, and naming the action where it could not be removed
 */
export async function registerWebhook(
	connection: Connection,
	url: string,
	wanted: Choices,
): Promise<Registered> {
	const secret = randomBytes(32).toString('hex');
	const actionId = await createAction(connection, url, secret);
	const triggerIds: string[] = [];
	const createTriggers = async () => {
		for (const event of wanted.events) {
			triggerIds.push(await createTrigger(connection, { event, module: wanted.subject, actionId }));
		}
	};
	await createTriggers().catch(async (error: unknown) => {
		await removeWebhook(connection, { actionId, triggerIds }).catch((removal: unknown) => {
			throw leftBehind(actionId, error, removal);
		});
		throw error;
	});
	return { actionId, triggerIds, secret, url, watched: watchedOf(wanted) };
}
