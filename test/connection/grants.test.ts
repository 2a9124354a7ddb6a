import { createHmac } from 'node:crypto';

import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';
import { z } from 'zod';

import { openConnection } from '../../connection/connection';
import { facebookPages } from '../../services/facebookPages';
import type { Script, Setting } from '../builders';
import { answer, host, markers } from '../builders';

const SECRET = markers.client;

const proofOf = (token: string) => createHmac('sha256', SECRET).update(token).digest('hex');

const scopesOfReading = 'pages_show_list,pages_read_engagement';

const stored = (more: ICredentialDataDecryptedObject = {}): ICredentialDataDecryptedObject => ({
	clientId: '635959587059',
	clientSecret: SECRET,
	scope: `${scopesOfReading},pages_manage_posts`,
	oauthTokenData: { access_token: markers.grant, token_type: 'bearer' },
	...more,
});

const statuses = (of: Record<string, string>) => ({
	data: Object.entries(of).map(([permission, status]) => ({ permission, status })),
});

/** What the Graph API answers: `/me/permissions` as given, everything else with an id and a name. */
const graph =
	(permissions: Record<string, string>): Script =>
	({ url }) =>
		answer(200, url.endsWith('/permissions') ? statuses(permissions) : { id: '1', name: 'Ada' });

const open = async (setting: Partial<Setting> = {}) => {
	const { context, requests } = host({
		service: facebookPages,
		credentials: stored(),
		script: graph({ pages_show_list: 'granted', pages_read_engagement: 'granted' }),
		...setting,
	});
	return { connection: await openConnection(context, facebookPages), requests };
};

const paths = (requests: readonly IHttpRequestOptions[]) =>
	requests.map(({ method, url }) => `${method} ${new URL(url).pathname}`);

describe('what a connection was granted', () => {
	it('is asked of the service where the token answer does not say it', async () => {
		const { connection, requests } = await open({
			script: graph({
				pages_show_list: 'granted',
				pages_read_engagement: 'granted',
				pages_manage_posts: 'declined',
				read_insights: 'declined',
			}),
		});
		expect(await connection.permissions()).toEqual({
			requested: ['readPosts', 'publishPosts'],
			granted: ['readPosts'],
			declined: ['publishPosts'],
			expired: [],
		});
		expect(paths(requests)).toEqual(['GET /v26.0/me/permissions']);
	});

	it('is not asked where nothing is required', async () => {
		const { connection, requests } = await open();
		expect(await connection.check([])).toMatchObject({ missing: [] });
		expect(requests).toEqual([]);
	});

	it('is not asked where the permission was not even requested: it is missing', async () => {
		const { connection, requests } = await open();
		expect(await connection.check(['readComments'])).toEqual({
			missing: ['readComments'],
			known: { requested: ['readPosts', 'publishPosts'] },
		});
		expect(requests).toEqual([]);
	});

	it('is missing what the service says was declined, or has run out', async () => {
		const { connection } = await open({
			script: graph({
				pages_show_list: 'granted',
				pages_read_engagement: 'granted',
				pages_manage_posts: 'expired',
			}),
		});
		expect(await connection.check(['publishPosts'])).toMatchObject({
			missing: ['publishPosts'],
			known: { expired: ['publishPosts'] },
		});
	});

	it('counts as requested where the service cannot say it: unknown is never called missing', async () => {
		const { connection } = await open({ script: () => answer(400, { error: { code: 999 } }) });
		expect(await connection.check(['publishPosts'])).toMatchObject({ missing: [] });
	});

	it('cannot be told of a connection that the service no longer accepts', async () => {
		const { connection } = await open({
			script: () => answer(400, { error: { code: 190, error_subcode: 458, message: 'Removed' } }),
		});
		await expect(connection.check(['publishPosts'])).rejects.toMatchObject({ kind: 'reauthorize' });
	});

	it('is asked once an execution, and anew in the next', async () => {
		const asked = async (executionId: string) => {
			const { connection, requests } = await open({ executionId });
			await connection.check(['readPosts']);
			return requests.length;
		};
		expect([await asked('41'), await asked('41'), await asked('42')]).toEqual([1, 0, 1]);
	});
});

