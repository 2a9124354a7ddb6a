import type { Ran, Shared } from './process';
import { noteIn, startProcess } from './process';

type Process = ReturnType<typeof startProcess>;

const manyIds = (count: number) => Array.from({ length: count }, (_, index) => `c${index}`);

const sharing = (more: Partial<Shared> = {}): Shared => ({
	database: '{}',
	connections: manyIds(2),
	asked: [],
	...more,
});

/** Sends a form of the page through the gate to the node behind it. */
async function send(process: Process, form: Record<string, string>): Promise<Ran> {
	const { page } = await process.pass({ method: 'POST', form });
	if (!page) throw new Error('The form was refused');
	return await process.run(page);
}

const verifying = (body: string, more: Record<string, string> = {}) => ({
	act: 'verify',
	token: noteIn(body, 'verify'),
	one: '*',
	...more,
});

const verifiedIn = ({ body }: Ran) => body.match(/data-row="/g)?.length ?? 0;

describe('verifying many', () => {
	it('goes step by step, each with the note of the one before, and says how far it is', async () => {
		const shared = sharing({ connections: manyIds(60) });
		const one = startProcess(shared);
		let { body } = await one.open();
		let since = '';
		const steps: unknown[] = [];
		for (let count = 0; count < 3; count += 1) {
			const ran = await send(one, verifying(body, { since, format: 'part' }));
			ran.end();
			({ body } = ran);
			const [, done, total, begun = ''] =
				/data-done="(\d+)"\s+data-total="(\d+)"\s+data-since="([^"]+)"/.exec(body) ?? [];
			since = begun;
			steps.push([done, total, verifiedIn(ran)]);
		}
		expect(steps).toEqual([
			['25', '60', 25],
			['50', '60', 25],
			['60', '60', 10],
		]);
		expect(body).toContain('Verified 60: 60 working.');
		// What is clicked in a piece opens the whole page.
		expect(body).toMatch(/href="\?connection=c59"/);
		expect(body).not.toMatch(/href="[^"]*format=part/);
		const tests = shared.asked.filter((path) => path.endsWith('/test'));
		expect(new Set(tests).size).toBe(60);
		expect(tests).toHaveLength(60);
	});

	it('shows what was found before, with its date, before anything is verified again', async () => {
		const shared = sharing();
		const one = startProcess(shared);
		(await send(one, verifying((await one.open()).body))).end();
		const before = shared.asked.length;
		const { body } = await one.open();
		expect(body.match(/<span class="pill working">/g)).toHaveLength(2);
		expect(body).toContain(`${new Date().toISOString().slice(0, 10)} `);
		expect(shared.asked.slice(before).filter((path) => path.endsWith('/test'))).toEqual([]);
		// What is a day old is verified by itself.
		expect(body).not.toMatch(/data-verifying\s+data-old/);
		shared.database = shared.database.replace(/"at":"[^"]+"/g, '"at":"2026-01-01T00:00:00.000Z"');
		expect((await one.open()).body).toMatch(/data-verifying\s+data-old/);
	});

	it('says so when nothing was selected', async () => {
		const one = startProcess(sharing());
		const { body } = await one.open();
		const ran = await send(one, { act: 'verify', token: noteIn(body, 'verify') });
		expect(ran.body).toContain('No connection was selected.');
	});
});

describe('the last use', () => {
	const executions = [
		{ id: '9', status: 'success', startedAt: '2026-11-20T10:15:00.000Z', workflowId: 'w' },
		{ id: '8', status: 'error', startedAt: '2026-11-13T08:30:00.000Z', workflowId: 'other' },
	];

	const reading = (body: string) => ({ act: 'lastUse', token: noteIn(body, 'lastUse') });

	it('is read after the page is shown, and remembered', async () => {
		const shared = sharing({ executions });
		const one = startProcess(shared);
		const first = await one.open();
		expect(first.body).toMatch(/data-using\s+data-old/);
		expect(shared.asked).not.toContain('GET /executions');
		const ran = await send(one, reading(first.body));
		ran.end();
		// It changes nothing, so that there is nothing to log.
		expect(ran.items).toEqual([]);
		const { body } = await one.open();
		expect(body).toContain('2026-11-20 10:15 UTC');
		expect(body.match(/No run stored/g)).toHaveLength(1);
		expect(body).not.toMatch(/data-using\s+data-old/);
		expect(shared.asked.filter((path) => path === 'GET /executions')).toHaveLength(1);
	});

	it('is not available where the key may not list executions, which is said', async () => {
		const scopes = ['credential:list', 'credential:read', 'workflow:list', 'user:read'];
		const one = startProcess(sharing({ executions, scopes }));
		const { body } = await send(one, reading((await one.open()).body));
		expect(body).toContain('Last use is not available.');
		expect(body).toContain('execution:list');
	});
});

describe('states', () => {
	it('without a connection, the page says what to do', async () => {
		const one = startProcess(sharing({ connections: [] }));
		expect((await one.open()).body).toContain('This n8n has no connections yet');
	});

	it('a failure of n8n is told in a page, without a script', async () => {
		const one = startProcess(sharing({ status: 500 }));
		const { status, body, items } = await one.open();
		expect([status, items]).toEqual([502, []]);
		expect(body).toContain('The page cannot be shown');
		expect(body).toContain('Open the page');
		expect(body).not.toContain('<script');
	}, 60_000);
});

describe('two processes of one n8n', () => {
	it('take notes from each other, and refuse what the other one has used', async () => {
		const shared = sharing();
		const [one, other] = [startProcess(shared), startProcess(shared)];
		expect(one.code).not.toBe(other.code);
		const form = verifying((await one.open()).body);
		const done = await send(other, form);
		done.end();
		expect(done.body).toContain('Verified 2: 2 working.');
		const again = await send(one, form);
		expect(again.body).toContain('This form was sent before. Nothing was done again.');
		expect(again.items).toMatchObject([{ act: 'verify', result: 'refused' }]);
	});

	it('see what the other one found', async () => {
		const shared = sharing();
		const [one, other] = [startProcess(shared), startProcess(shared)];
		(await send(one, verifying((await one.open()).body))).end();
		expect((await other.open()).body.match(/<span class="pill working">/g)).toHaveLength(2);
	});

	it('cannot refuse it while the first run has not ended, as docs/security.md says', async () => {
		const shared = sharing();
		const [one, other] = [startProcess(shared), startProcess(shared)];
		const form = verifying((await one.open()).body);
		const [first, second] = [await send(one, form), await send(other, form)];
		first.end();
		second.end();
		expect(second.body).toContain('Verified 2: 2 working.');
		expect((await send(one, form)).body).toContain('This form was sent before.');
	});
});
