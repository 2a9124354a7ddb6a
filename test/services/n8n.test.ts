import {
	allowedDomains,
	belongsToService,
	knownAddressParts,
	resolveAddress,
} from '../../connection/model/address';
import {
	apiKeyProperties,
	keyAuthentication,
	verifyRequest,
} from '../../connection/credential/credential';
import { openConnection } from '../../connection/connection';
import { variantOf } from '../../connection/model/service';
import { n8n } from '../../services/n8n';
import { answer, evaluate, host, readWith } from '../builders';

const { pattern, ending, account, granted } = variantOf(n8n, 'apiKey');

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A key as n8n makes them: a JSON Web Token. */
const keyWith = (claims: Record<string, unknown>) =>
	[base64({ alg: 'HS256', typ: 'JWT' }), base64({ iss: 'n8n', ...claims }), 'c2lnbmF0dXJl'].join(
		'.',
	);

const held = keyWith({ sub: 'somebody' });

const partsOf = (url: string, own?: string) =>
	knownAddressParts(n8n, 'apiKey', { apiKey: held, url }, own);

describe('the address of an n8n', () => {
	it.each([
		['https://n8n.example.com', 'https://n8n.example.com'],
		['  https://n8n.example.com/  ', 'https://n8n.example.com'],
		['http://localhost:5678', 'http://localhost:5678'],
		['http://10.0.0.7:5678/automation/', 'http://10.0.0.7:5678/automation'],
		['http://[::1]:5678', 'http://[::1]:5678'],
		['https://me.app.n8n.cloud//', 'https://me.app.n8n.cloud'],
	])('is taken as it is pasted: %j', (typed, instance) => {
		expect(partsOf(typed)).toEqual({ instance });
		expect(resolveAddress(n8n, { instance })).toBe(`${instance}/api/v1`);
	});

	it('is that of the n8n that runs the node where it is left empty', () => {
		expect(partsOf('', 'https://own.example.com/')).toEqual({
			instance: 'https://own.example.com',
		});
		expect(partsOf('')).toEqual({ instance: 'http://localhost:5678' });
	});

	it.each([
		'n8n.example.com',
		'ftp://n8n.example.com',
		'https://user@n8n.example.com',
		'https://n8n.example.com#x',
		'https://n8n.example.com?x=1',
		'https://n8n.example.com/a/../b',
		'https://n8n.example.com\\@evil.example',
		// Of the right form, and no URL all the same.
		'https://n8n.example.com:99999',
		'https://[::::]',
		'https://1.2.3.4.5',
		'https://n8n.example.com\nHost: evil.example',
		'javascript:alert(1)',
		'https://',
	])('is refused by its name: %j', (typed) => {
		expect(() => partsOf(typed)).toThrow(/^The address of n8n must look like https:/);
	});

	it('is that of the n8n that runs the node also where only a slash was left', async () => {
		const { context, requests } = host({
			service: n8n,
			credentials: { apiKey: held, url: ' / ' },
			script: () => answer(200, { data: { scopes: [] } }),
		});
		await (await openConnection(context, n8n)).account();
		expect(requests).toEqual([
			expect.objectContaining({
				url: 'https://n8n.example/api/v1/discover',
				headers: expect.objectContaining({ 'X-N8N-API-KEY': held }),
			}),
		]);
	});

	it('is the only one to which requests go', () => {
		const parts = { instance: 'https://n8n.example.com/automation' };
		const belongs = (url: string) => belongsToService(n8n, url, parts);
		expect(belongs('https://n8n.example.com/automation/api/v1/workflows')).toBe(true);
		for (const other of [
			'https://n8n.example.com.evil.example/api/v1',
			'https://n8nxexample.com/api/v1',
			'http://n8n.example.com/api/v1',
			'https://n8n.example.com:8443/api/v1',
			'https://key@n8n.example.com/api/v1',
		]) {
			expect([other, belongs(other)]).toEqual([other, false]);
		}
		expect(belongsToService(n8n, 'https://n8n.example.com/')).toBe(false);
	});

	it("keeps the connection out of n8n's HTTP Request node", () => {
		expect(allowedDomains(n8n)).toBe('');
		const setting = apiKeyProperties(n8n).find(({ name }) => name === 'allowedHttpRequestDomains');
		expect(setting?.default).toBe('none');
	});

	it.each([
		['https://n8n.example.com/', 'https://n8n.example.com/api/v1/discover'],
		['', 'http://localhost:5678/api/v1/discover'],
		['https://user@n8n.example.com', '?/api/v1/discover'],
	])('is where n8n tests the connection: %j', (url, expected) => {
		const { request } = verifyRequest(n8n, 'apiKey');
		expect(evaluate(request.url, { apiKey: held, url })).toBe(expected);
	});
});