describe('the proof of the app', () => {
	const anything = z.unknown();

	it('goes with every request, for the token that signs it', async () => {
		const { connection, requests } = await open();
		await connection.request({ method: 'GET', path: '/me' }, anything);
		await connection.as('page-token-0123456789').request({ method: 'POST', path: '/1' }, anything);
		expect(requests.map(({ qs, headers }) => [qs, headers?.Authorization])).toEqual([
			[{ appsecret_proof: proofOf(markers.grant) }, undefined],
			[{ appsecret_proof: proofOf('page-token-0123456789') }, 'Bearer page-token-0123456789'],
		]);
	});

	it('goes with a pasted token where its app secret is known', async () => {
		const token = markers.pasted;
		const send = async (more: ICredentialDataDecryptedObject) => {
			const { connection, requests } = await open({
				variant: 'apiKey',
				credentials: { apiKey: token, ...more },
			});
			await connection.request({ method: 'GET', path: '/me' }, anything);
			return requests.map(({ qs }) => qs);
		};
		expect(await send({})).toEqual([{}]);
		expect(await send({ appSecret: SECRET })).toEqual([{ appsecret_proof: proofOf(token) }]);
	});

	it.each([
		['the proof', proofOf(markers.grant)],
		["a page's token", 'page-token-0123456789'],
	])('is kept out of messages, as is %s', async (_what, secret) => {
		const { connection } = await open();
		connection.as('page-token-0123456789');
		expect(connection.redact(`said ${secret}.`)).toBe('said ***.');
	});
});

describe('when access ends', () => {
	const debugged = (data: unknown) => [{ code: 200, body: JSON.stringify({ data }) }];

	it('is asked with the app itself, and no secret in the URL', async () => {
		const { connection, requests } = await open({
			script: () => answer(200, debugged({ expires_at: 1_800_000_000, data_access_expires_at: 0 })),
		});
		expect(await connection.endings()).toEqual({
			token: new Date('2027-01-15T08:00:00.000Z'),
			access: 'never',
		});
		const [request] = requests;
		expect(request).toMatchObject({ method: 'POST', url: 'https://graph.facebook.com/v26.0/' });
		expect(request?.qs).toEqual({});
		expect(request?.headers?.Authorization).toBeUndefined();
		expect(request?.body).toMatchObject({ access_token: `635959587059|${SECRET}` });
	});

	it('is a failure in the words of the service where it refuses inside the batch', async () => {
		const error = { message: 'Invalid application secret', code: 190 };
		const refused = [{ code: 400, body: JSON.stringify({ error }) }];
		const { connection } = await open({ script: () => answer(200, refused) });
		await expect(connection.endings()).rejects.toMatchObject({
			kind: 'reauthorize',
			message: expect.stringContaining('Invalid application secret'),
		});
	});

	it('is a failure where the service answers something else', async () => {
		const { connection } = await open({ script: () => answer(200, debugged({})) });
		await expect(connection.endings()).rejects.toMatchObject({ kind: 'unreadable' });
	});
});

describe('a revocation', () => {
	it('withdraws the grant at the service', async () => {
		const { connection, requests } = await open({ script: () => answer(200, { success: true }) });
		await connection.revoke();
		expect(paths(requests)[0]).toBe('DELETE /v26.0/me/permissions');
	});

	it.each([
		['refused', answer(401, { error: { message: 'Not authorized', code: 190 } }), true],
		['still accepted', answer(200, { id: '7', name: 'Ada' }), false],
		['not known', answer(403, 'Forbidden by a proxy'), undefined],
	])('asks afterwards whether the connection still works: %s', async (_what, then, isRefused) => {
		const { connection, requests } = await open({
			script: ({ method }) => (method === 'DELETE' ? answer(200, { success: true }) : then),
		});
		expect(await connection.revoke()).toEqual({ isRefused });
		expect(paths(requests).slice(0, 2)).toEqual([
			'DELETE /v26.0/me/permissions',
			expect.stringMatching(/^GET \/v26\.0\/me/),
		]);
	});

	it('cannot be had for a pasted token', async () => {
		const { connection, requests } = await open({
			variant: 'apiKey',
			credentials: { apiKey: markers.pasted },
		});
		await expect(connection.revoke()).rejects.toMatchObject({
			kind: 'input',
			message: '"My connection" cannot be revoked from here',
		});
		expect(requests).toEqual([]);
	});
});

describe('the version of the API', () => {
	it.each([
		[{}, 'v26.0'],
		[{ apiVersion: '24' }, 'v24.0'],
	])('%j is in the address: %s', async (more, version) => {
		const { connection, requests } = await open({ credentials: stored(more) });
		await connection.account();
		expect(requests.map(({ url }) => url)).toEqual([`https://graph.facebook.com/${version}/me`]);
	});
});
