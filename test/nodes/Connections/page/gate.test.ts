import type { IDataObject } from 'n8n-workflow';

import { receive } from '../../../../nodes/Connections/page/gate';
import { PURPOSE } from '../../../../nodes/Connections/page/request';
import { seal } from '../../../../nodes/Connections/page/seal';
import { openConnection } from '../../../../connection/connection';
import { n8n } from '../../../../services/n8n';
import type { Asked } from './gateway';
import { at, URL_OF_PAGE } from './gateway';

/** What the gate gives to the nodes behind it. */
async function through(asked: Asked) {
	const { context, said } = at(asked);
	const { workflowData } = await receive(context);
	return { said, page: workflowData?.[0]?.[0]?.json.page as IDataObject | undefined };
}

const secret = async () => (await openConnection(at({}).context, n8n)).secretFor(PURPOSE);

const session = async (user = 'olga', node = 'gate') =>
	`n8n-connections-page=${seal(await secret(), 'session', { node, user })}`;

const token = async (act: string, user = 'olga', node = 'gate') =>
	seal(await secret(), 'act', { node, user, act, once: 'o' });

describe('who opens the page', () => {
	it('without a session is sent to the sign-in form, and remembered by a cookie that no script reads', async () => {
		const { said, page } = await through({});
		expect(page).toBeUndefined();
		expect(said.status).toBe(302);
		expect(said.headers.location).toMatch(
			/^https:\/\/n8n\.example\/form\/connections-sign-in\?state=/,
		);
		expect(said.cookies).toEqual([
			expect.stringMatching(
				/^n8n-connections-sign-in=[\w-]+; Path=\/webhook\/connections; HttpOnly; SameSite=Lax; Secure$/,
			),
		]);
	});

	it('comes back with a ticket and gets a session, in the same browser only', async () => {
		// "s", hashed: n8n stores the ticket with the execution, where it must not say what the cookie holds.
		const state = 'BDpxh3TFcr2KJa2-sb_NXAJWrhHOz5-cP5JdDlK-r4k';
		const ticket = seal(await secret(), 'ticket', { node: 'gate', state, user: 'olga' });
		const here = await through({ query: { ticket }, cookie: 'n8n-connections-sign-in=s' });
		expect(here.said.headers.location).toBe(URL_OF_PAGE);
		expect(here.said.cookies.join()).toContain('n8n-connections-page=');
		const elsewhere = await through({ query: { ticket }, cookie: 'n8n-connections-sign-in=t' });
		expect(elsewhere.said.status).toBe(403);
		expect(elsewhere.said.cookies).toEqual([]);
	});

	it('sees it as owner or admin', async () => {
		for (const role of ['global:owner', 'global:admin']) {
			const { page } = await through({ cookie: await session(), role });
			expect(page?.user).toEqual({ id: 'olga', email: 'olga@example.com', name: 'Olga' });
		}
	});

	it.each(['global:member', 'global:chatUser', 'constructor'])('is refused as %s', async (role) => {
		const { said, page } = await through({ cookie: await session(), role });
		expect([said.status, page]).toEqual([403, undefined]);
		expect(said.headers).toMatchObject({
			'cache-control': 'no-store',
			'referrer-policy': 'no-referrer',
			'x-frame-options': 'DENY',
		});
		// The next try asks n8n anew who is there.
		expect(said.cookies).toEqual([expect.stringMatching(/^n8n-connections-page=;.*Max-Age=0/)]);
	});

	it('sees it by name, whatever the role, and only by name', async () => {
		const parameters = { access: 'people', people: 'paul@example.com, Olga@Example.com' };
		const named = { cookie: await session(), role: 'global:member', parameters };
		expect((await through(named)).page).toBeDefined();
		const others = {
			...named,
			role: 'global:owner',
			parameters: { ...parameters, people: 'p@x.com' },
		};
		expect((await through(others)).said.status).toBe(403);
	});

	it('is asked again when the session is of another page', async () => {
		expect((await through({ cookie: await session('olga', 'other') })).said.status).toBe(302);
	});

	it('is refused when n8n does not know them any more, or does not say', async () => {
		const cookie = await session();
		expect((await through({ cookie, status: 404 })).said.status).toBe(403);
		const lacking = await through({ cookie, status: 403 });
		expect(lacking.said.status).toBe(502);
		expect(lacking.said.body).toContain('user:read');
	});

	it('is told which scopes the API key of the page lacks', async () => {
		const { said, page } = await through({
			cookie: await session(),
			scopes: ['user:read', 'workflow:list'],
		});
		expect([said.status, page]).toEqual([502, undefined]);
		expect(said.body).toContain('lacks the scopes credential:list, credential:read.');
	});

	it('is told to publish the workflow while it is tested', async () => {
		expect((await through({ mode: 'manual' })).said.status).toBe(409);
	});
});

describe('an act', () => {
	const post = async (form: IDataObject, more: Asked = {}) =>
		await through({ method: 'POST', form, ...more });

	it('passes with its note: the person is read again', async () => {
		const form = { token: await token('rename'), act: 'rename', one: 'c', name: 'New' };
		const { page } = await post(form);
		expect(page?.act).toMatchObject({ name: 'rename', once: 'o', ids: ['c'] });
		expect(page?.act).toEqual(
			expect.objectContaining({ values: { act: 'rename', one: 'c', name: 'New' } }),
		);
		expect((await post(form, { role: 'global:member' })).said.status).toBe(403);
	});

	it('does not pass with more connections than n8n reads of a form', async () => {
		const id = Array.from({ length: 901 }, (_, index) => String(index));
		const { said, page } = await post({ token: await token('verify'), act: 'verify', id });
		expect([said.status, page]).toEqual([413, undefined]);
	});

	it('does not pass with a note for another act or page, nor with none', async () => {
		for (const given of [
			await token('verify'),
			await token('rename', 'olga', 'other'),
			seal(Buffer.from('of another n8n'), 'act', {
				node: 'gate',
				user: 'olga',
				act: 'rename',
				once: 'o',
			}),
			undefined,
		]) {
			const { said, page } = await post({ token: given, act: 'rename', one: 'c' });
			expect([said.status, page]).toEqual([403, undefined]);
		}
	});

	it('does not pass by GET', async () => {
		const query = { token: await token('delete'), act: 'delete', one: 'c' };
		const { page } = await through({ query, cookie: await session() });
		expect(page).toBeDefined();
		expect(page?.act).toBeUndefined();
	});

	it('does not pass when it is too large or no form', async () => {
		const form = { token: await token('verify'), act: 'verify' };
		expect((await post(form, { size: 70_000 })).said.status).toBe(413);
		expect((await post(form, { type: 'application/json' })).said.status).toBe(415);
	});
});
