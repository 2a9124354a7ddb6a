import type { IHookFunctions } from 'n8n-workflow';
import { z } from 'zod';

import { path } from '../../../connection/model/address';
import type { Connection } from '../../../connection/connection';
import { isGone } from '../../../connection/failure/failure';
import { checkInput } from '../../../operation/input';
import { nothing } from '../fields';
import type { Choices } from './choices';
import { choiceFields, choices } from './choices';

const webhooks = z.object({ webhooks: z.array(z.object({ id: z.string(), url: z.string() })) });

/** The answer to a new webhook. Only this answer ever holds the secret that deliveries are signed with. */
const created = z.object({
	id: z.string().regex(/^(?!0+$)\w+$/),
	signing_secret: z.string().optional(),
});

/** What the trigger remembers of its webhook between activation and deactivation. */
export const registered = z.object({
	webhookId: z.string(),
	audience: z.string(),
	signingSecret: z.string().optional(),
});

/**
 * What the person chose in the trigger.
 * @throws ConnectionFailure that names each field that is wrong, and says how to fix it
 */
export function readChoices(context: IHookFunctions): Choices {
	return checkInput(choices, choiceFields, {
		audience: context.getNodeParameter('audience', undefined, { extractValue: true }),
		events: context.getNodeParameter('events'),
		sources: context.getNodeParameter('sources'),
	});
}

/** The webhooks of the audience that point at this address: `GET /lists/{list_id}/webhooks` */
async function webhooksAt(connection: Connection, audience: string, url: string) {
	const answer = await connection.request(
		{ method: 'GET', path: path`/lists/${audience}/webhooks` },
		webhooks,
	);
	return answer.webhooks.filter((webhook) => webhook.url === url);
}

/** Whether the webhook that the trigger remembers still stands in Mailchimp. */
export async function webhookExists(
	connection: Connection,
	url: string,
	known: z.infer<typeof registered>,
	{ audience }: Pick<Choices, 'audience'>,
): Promise<boolean> {
	if (known.audience !== audience) return false;
	const standing = await webhooksAt(connection, audience, url);
	return standing.some(({ id }) => id === known.webhookId);
}

/**
 * Registers the webhook: `POST /lists/{list_id}/webhooks`. One that was left behind at the same address is
 * removed first, since its secret is not known any more.
 * @returns what the trigger has to remember
 */
export async function registerWebhook(
	connection: Connection,
	url: string,
	{ audience, events, sources }: Choices,
): Promise<z.infer<typeof registered>> {
	for (const { id } of await webhooksAt(connection, audience, url)) {
		await removeWebhook(connection, { audience, webhookId: id });
	}
	const answer = await connection.request(
		{
			method: 'POST',
			path: path`/lists/${audience}/webhooks`,
			body: { url, events, sources },
		},
		created,
	);
	return { webhookId: answer.id, audience, signingSecret: answer.signing_secret };
}

/** Removes a webhook: `DELETE /lists/{list_id}/webhooks/{webhook_id}`. One that is gone already is no error. */
export async function removeWebhook(
	connection: Connection,
	{ audience, webhookId }: { audience: string; webhookId: string },
): Promise<void> {
	await connection
		.request({ method: 'DELETE', path: path`/lists/${audience}/webhooks/${webhookId}` }, nothing)
		.catch((error: unknown) => {
			if (!isGone(error)) throw error;
		});
}
