import { onlyReads, riskOf } from '../../builtin/risk.ts';
import { services } from '../../services/index.ts';
import { needsAll, tables } from '../../sandbox/services/builtin/enforced.mts';

const google = (name: string) => `https://www.googleapis.com/auth/${name}`;

describe('the risk of what a connection could give up', () => {
	it.each([
		['is not told where it is not known what is unneeded', undefined, 'not told'],
		['is none where nothing is', [], 'none'],
		['is low where all of it only reads', ['channels:read', 'channels:history'], 'low'],
		['is high where any of it may change data', ['channels:read', 'chat:write'], 'high'],
		['is high where a name does not say what it opens', ['full'], 'high'],
		['is high where Google restricts what only reads', [google('gmail.readonly')], 'high'],
		['is low where Google does not', [google('spreadsheets.readonly')], 'low'],
	] as const)('%s', (_what, unneeded, expected) => {
		expect(riskOf(unneeded)).toBe(expected);
	});
});

/** What the vendors' tables open to reading all the same: bookmarks, a subscription, and two rows that look like slips. */
const TOLD_OTHERWISE = [
	'DELETE /v1/forms/{}/watches/{}',
	'DELETE /me/drive/following/{}',
	'DELETE /me/todo/lists/{}',
	'DELETE /users/{}/drive/following/{}',
	'PUT /teams/{}/schedule/timesoff/{}',
];

describe('a scope that by its name only reads', () => {
	it.each(['Mail.Read', 'Mail.ReadBasic', 'User.Read.All', 'read_orders', 'read:jira-work'])(
		'%s',
		(scope) => {
			expect(onlyReads(scope)).toBe(true);
		},
	);

	it.each(['Mail.ReadWrite', 'Tasks.ReadWrite.All', 'write_orders', 'drive.metadata', 'spread'])(
		'is not %s',
		(scope) => {
			expect(onlyReads(scope)).toBe(false);
		},
	);

	it('suffices in the tables of the vendors for no change but these', () => {
		const changes = tables.flatMap(({ hosts, methods, scopes }) =>
			Object.entries(methods)
				.filter(([request]) => /^(PUT|PATCH|DELETE) /.test(request))
				.map(([request, set]) => ({ hosts, request, scopes: (scopes[set] ?? '').split(' ') })),
		);
		expect(changes.length).toBeGreaterThan(100);
		const allowed = changes.filter(({ hosts, scopes }) =>
			hosts.some(needsAll) ? scopes.every(onlyReads) : scopes.some(onlyReads),
		);
		expect(allowed.map(({ request }) => request)).toEqual(TOLD_OTHERWISE);
	});

	it('belongs to no permission of ours that says it writes', () => {
		const writing = services.flatMap(({ name, permissions }) =>
			Object.values(permissions)
				.filter(({ label }) => /^(Create|Edit|Delete|Send|Write|Publish|Manage)\b/.test(label))
				.map(({ label, scopes = [] }) => ({ name, label, scopes })),
		);
		expect(writing.length).toBeGreaterThan(50);
		expect(writing.filter(({ scopes }) => scopes.length > 0 && scopes.every(onlyReads))).toEqual(
			[],
		);
	});
});
