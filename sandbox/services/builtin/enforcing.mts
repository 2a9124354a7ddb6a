/**
 * A stand-in for vendors that enforces their own tables of scopes, not ours. The access token says which scopes were granted.
 */
import express from 'express';
import type { Request, Response } from 'express';

import type { Scopes } from '../../../builtin/nodes/model.ts';
import { isMet } from '../../../builtin/nodes/model.ts';
import type { RecordedRequest, StandIn } from '../../standIn.mts';
import { listen } from '../shared/listen.mts';
import { enforcedHosts, neededFor } from './enforced.mts';

/** An access token with these scopes. */
export const tokenWith = (scopes: readonly string[]): string =>
	Buffer.from(JSON.stringify(scopes)).toString('base64url');

function grantedBy({ headers: { authorization = '' } }: Request): ReadonlySet<string> {
	const [, token = ''] = authorization.split(' ');
	return new Set(JSON.parse(Buffer.from(token, 'base64url').toString()) as string[]);
}

const message = {
	id: '1',
	threadId: '1',
	labelIds: ['INBOX'],
	payload: {
		headers: [
			{ name: 'From', value: 'ada@example.com' },
			{ name: 'To', value: 'grace@example.com' },
			{ name: 'Subject', value: 'Flowers' },
			{ name: 'Message-ID', value: '<1@example.com>' },
		],
	},
};

const rows = [
	['name', 'city'],
	['Ada', 'London'],
];

const text = [{ paragraph: { elements: [{ textRun: { content: 'Flowers' } }] } }];

/** Answers by the end of the path; anything else is an empty object. */
const ANSWERS: ReadonlyArray<readonly [path: RegExp, body: unknown]> = [
	[/\/profile$/, { emailAddress: 'ada@example.com' }],
	[/\/labels$/, { labels: [{ id: 'INBOX', name: 'INBOX' }] }],
	[/\/users\/me\/messages$/, { messages: [{ id: '1', threadId: '1' }] }],
	[/\/users\/me\/messages\/[^/]+$/, message],
	[/\/users\/me\/threads$/, { threads: [{ id: '1' }] }],
	[/\/users\/me\/threads\/[^/]+$/, { id: '1', messages: [message] }],
	[/\/v4\/spreadsheets\/[^/:]+$/, { sheets: [{ properties: { sheetId: 0, title: 'Sheet1' } }] }],
	[/\/values\/[^/]+$/, { values: rows }],
	[/\/drive\/v3\/files$/, { id: '1', files: [{ id: '1', name: 'Flowers' }] }],
	[/\/files\/[^/]+\/revisions$/, { revisions: [{ id: '1', exportLinks: {} }] }],
	[
		/\/drive\/v3\/files(\/[^/]+)?$/,
		{ id: '1', name: 'Flowers', parents: ['root'], mimeType: 'text/plain' },
	],
	[/\/v1\/documents\/[^/:]+$/, { documentId: '1', body: { content: text } }],
	[/\/v1\/documents\/[^/]+:batchUpdate$/, { documentId: '1', replies: [{}] }],
	[/:runReport$/, { dimensionHeaders: [], metricHeaders: [], rows: [] }],
	[/\/events(\/[^/]+)?$/, { id: '1', items: [{ id: '1' }] }],
	[/\/createReply(All)?$/i, { id: '1' }],
	[/\/me\/messages$/, { id: '1', value: [{ id: '1' }] }],
	[/\/chat\.postMessage$/, { ok: true, channel: 'C1', ts: '1.1', message: {} }],
	[/\/2\/tweets$/, { data: { id: '1', text: 'Flowers' } }],
];

const google = {
	error: {
		code: 403,
		message: 'Request had insufficient authentication scopes.',
		status: 'PERMISSION_DENIED',
		details: [{ reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' }],
	},
};

/** Refuses in the vendor's own words for a scope that is missing. Slack does so with status 200. */
function refuse(
	response: Response,
	host: string,
	needed: Scopes,
	granted: ReadonlySet<string>,
): void {
	if (host === 'slack.com') {
		const missing = needed.flat().join();
		response.json({
			ok: false,
			error: 'missing_scope',
			needed: missing,
			provided: [...granted].join(),
		});
		return;
	}
	const bodies: Readonly<Record<string, unknown>> = {
		'graph.microsoft.com': { error: { code: 'ErrorAccessDenied', message: 'Access is denied.' } },
		'api.x.com': { title: 'Forbidden', status: 403, detail: 'Forbidden', type: 'about:blank' },
	};
	response.status(403).json(bodies[host] ?? google);
}

/** A request as it is kept. */
export const recordOf = ({
	method,
	hostname: host,
	path,
	query,
	body,
}: Request): RecordedRequest => ({
	method,
	host,
	path,
	query: query as Record<string, string>,
	authorization: 'Bearer',
	body,
});

/** Answers a request where the granted scopes allow it. One that no table has is answered with 501. */
export function enforce(
	{ method, hostname: host, path }: Request,
	response: Response,
	granted: ReadonlySet<string>,
): void {
	const needed = neededFor(method, host, path);
	if (!needed) {
		response.status(501).json({ error: { message: 'No table has this request' } });
	} else if (needed.every((one) => isMet(one, granted))) {
		response.json(ANSWERS.find(([end]) => end.test(path))?.[1] ?? {});
	} else {
		refuse(response, host, needed, granted);
	}
}

/** Starts the stand-in. */
export async function startEnforcing(): Promise<StandIn> {
	const requests: RecordedRequest[] = [];
	const app = express();
	app.set('trust proxy', true);
	app.use(express.json());
	app.use((request, response) => {
		requests.push(recordOf(request));
		// The address of an upload is its own proof (https://developers.google.com/workspace/drive/api/guides/manage-uploads).
		if (request.query['upload_id']) return void response.json({ id: '1' });
		response.set('location', `https://${request.hostname}${request.path}?upload_id=1`);
		enforce(request, response, grantedBy(request));
	});
	const { url, stop } = await listen(app);
	const answers = (hostname: string) => enforcedHosts.has(hostname);
	return { service: 'enforcing', url, answers, requests, stop };
}
