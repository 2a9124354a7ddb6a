/** What an audience asks of its members, asked of Mailchimp once for each run of a node. */
import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import type { Connection } from '../../../connection/connection';
import { openConnection } from '../../../connection/connection';
import { ConnectionFailure } from '../../../connection/failure/failure';
import { once } from '../../../connection/request/retryableOnce';
import { toNodeError } from '../../../operation/nodeError';
import { mailchimp } from '../../../services/mailchimp';
import { audienceId } from '../fields';

type Ask<T> = (connection: Connection, audience: string) => Promise<T>;

/** The same question, of which an open connection keeps the answer. */
export function oncePerAudience<T>(ask: Ask<T>): Ask<T> {
	const asked = new WeakMap<Connection, Map<string, () => Promise<T>>>();
	return async (connection, audience) => {
		const answers = asked.get(connection) ?? new Map<string, () => Promise<T>>();
		asked.set(connection, answers);
		const answer = answers.get(audience) ?? once(async () => await ask(connection, audience));
		answers.set(audience, answer);
		return await answer();
	};
}

/** The audience that is chosen in the node, where it is one and no expression. */
function chosenAudience(context: ILoadOptionsFunctions): string | undefined {
	const chosen = context.getCurrentNodeParameter('audience', { extractValue: true });
	return audienceId.safeParse(chosen).data;
}

/**
 * Asks something of the chosen audience for the editor.
 * @returns `undefined` while no audience is chosen, or where it is an expression
 * @throws NodeOperationError saying what is wrong with the connection, and what to do
 */
export async function askChosen<T>(
	context: ILoadOptionsFunctions,
	ask: Ask<T>,
): Promise<T | undefined> {
	const audience = chosenAudience(context);
	if (audience === undefined) return undefined;
	try {
		return await ask(await openConnection(context, mailchimp), audience);
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}

/** Something of an audience that has a name and an id. */
export interface Named {
	readonly id: string;
	readonly name: string;
}

/** What can be chosen, for a dropdown. */
export const optionsOf = (all: readonly Named[] = []): INodePropertyOptions[] =>
	all.map(({ id, name }) => ({ name, value: id }));

const sameName = (one: string, other: string) =>
	one.trim().toLowerCase() === other.trim().toLowerCase();

/**
 * The ids of what is named by id or by name.
 * @param what "interest"
 * @throws ConnectionFailure that names what the audience does not have, and what it has instead
 */
export function idsOf(wanted: readonly string[], all: readonly Named[], what: string): string[] {
	return wanted.map((one) => {
		const found = all.find(({ id }) => id === one) ?? all.find(({ name }) => sameName(name, one));
		if (found) return found.id;
		const names = all.map(({ name }) => `"${name}"`).join(', ');
		throw new ConnectionFailure(`The audience has no ${what} "${one}"`, {
			kind: 'input',
			advice: `Nothing was sent for this item. ${names ? `Choose one of: ${names}.` : `It has no ${what} at all.`}`,
		});
	});
}
