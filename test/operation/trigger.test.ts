import type { IDataObject, IHookFunctions } from 'n8n-workflow';
import { z } from 'zod';

import { pollingTrigger, webhookTrigger } from '../../operation/trigger';
import { trigger as ofBoostspace } from '../../nodes/Boostspace/webhook/trigger';
import { trigger as ofConnections } from '../../nodes/Connections/polling/trigger';
import { trigger as ofFacebook } from '../../nodes/FacebookPages/polling/trigger';
import { answer, host, markers, pages } from '../builders';

const URL = 'https://n8n.example/webhook/1';

/** A webhook of pages, which publishing needs. */
const watching = webhookTrigger({
	service: pages,
	requires: ['publishPosts'],
	fields: [{ displayName: 'Page', name: 'page', type: 'string', default: '' }],
	readChoices: () => ({ page: '7' }),
	remembered: z.object({ hook: z.string(), of: z.string() }),
	exists: async (connection, _url, { hook, of }, { page }) => {
		await connection.request({ method: 'GET', path: `/hooks/${hook}` }, z.unknown());
		return of === page;
	},
	register: async (connection, url, { page }, left) => {
		const body = { url, ...(left ? { instead: left.hook } : {}) };
		await connection.request({ method: 'POST', path: '/hooks', body }, z.unknown());
		return { hook: '1', of: page };
	},
	remove: async (connection, { hook }) => {
		await connection.request({ method: 'DELETE', path: `/hooks/${hook}` }, z.unknown());
	},
	receive: async () => ({ noWebhookResponse: true }),
});

/** Has n8n switch the trigger on or off, with a connection of these scopes. */
function activating(scope: string, remembered: IDataObject = {}, status = 200) {
	const { context, requests } = host({
		service: pages,
		credentials: { scope, oauthTokenData: { access_token: markers.grant, scope } },
		script: () => answer(status, status < 300 ? {} : { error: { message: 'No', code: 200 } }),
	});
	const hooks: IHookFunctions = Object.assign(Object.create(context), {
		getWorkflowStaticData: () => remembered,
		getNodeWebhookUrl: () => URL,
	});
	const sent = () => requests.map(({ method, url }) => `${method} ${url.replace(/^.*v26\.0/, '')}`);
	return { hooks, sent, requests, remembered };
}

const READING = 'pages_list,pages_read';
const PUBLISHING = 'pages_list,pages_publish';

describe('a trigger that a service calls', () => {
	it('says in its panel what it needs, before its own fields', () => {
		expect(watching.properties.map(({ displayName }) => displayName)).toEqual([
			'Needs: Publish posts',
			'Page',
		]);
	});

	it.each(['checkExists', 'create'] as const)(
		'is stopped before any request of %s where a permission is missing, and names it',
		async (deed) => {
			const { hooks, sent, remembered } = activating(READING, { hook: '1', of: '7' });
			await expect(watching[deed](hooks)).rejects.toMatchObject({
				message: expect.stringMatching(/may not: Publish posts/),
				description: expect.stringMatching(/Nothing was sent/),
			});
			expect(sent()).toEqual([]);
			expect(remembered).toEqual({ hook: '1', of: '7' });
		},
	);

	it('remembers what it registered, and stands as long as it is for the same choices', async () => {
		const { hooks, sent, remembered } = activating(PUBLISHING);
		expect(await watching.checkExists(hooks)).toBe(false);
		expect(sent()).toEqual([]);
		expect(await watching.create(hooks)).toBe(true);
		expect(remembered).toEqual({ hook: '1', of: '7' });
		expect(await watching.checkExists(hooks)).toBe(true);
		remembered.of = '8';
		expect(await watching.checkExists(hooks)).toBe(false);
	});

	it('is given what it remembers of the one before', async () => {
		const { hooks, requests } = activating(PUBLISHING, { hook: '5', of: '8' });
		await watching.create(hooks);
		expect(requests[0]?.body).toEqual({ url: URL, instead: '5' });
	});

	it('explains a refusal by what the trigger needs', async () => {
		const { hooks } = activating(PUBLISHING, {}, 403);
		await expect(watching.create(hooks)).rejects.toMatchObject({
			message: expect.stringMatching(/"My connection" may not do this in Pages/),
		});
	});

	it('forgets what it has removed, also with a connection that may do nothing else', async () => {
		const { hooks, sent, remembered } = activating(READING, { hook: '1', of: '7', other: true });
		expect(await watching.delete(hooks)).toBe(true);
		expect(sent()).toEqual(['DELETE /hooks/1']);
		expect(remembered).toEqual({ other: true });
	});

	it('keeps what could not be removed', async () => {
		const { hooks, remembered } = activating(READING, { hook: '1', of: '7' }, 403);
		await expect(watching.delete(hooks)).rejects.toThrow(/may not do this/);
		expect(remembered).toEqual({ hook: '1', of: '7' });
	});
});

describe('a trigger that asks again and again', () => {
	const events = {
		newPost: { name: 'New Post', requires: ['readPosts'] },
		newOrder: { name: 'New Order', requires: ['manage'] },
	};
	const fields = [
		{ displayName: 'Event', name: 'event', type: 'options' as const, default: 'newPost' },
		{ displayName: 'Page', name: 'page', type: 'string' as const, default: '' },
	];

	it('shows for each event what it needs, behind the choice of the event', () => {
		const { properties } = pollingTrigger({
			service: pages,
			events,
			fields,
			poll: async () => null,
		});
		expect(
			properties.map(({ displayName, displayOptions }) => [displayName, displayOptions]),
		).toEqual([
			['Event', undefined],
			['Needs: Read posts', { show: { event: ['newPost'] } }],
			['Needs: Manage the page', { show: { event: ['newOrder'] } }],
			['Page', undefined],
		]);
	});
});

it.each([
	['Boost.space', ofBoostspace, ['Needs: Create, Delete']],
	[
		'Facebook Pages',
		ofFacebook,
		["Needs: Read comments and visitors' posts", 'Needs: Read pages and posts'],
	],
	['Connections', ofConnections, [expect.stringMatching(/^Needs: /)]],
])('the trigger of %s says what it needs', (_name, { properties }, said) => {
	const notices = properties.filter(({ name }) => name === 'permissionNotice');
	expect(notices.map(({ displayName }) => displayName)).toEqual(said);
});
