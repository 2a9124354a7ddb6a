import { pageRequest, viewOf } from '../../../../nodes/Connections/page/request';
import type { Row } from '../../../../nodes/Connections/page/rows';
import { shownRows } from '../../../../nodes/Connections/page/rows';
import { csvOf } from '../../../../nodes/Connections/page/csv';
import { part } from '../../../../nodes/Connections/page/view/part';
import type { Shown } from '../../../../nodes/Connections/page/view/parts';
import { page } from '../../../../nodes/Connections/page/view/page';
import { run } from '../../../../nodes/Connections/page/view/script';

const row = (id: string, more: Partial<Row> = {}): Row => ({
	id,
	name: `Connection ${id}`,
	type: 'mailchimpConnectionApi',
	service: 'Mailchimp',
	authentication: 'API Key',
	status: 'working',
	owner: 'Olga <olga@example.com>',
	reauthorizeUrl: `https://n8n.example/home/credentials/${id}`,
	details: {
		permissions: { required: [], granted: undefined, missing: undefined, unneeded: undefined },
		sharedWith: [],
	},
	workflows: [],
	at: '2026-11-27T00:00:00.000Z',
	isStale: false,
	lastUsed: undefined,
	groups: ['working'],
	...more,
});

const shown = (rows: Row[], query: Record<string, string> = {}, more: Partial<Shown> = {}) => ({
	view: viewOf(query),
	rows,
	notice: undefined,
	step: undefined,
	uses: undefined,
	token: (act: string) => `token-of-${act}`,
	...more,
});

const written = (rows: Row[], query: Record<string, string> = {}, more: Partial<Shown> = {}) =>
	page(shown(rows, query, more), {
		url: 'https://n8n.example/webhook/connections',
		user: { id: 'u', email: 'olga@example.com', name: 'Olga' },
		dangling: [],
	}).toString();

describe('the list', () => {
	it('shows the worst first, and what passes the filters', () => {
		const rows = [row('a'), row('b', { status: 'broken', groups: ['broken'] })];
		expect(shownRows(rows, viewOf({})).map(({ id }) => id)).toEqual(['b', 'a']);
		expect(shownRows(rows, viewOf({ show: 'working' })).map(({ id }) => id)).toEqual(['a']);
		expect(shownRows(rows, viewOf({ search: ' CONNECTION B' })).map(({ id }) => id)).toEqual(['b']);
		expect(shownRows(rows, viewOf({ sort: 'constructor' })).map(({ id }) => id)).toEqual([
			'b',
			'a',
		]);
	});

	it('says what to do where there is nothing', () => {
		expect(written([])).toContain('This n8n has no connections yet');
		expect(written([row('a')], { search: 'nowhere' })).toContain(
			'No connection passes the filters',
		);
	});

	it('shortens nothing that a name of 10,000 characters with markup could break', () => {
		const name = `"><script>${'\u202E'.repeat(10_000)}`;
		const text = written([row('a', { name, account: name, owner: name, message: name })]);
		expect(text).not.toContain('"><script>\u202E');
		// The page has two of its own.
		expect(text.match(/<script/g)).toHaveLength(2);
	});

	it('holds all connections, and hides what the filters leave out', () => {
		const rows = [row('a'), row('b', { status: 'broken', groups: ['broken'] })];
		const text = written(rows, { show: 'broken' });
		expect(text.match(/<tr\s+data-row[^>]*>/g)?.map((line) => /\shidden\s*>/.test(line))).toEqual([
			false,
			true,
		]);
		expect(text).toContain('1 shown');
	});

	it("has the scopes to paste that a connection of one of n8n's own types needs", () => {
		const required = [{ name: 'https://www.googleapis.com/auth/gmail.send', label: 'gmail.send' }];
		const { details } = row('a');
		const gmail = row('a', {
			type: 'gmailOAuth2',
			details: { ...details, permissions: { ...details.permissions, required } },
		});
		expect(written([gmail], { connection: 'a' })).toMatch(/<pre[^>]*>[^<]*gmail\.send<\/pre>/);
	});

	it('writes a thousand connections, each once', () => {
		const rows = Array.from({ length: 1_000 }, (_, index) => row(String(index)));
		expect(written(rows).match(/<tr\s+data-row/g)).toHaveLength(1_000);
	});

	it('says when each was last used, how far back that reaches, or why it is not known', () => {
		const at = '2026-11-27T12:00:00.000Z';
		const since = '2026-11-13T08:30:00.000Z';
		const rows = [row('a', { lastUsed: '2026-11-20T10:15:00.000Z' }), row('b')];
		expect(written(rows)).not.toContain('No run stored');
		const known = written(rows, {}, { uses: { at, since, used: {} } });
		expect(known).toContain('2026-11-20 10:15 UTC');
		expect(known.match(/No run stored/g)).toHaveLength(1);
		expect(known).toContain('2026-11-13 08:30 UTC');
		const problem = 'The API key may not list executions';
		const refused = written(rows, {}, { uses: { at, used: {}, problem } });
		expect(refused).toContain(`Last use is not available. ${problem}`);
		expect(refused).not.toContain('No run stored');
	});

	it('goes on with the verifying of many without script, by one button', () => {
		const step = {
			done: 25,
			total: 60,
			since: '2026-11-27T00:00:00.000Z',
			ids: ['*'],
			verified: [],
		};
		const text = written([row('a')], { search: 'x' }, { step });
		const [form = ''] = /<form[^>]*data-without-script[\s\S]*?<\/form>/.exec(text) ?? [];
		expect(form).toMatch(/<progress[^>]*max="60"[^>]*value="25"/);
		expect(form).toContain('25 of 60 verified');
		for (const [name, value] of [
			['act', 'verify'],
			['token', 'token-of-verify'],
			['id', '*'],
			['since', step.since],
			['search', 'x'],
		]) {
			expect(form).toContain(`name="${name}" value="${value}"`);
		}
		expect(written([row('a')], {}, { step: { ...step, done: 60 } })).not.toContain(
			'of 60 verified',
		);
	});

	it('says when access ends that use keeps alive, and which has no use', () => {
		const workflow = { id: 'w', name: 'Daily', state: 'active', isActive: true };
		const until = '2027-05-27T10:15:00.000Z';
		const text = written([
			row('a', { expires: `if unused until ${until}`, workflows: [workflow] }),
		]);
		expect(text).toMatch(/If unused until\s*<time datetime="2027-05-27T10:15:00.000Z">/);
		expect(text).toContain('Not told');
		expect(written([row('a')])).toMatch(/<span class="muted">Unused<\/span>/);
	});

	it('lets only its own style and script run', () => {
		const text = written([row('a')]);
		const [, nonce = ''] = /<script nonce="([^"]+)"/.exec(text) ?? [];
		expect(nonce.length).toBeGreaterThanOrEqual(22);
		expect(text).toContain('default-src &#39;none&#39;');
		expect(written([row('a')])).not.toContain(nonce);
	});
});

