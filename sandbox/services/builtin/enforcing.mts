/**
 * A stand-in for Google and Microsoft that enforces the vendor's own table of scopes, not ours: Google's from Google's packages, with
 * every scope that they name, Microsoft's from its extract. The access token says which scopes were granted.
 */
import express from 'express';
import type { Request, Response } from 'express';

import { microsoft } from '../../../builtin/vendor/microsoft.ts';
import { lookUpIn } from '../../../builtin/vendor/table.ts';
import { GOOGLE_APIS, googleMethods } from '../../generate/googleMethods.mts';
import type { GoogleApi } from '../../generate/googleMethods.mts';
import type { RecordedRequest, StandIn } from '../../standIn.mts';
import { listen } from '../shared/listen.mts';

/** An access token with these scopes. */
export const tokenWith = (scopes: readonly string[]): string =>
	Buffer.from(JSON.stringify(scopes)).toString('base64url');

function grantedBy({ headers: { authorization = '' } }: Request): string[] {
	const [, token = ''] = authorization.split(' ');
	return JSON.parse(Buffer.from(token, 'base64url').toString()) as string[];
}

/** Google's tables as Google publishes them, nothing left out. */
const googleTables = (Object.keys(GOOGLE_APIS) as GoogleApi[]).map((api) => {
	const [, ...hosts] = GOOGLE_APIS[api];
	const methods = googleMethods(api);
	const open = (path: string) => path.replace(/\{\+\w+\}/g, '{+}').replace(/\{\w+\}/g, '{}');
	return {
		hosts,
		isCaseSensitive: true,
		scopes: methods.map(({ scopes }) => scopes.join(' ')),
		methods: Object.fromEntries(
			methods.map(({ verb, path }, index) => [`${verb} ${open(path)}`, index]),
		),
	};
});

const lookUp = lookUpIn([...googleTables, microsoft]);

const hosts = new Set([...googleTables, microsoft].flatMap((table) => [...table.hosts]));

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

/** Answers by the end of the path; anything else is an empty object. */
const ANSWERS: ReadonlyArray<readonly [path: RegExp, body: unknown]> = [
	[/\/profile$/, { emailAddress: 'ada@example.com' }],
	[/\/labels$/, { labels: [{ id: 'INBOX', name: 'INBOX' }] }],
	[/\/users\/me\/messages$/, { messages: [{ id: '1', threadId: '1' }] }],
	[/\/users\/me\/messages\/[^/]+$/, message],
	[/\/users\/me\/threads$/, { threads: [{ id: '1' }] }],
	[/\/users\/me\/threads\/[^/]+$/, { id: '1', messages: [message] }],
	[/\/v4\/spreadsheets\/[^/:]+$/, { sheets: [{ properties: { sheetId: 0, title: 'Sheet1' } }] }],
	[
		/\/values\/[^/:]+$/,
		{
			values: [
				['name', 'city'],
				['Ada', 'London'],
			],
		},
	],
	[/\/drive\/v3\/files$/, { id: '1', files: [{ id: '1', name: 'Flowers' }] }],
	[
		/\/drive\/v3\/files\/[^/]+$/,
		{ id: '1', name: 'Flowers', parents: ['root'], mimeType: 'text/plain' },
	],
	[/\/events$/, { id: '1', items: [{ id: '1' }] }],
	[/\/createReply(All)?$/i, { id: '1' }],
	[/\/me\/messages$/, { id: '1', value: [{ id: '1' }] }],
];

/** Google's and Microsoft's own words for a scope that is missing. */
function refuse(response: Response, host: string): void {
	response.status(403).json(
		host === 'graph.microsoft.com'
			? { error: { code: 'ErrorAccessDenied', message: 'Access is denied.' } }
			: {
					error: {
						code: 403,
						message: 'Request had insufficient authentication scopes.',
						status: 'PERMISSION_DENIED',
						details: [{ reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' }],
					},
				},
	);
}

/** Starts the stand-in. A request that no table has is answered with 501. */
export async function startEnforcing(): Promise<StandIn> {
	const requests: RecordedRequest[] = [];
	const app = express();
	app.set('trust proxy', true);
	app.use(express.json());
	app.use((request, response) => {
		const { method, hostname: host, path, query, body } = request;
		requests.push({
			method,
			host,
			path,
			query: query as Record<string, string>,
			authorization: 'Bearer',
			body,
		});
		const accepted = lookUp(method, host, path);
		if (!accepted) {
			response.status(501).json({ error: { message: 'No table has this request' } });
			return;
		}
		const granted = grantedBy(request);
		if (!accepted.some((scope) => granted.includes(scope))) return refuse(response, host);
		response.json(ANSWERS.find(([end]) => end.test(path))?.[1] ?? {});
	});
	const { url, stop } = await listen(app);
	return { service: 'enforcing', url, answers: (hostname) => hosts.has(hostname), requests, stop };
}
