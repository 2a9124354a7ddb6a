/** Answers a request of somebody who may use the page: does what is asked, and shows what is known then. */
import { randomBytes } from 'node:crypto';

import type { IDataObject } from 'n8n-workflow';

import type { Connection } from '../../../connection/connection';
import type { Files } from '../../../operation/files';
import { asFailure } from '../../../operation/group';
import type { Host } from '../../../operation/host';
import type { Credential } from '../api/credentials';
import { allCredentials } from '../api/credentials';
import { usageOf } from '../usage/usage';
import { sentence } from '../words';
import type { Acting, Result } from './acting';
import { perform } from './acts';
import { csvOf } from './csv';
import { HEADERS } from './headers';
import type { PageMemory } from './memory';
import { recall, remember, useOnce } from './memory';
import { refusalPage } from './refusal';
import type { AskedAct, PageRequest } from './request';
import { isLooking, PURPOSE } from './request';
import { danglingOf, rowsOf, shownRows } from './rows';
import { seal } from './seal';
import { page } from './view/page';
import { part } from './view/part';

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
const shownAct = (
	{ user }: PageRequest,
	{ name, ids }: AskedAct,
	{ notice, details }: Result,
): IDataObject => ({
	act: name,
	result: notice?.isDone === true ? 'done' : 'refused',
	message: notice?.message ?? '',
	by: { ...user },
	at: new Date().toISOString(),
	connectionIds: [...ids],
	details,
});

/** What is known after an act, of the connections that there are. */
function knownAfter(
	memory: PageMemory,
	acted: { readonly used: PageMemory['used']; readonly result: Result } | undefined,
	all: readonly Credential[],
): PageMemory {
	const checked = all.flatMap(({ id }) => {
		const last = acted?.result.checked[id] ?? memory.checked[id];
		return last ? [[id, last] as const] : [];
	});
	return {
		checked: Object.fromEntries(checked),
		used: acted?.used ?? memory.used,
		uses: acted?.result.uses ?? memory.uses,
	};
}

/** Does what is asked, and writes the page. */
async function shownPage(
	connection: Connection,
	request: PageRequest,
	files: Files,
	host: Host,
): Promise<IDataObject[]> {
	const { node, url, user, view, act: asked } = request;
	const memory = recall(host);
	const isChanging = asked !== undefined && !isLooking(asked.name);
	const [before] = await Promise.all([
		allCredentials(connection),
		// What is not changed is read at the same time, and only once.
		isChanging ? undefined : usageOf(connection, host),
	]);
	const acting = { connection, host, files, all: before, checked: memory.checked };
	const acted = asked && (await actOnce(asked, acting, memory));
	const all = isChanging ? await allCredentials(connection) : before;
	const known = knownAfter(memory, acted, all);
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
		uses: known.uses,
		notice: acted?.result.notice,
		step: acted?.result.step,
		token: (name: AskedAct['name']) => {
			const once = randomBytes(16).toString('base64url');
			return seal(secret, 'act', { node, user: user.id, act: name, once });
		},
	};
	const written =
		view.format === 'part'
			? part(shown, asked?.name)
			: page(shown, { url, user, dangling: danglingOf(found) });
	await host.respond({ statusCode: 200, headers: { ...HEADERS }, body: written.toString() });
	return asked && acted && asked.name !== 'lastUse' ? [shownAct(request, asked, acted.result)] : [];
}

/** Answers a request. What fails is told to the person, and fails the run. */
export async function answer(
	connection: Connection,
	request: PageRequest,
	files: Files,
	host: Host,
): Promise<IDataObject[]> {
	try {
		return await shownPage(connection, request, files, host);
	} catch (error) {
		const failure = asFailure(error);
		const { message, advice } = failure;
		const text = `n8n did not give what the page shows: ${sentence(message)} ${advice}`;
		const body = refusalPage('The page cannot be shown', text, request.url).toString();
		await host.respond({ statusCode: 502, headers: { ...HEADERS }, body });
		throw failure;
	}
}