describe('what the script puts into the page', () => {
	const rows = [row('a'), row('b'), row('c')];

	it('is the connections of a step, the counts, how far it is, and the next note', () => {
		const since = '2026-11-27T00:00:00.000Z';
		const step = { done: 1, total: 3, since, ids: ['*'], verified: ['b'] };
		const text = part(shown(rows, {}, { step }), 'verify').toString();
		expect(text.match(/data-row="\w"/g)).toEqual(['data-row="b"']);
		expect(text).toMatch(/<main[^>]*data-done="1"[^>]*data-total="3"/);
		expect(text).toContain('value="token-of-verify"');
		expect(text).toContain('data-summary');
		expect(text).not.toContain('<script');
	});

	it('is the last use of all connections, once it is read', () => {
		const uses = { at: '2026-11-27T00:00:00.000Z', used: {} };
		const text = part(shown(rows, {}, { uses }), 'lastUse').toString();
		expect(text.match(/data-use="\w"/g)).toEqual(rows.map(({ id }) => `data-use="${id}"`));
		expect(text).toContain('value="token-of-lastUse"');
	});
});

it('a table for spreadsheets holds no formula', () => {
	const [, line] = csvOf([row('a', { name: '=HYPERLINK("x")' })]).split('\r\n');
	expect(line).toMatch(/^"'=HYPERLINK\(""x""\)",/);
});

it('a table for spreadsheets tells active workflows from others, and what is unused', () => {
	const daily = { id: '1', name: 'Daily', state: 'active', isActive: true };
	const old = { id: '2', name: 'Old', state: 'inactive', isActive: false };
	const [titles = '', used = '', unused = ''] = csvOf([
		row('a', { workflows: [daily, old] }),
		row('b'),
	]).split('\r\n');
	const at = (line: string, title: string) => line.split(',')[titles.split(',').indexOf(title)];
	expect(at(used, '"Active workflows"')).toBe('"Daily"');
	expect(at(used, '"Inactive workflows"')).toBe('"Old"');
	expect(at(used, '"Unneeded"')).toBe('"not told"');
	expect(at(unused, '"Unneeded"')).toBe('"unused"');
});

it('the script is a function that can run by itself', () => {
	expect(String(run)).toMatch(/^function run\(/);
	expect(String(run)).not.toMatch(/<\/|\b(?:exports|require|_[a-z]+)\b/);
});

it('a request that the trigger did not make is none', () => {
	expect(pageRequest.safeParse({ page: { user: { id: 'u' } } }).success).toBe(false);
});
