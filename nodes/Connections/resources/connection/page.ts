import { randomBytes } from 'node:crypto';

import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import type { Connection } from '../../../../connection/connection';
import { ConnectionFailure } from '../../../../connection/failure/failure';
import { jsonObject } from '../../../../operation/fields';
import type { Files } from '../../../../operation/files';
import type { Host } from '../../../../operation/host';
import { allCredentials } from '../../api/credentials';
import { managing } from '../../declared';
import { operation } from '../../operation';
import type { Acting, Result } from '../../page/acts';
import { perform } from '../../page/acts';
import { csvOf } from '../../page/csv';
import { HEADERS } from '../../page/headers';
import type { PageMemory } from '../../page/memory';
import { recall, remember, useOnce } from '../../page/memory';
import type { AskedAct, PageRequest } from '../../page/request';
import { pageRequest, PURPOSE, signedIn } from '../../page/request';
import { danglingOf, rowsOf, shownRows } from '../../page/rows';
import { seal, unseal } from '../../page/seal';
import { page as written } from '../../page/view/page';
import { usageOf } from '../../usage/usage';

const FORM_TRIGGER = 'n8n-nodes-base.formTrigger';

const requestField: INodeProperties = {
	displayName: 'Request',
	name: 'request',
	type: 'json',
	required: true,
	default: '={{ $json }}',
	description: 'The output of the Connections Page node or of the sign-in form',
};

const misplaced = (message: string, advice: string) =>
	new ConnectionFailure(message, { kind: 'input', advice });

/** Gives a person who signed in at n8n's form the ticket with which they go back to the page. */
function ticketFor(connection: Connection, given: unknown): IDataObject {
	const read = signedIn.safeParse(given);
	const secret = connection.secretFor(PURPOSE);
	const note = read.success
		? unseal(secret, 'signIn', read.data.formQueryParameters.state)
		: undefined;
	if (!read.success || !note) {
		throw misplaced(
			'Nobody was sent to this form by the page',
			'Open the address of the node Connections Page: it leads here. Both nodes must use the same API key.',
		);
	}
	const { node, state, url } = note;
	const address = new URL(url);
	const ticket = seal(secret, 'ticket', { node, state, user: read.data.user.id });
	address.searchParams.set('ticket', ticket);
	return { address: address.href };
}

/** An act, unless its note was used before: then nothing is done again. */
async function actOnce(asked: AskedAct, acting: Acting, memory: PageMemory) {
	const used = useOnce(memory, asked);
	if (used) return { used, result: await perform(asked, acting) };
	const message = 'This form was sent before. Nothing was done again.';
	const result: Result = {
		notice: { isDone: false, message },
		details: { error: message },
		checked: acting.checked,
	};
	return { used: memory.used, result };
}

/** An act, as it leaves the node. */
const shownAct = ({ user }: PageRequest, { name, ids }: AskedAct, result: Result): IDataObject => ({
	act: name,
	result: result.notice.isDone ? 'done' : 'refused',
	message: result.notice.message,
	by: { ...user },
	at: new Date().toISOString(),
	connectionIds: [...ids],
	details: result.details,
});

/** Answers a request of somebody who may use the page. */
async function answer(
	connection: Connection,
	request: PageRequest,
	files: Files,
	host: Host,
): Promise<IDataObject[]> {
	const { node, url, user, view, act: asked } = request;
	const memory = recall(host);
	const before = await allCredentials(connection);
	const acting = { connection, host, files, all: before, checked: memory.checked };
	const acted = asked && (await actOnce(asked, acting, memory));
	// An act may change names, connections and who uses them.
	const isChanged = asked !== undefined && asked.name !== 'verify';
	const all = isChanged ? await allCredentials(connection) : before;
	const kept = all.flatMap(({ id }) => {
		const last = acted?.result.checked[id] ?? memory.checked[id];
		return last ? [[id, last] as const] : [];
	});
	const known: PageMemory = {
		checked: Object.fromEntries(kept),
		used: acted?.used ?? memory.used,
	};
	if (acted) remember(host, known);
	const usage = await usageOf(connection, host);
	const found = { connection, all, usage, memory: known };
	const rows = rowsOf(found);
	if (view.format === 'csv' && !asked) {
		const headers = {
			...HEADERS,
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': 'attachment; filename="connections.csv"',
		};
		await host.respond({ statusCode: 200, headers, body: csvOf(shownRows(rows, view)) });
		return [];
	}
	const secret = connection.secretFor(PURPOSE);
	const shown = {
		view,
		rows,
		notice: acted?.result.notice,
		token: (name: AskedAct['name']) => {
			const once = randomBytes(16).toString('base64url');
			return seal(secret, 'act', { node, user: user.id, act: name, once });
		},
	};
	const body = written(shown, { url, user, dangling: danglingOf(found) }).toString();
	await host.respond({ statusCode: 200, headers: { ...HEADERS }, body });
	return asked && acted ? [shownAct(request, asked, acted.result)] : [];
}

/** Renders the page for the trigger Connections Page, and does what is asked on it. */
export const page = operation({
	...managing.page,
	action: 'Show the connections page',
	description:
		'Show the page that the node Connections Page opens, and do what a person asks on it; each act is an item',
	fields: [requestField],
	input: z.object({ request: jsonObject('{{ $json }}') }),
	target: () => ['page'],
	run: async (connection, { request }, files, host) => {
		const source = host.source();
		if (source?.type === FORM_TRIGGER && source.parameters.authentication === 'n8nUserAuth') {
			return ticketFor(connection, request);
		}
		const read = pageRequest.safeParse(request);
		if (source?.type !== `${host.packagePrefix}connectionsPage` || !read.success) {
			throw misplaced(
				'The page is shown only to whom n8n knows',
				'Connect this node right behind the node Connections Page, or behind an n8n Form Trigger whose authentication is "n8n User Auth".',
			);
		}
		return await answer(connection, read.data.page, files, host);
	},
});
