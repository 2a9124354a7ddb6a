/** The page of `npm start`, with the real stand-ins behind it. */
import { basic } from '../../connection/request/signing.ts';
import { services } from '../../services/index.ts';
import { startPlayground } from '../../sandbox/playground/index.mts';
import { type Played, waysOf } from '../../sandbox/playground/ways.mts';
import { startBoostspace } from '../../sandbox/services/boostspace/index.mts';
import { startBoostspaceIntegrator } from '../../sandbox/services/boostspaceIntegrator/index.mts';
import { startDerived } from '../../sandbox/services/derived/index.mts';
import { startFacebookPages } from '../../sandbox/services/facebookPages/index.mts';
import type { Listening } from '../../sandbox/services/shared/listen.mts';
import { startMailchimp } from '../../sandbox/services/mailchimp/index.mts';

const running = new AsyncDisposableStack();
let played: Played;
let page: Listening;

const mails = [
	{ from: 'n8n@example.com', to: ['ada@example.com'], subject: 'First', text: 'One' },
	{ from: 'n8n@example.com', to: ['ada@example.com'], subject: '<b>Second</b>', text: 'Two' },
];

beforeAll(async () => {
	const boostspace = running.use(disposable(await startBoostspace()));
	const boostspaceIntegrator = running.use(disposable(await startBoostspaceIntegrator()));
	const facebookPages = running.use(disposable(await startFacebookPages()));
	const mailchimp = running.use(disposable(await startMailchimp()));
	const byHand = [boostspace, boostspaceIntegrator, facebookPages, mailchimp];
	const others = services.filter(
		({ name }) => name !== 'n8n' && !byHand.some(({ service }) => service === name),
	);
	const derived = running.use(disposable(await startDerived(others, byHand)));
	played = { boostspace, boostspaceIntegrator, facebookPages, mailchimp, derived };
	page = running.use(
		disposable(
			await startPlayground({
				url: 'http://localhost:5678',
				owner: { email: 'owner@example.com', password: 'Sandbox-2026' },
				browserCommand: 'chromium --proxy-server=http://127.0.0.1:1',
				examples: [{ id: 'e1', name: 'Alert' }],
				played,
				mailbox: { mails },
				connections: async () => [
					{ id: 'c1', name: 'Flowers', type: 'mailchimpConnectionApi' },
					{ id: 'c2', name: 'Mail', type: 'smtp' },
				],
			}),
		),
	);
});

afterAll(async () => {
	await running.disposeAsync();
});

function disposable<T extends { stop(): Promise<void> }>(one: T): T & AsyncDisposable {
	return Object.assign(one, { [Symbol.asyncDispose]: () => one.stop() });
}

const read = async () => await (await fetch(page.url)).text();

const press = async (type: string, action: string) =>
	await fetch(page.url, { method: 'POST', body: new URLSearchParams({ type, action }) });

/** The status with which Mailchimp answers the key of its first account. */
const statusOfKey = async () => {
	const { apiKey, url } = played.mailchimp;
	const headers = { authorization: basic('any', apiKey) };
	return (await fetch(`${url}/3.0/ping`, { headers })).status;
};

describe('the page of the sandbox', () => {
	it('shows where n8n is and how to log in, the examples, and a browser that reaches the stand-ins', async () => {
		const text = await read();
		expect(text).toContain('href="http://localhost:5678"');
		expect(text).toContain('Sandbox-2026');
		expect(text).toContain('href="http://localhost:5678/workflow/e1"');
		expect(text).toContain('chromium --proxy-server=http://127.0.0.1:1');
	});

	it('has every type of connection, but the one to n8n itself, with what to enter', async () => {
		const text = await read();
		const ways = waysOf(played);
		const known = services.filter(({ name }) => name !== 'n8n');
		expect([...new Set(ways.map(({ service }) => service))].sort()).toEqual(
			known.map(({ displayName }) => displayName).sort(),
		);
		for (const { type } of ways) expect(text).toContain(`<code>${type}</code>`);
		expect(text).toContain(played.mailchimp.apiKey);
		expect(text).toContain(played.facebookPages.clientSecret);
		for (const { name } of played.facebookPages.people) expect(text).toContain(name);
	});

	it('shows the mails, the newest first, as text', async () => {
		const text = await read();
		expect(text).toContain('&#60;b&#62;Second&#60;/b&#62;');
		expect(text.indexOf('Second')).toBeLessThan(text.indexOf('First'));
	});

	it('opens a connection in n8n, and has buttons where a stand-in is behind it', async () => {
		const rows = (await read()).split('<tr>');
		const rowOf = (name: string) => rows.find((row) => row.includes(`>${name}</a>`)) ?? '';
		const flowers = rowOf('Flowers');
		const mail = rowOf('Mail');
		expect(flowers).toContain('href="http://localhost:5678/home/credentials/c1"');
		expect(flowers).toContain('>Break</button>');
		expect(mail).toContain('smtp');
		expect(mail).not.toContain('<button');
	});
});

describe('a button', () => {
	it('breaks a key at the service and says so, and another repairs it', async () => {
		expect(await statusOfKey()).toBe(200);
		const answer = await press('mailchimpConnectionApi', 'break');
		expect(await answer.text()).toContain('The key was deleted at Mailchimp');
		expect(await statusOfKey()).toBe(401);
		await press('mailchimpConnectionApi', 'repair');
		expect(await statusOfKey()).toBe(200);
	});

	it.each(['boostspaceConnectionApi', 'boostspaceIntegratorConnectionApi'])(
		'of %s deletes the token and brings it back',
		async (type) => {
			const tokens = () => [
				...played.boostspace.systems[0].tokens.keys(),
				...played.boostspaceIntegrator.world.tokens.keys(),
			];
			const before = tokens();
			await press(type, 'break');
			expect(tokens()).toHaveLength(before.length - 1);
			await press(type, 'repair');
			expect(tokens().sort()).toEqual(before.sort());
		},
	);

	it("lets Facebook's tokens expire", async () => {
		const before = played.facebookPages.clock.now;
		await press('facebookPagesConnectionOAuth2Api', 'expire');
		expect(played.facebookPages.clock.now - before).toBeGreaterThan(60 * 24 * 60 * 60);
	});

	it('of another service takes its keys back, and the page shows a new one', async () => {
		const keyOf = async () =>
			/stripeConnectionApi[^]*?that works<\/th><td><code>([^<]+)/.exec(await read())?.[1];
		const first = await keyOf();
		expect(first).toBeDefined();
		expect(await keyOf()).toBe(first);
		await press('stripeConnectionApi', 'break');
		expect(await keyOf()).not.toBe(first);
	});

	it.each([
		['mailchimpConnectionApi', 'constructor'],
		['smtp', 'break'],
		['', ''],
	])('that the page does not have is refused: %s, %s', async (type, action) => {
		expect((await press(type, action)).status).toBe(400);
	});
});