describe('the key of an n8n', () => {
	it('has the form that n8n gives it', () => {
		const form = new RegExp(`^(?:${pattern})$`);
		expect(form.test(held)).toBe(true);
		expect(form.test(`n8n_api_${'0a'.repeat(20)}`)).toBe(true);
		for (const wrong of ['', 'eyJ', `${held}.more`, `${held} `, 'n8n_api_']) {
			expect([wrong, form.test(wrong)]).toEqual([wrong, false]);
		}
	});

	it('says when it expires', () => {
		expect(ending?.(keyWith({ exp: 1_800_000_000 }))).toEqual(new Date(1_800_000_000_000));
		expect(ending?.(keyWith({}))).toBe('never');
		for (const silent of [
			'n8n_api_0a',
			'a.%%%.b',
			`a.${base64({ exp: 'soon' })}.b`,
			keyWith({ exp: 1e300 }),
			'',
		]) {
			expect([silent, ending?.(silent)]).toEqual([silent, undefined]);
		}
	});

	it('is signed for that n8n only', async () => {
		const sign = keyAuthentication(n8n);
		if (typeof sign !== 'function') throw new Error('keys are signed by a function');
		const credentials = { apiKey: held, url: 'https://n8n.example.com' };
		const signed = await sign(credentials, { url: 'https://n8n.example.com/api/v1/discover' });
		expect(signed.headers).toEqual({ 'X-N8N-API-KEY': held });
		await expect(sign(credentials, { url: 'https://evil.example/api/v1' })).rejects.toThrow(
			'This connection is for n8n only. It was not sent to another address.',
		);
	});
});

describe('a connection to an n8n', () => {
	it('says what its key may do, whose it is, and until when', async () => {
		const { context, requests } = host({
			service: n8n,
			credentials: { apiKey: keyWith({ exp: 1_800_000_000 }), url: 'https://n8n.example.com' },
			script: () => answer(200, { data: { scopes: ['credential:list', 'tag:list'] } }),
		});
		const connection = await openConnection(context, n8n);
		expect(await connection.permissions()).toMatchObject({ granted: ['listCredentials'] });
		expect(await connection.account()).toEqual({
			id: 'https://n8n.example.com',
			name: 'n8n.example.com',
		});
		expect(await connection.endings()).toEqual({ token: new Date(1_800_000_000_000) });
		expect([...new Set(requests.map(({ url }) => url))]).toEqual([
			'https://n8n.example.com/api/v1/discover',
		]);
	});

	it('refuses an answer that is no list of scopes', () => {
		expect(() => readWith(account, { data: {} })).toThrow();
		expect(() => readWith(granted, {})).toThrow();
	});

	it('takes a sentence for a refusal, and the result of a test for none', () => {
		expect(n8n.parseError({ message: 'Forbidden' })).toEqual({ detail: 'Forbidden' });
		expect(n8n.parseError({ message: 'Conflict', code: 409 })).toEqual({ detail: 'Conflict' });
		expect(n8n.parseError({ status: 'OK', message: 'Connection successful!' })).toBeUndefined();
		expect(n8n.parseError({ data: [] })).toBeUndefined();
	});

	it('has these scopes, and no others are spoken of', () => {
		expect(
			Object.fromEntries(
				Object.entries(n8n.permissions).map(([name, { scopes }]) => [name, scopes]),
			),
		).toEqual({
			listCredentials: ['credential:list'],
			readCredentials: ['credential:read'],
			updateCredentials: ['credential:update'],
			deleteCredentials: ['credential:delete'],
			listWorkflows: ['workflow:list'],
			readWorkflows: ['workflow:read'],
			updateWorkflows: ['workflow:update'],
			activateWorkflows: ['workflow:activate'],
			listExecutions: ['execution:list'],
			readExecutions: ['execution:read'],
			readUsers: ['user:read'],
		});
	});
});
