import { allowedDomains, resolveAddress } from '../../connection/model/address';
import { openConnection } from '../../connection/connection';
import { failureOfAnswer } from '../../connection/failure/failure';
import { scopesOf } from '../../connection/model/permissions';
import type { FailureKind } from '../../connection/model/service';
import { variantOf } from '../../connection/model/service';
import { checkPermissions } from '../../operation/permission';
import { boostspaceIntegrator } from '../../services/boostspaceIntegrator';
import { answer, host, readWith } from '../builders';

const { verify, account, granted, access, sign, pattern } = variantOf(
	boostspaceIntegrator,
	'apiKey',
);

const held = ['12345678', '12ef', '4bcd', '8234', '1234567890ab'].join('-');

describe('the address of Boost.space Integrator', () => {
	it('is one for everybody, and the only one to which n8n may send the token', () => {
		expect(resolveAddress(boostspaceIntegrator, {})).toBe('https://integrator.boost.space/api/v2');
		expect(allowedDomains(boostspaceIntegrator)).toBe('integrator.boost.space');
	});
});

describe('the token of Boost.space Integrator', () => {
	it('is sent after Token', () => {
		expect(sign).toEqual({ by: 'header', name: 'Authorization', prefix: 'Token ' });
		expect(access).toBe('key');
	});

	it('has the form that the vendor documents', () => {
		const form = new RegExp(`^(?:${pattern})$`);
		expect(form.test(held)).toBe(true);
		for (const wrong of ['', 'short', `${held}0`, held.replace(/-/g, ''), `Token ${held}`]) {
			expect([wrong, form.test(wrong)]).toEqual([wrong, false]);
		}
	});

	it('has these scopes, and no others are spoken of', () => {
		const scopes = Object.fromEntries(
			Object.entries(boostspaceIntegrator.permissions).map(([name, one]) => [name, one.scopes]),
		);
		expect(scopes).toEqual({
			readConnections: ['connections:read'],
			writeConnections: ['connections:write'],
			readScenarios: ['scenarios:read'],
			runScenarios: ['scenarios:run'],
			writeScenarios: ['scenarios:write'],
			readTeams: ['teams:read'],
			readOrganizations: ['organizations:read'],
		});
		expect(scopesOf(boostspaceIntegrator, Object.keys(scopes))).toHaveLength(7);
	});

	it('is verified by asking what it may do, which every token may ask', () => {
		expect(verify.url).toBe('/users/me/current-authorization');
		expect(granted?.url).toBe(verify.url);
	});

	it('says whose it is', () => {
		expect(account?.url).toBe('/users/me');
		expect(
			readWith(account, { authUser: { id: 7, name: 'Ada', email: 'ada@example.com' } }),
		).toEqual({
			id: '7',
			name: 'Ada',
			user: 'Ada',
			email: 'ada@example.com',
		});
		expect(() => readWith(account, { user: { id: 7 } })).toThrow();
	});
});

describe('what a token may do', () => {
	const open = async (scope: unknown) => {
		const { context, requests } = host({
			service: boostspaceIntegrator,
			credentials: { apiKey: held },
			script: () => answer(200, { authorization: { scope, authUsed: 'token' } }),
		});
		const connection = await openConnection(context, boostspaceIntegrator);
		const paths = () => requests.map(({ method, url }) => `${method} ${new URL(url).pathname}`);
		return { connection, paths };
	};

	const ASKED = ['GET /api/v2/users/me/current-authorization'];

	it('is asked of the service, and writing does not include reading', async () => {
		const { connection, paths } = await open(['connections:write', 'teams:read', 'hooks:read']);
		expect(await connection.permissions()).toEqual({
			granted: ['writeConnections', 'readTeams'],
			declined: [],
			expired: [],
		});
		expect(paths()).toEqual(ASKED);
	});

	it('stops an operation before its request where a scope is missing, and names the scope', async () => {
		const { connection, paths } = await open(['connections:write']);
		await expect(
			checkPermissions(connection, { requires: ['readConnections', 'writeConnections'] }),
		).rejects.toMatchObject({
			message:
				'"My connection" may not: Read connections. It was authorized for: Verify and change connections.',
			advice: expect.stringContaining(
				'Make a new API Token with the right to "Read connections" (connections:read)',
			),
		});
		expect(paths()).toEqual(ASKED);
	});

	it('that the service does not tell is not called missing', async () => {
		const { connection } = await open('everything');
		expect(await connection.check(['readTeams'])).toMatchObject({ missing: [] });
	});
});

describe('an error of Boost.space Integrator', () => {
	it('is read with what the app said', () => {
		expect(
			boostspaceIntegrator.parseError({
				message: 'The request failed due to failure of a previous request.',
				code: 'SC424',
				suberrors: [{ message: '[401] Bad credentials', name: 'RuntimeError' }],
			}),
		).toEqual({
			code: 'SC424',
			detail: 'The request failed due to failure of a previous request.',
			fields: [{ field: '', message: '[401] Bad credentials' }],
		});
	});

	it('is read with its detail, whatever else it holds', () => {
		const said = { message: 'Permission denied', code: 'SC403' };
		expect(boostspaceIntegrator.parseError({ ...said, detail: 'Access denied.' })).toEqual({
			code: 'SC403',
			detail: 'Access denied.',
		});
		expect(boostspaceIntegrator.parseError({ ...said, detail: [1], suberrors: 'no' })).toEqual({
			code: 'SC403',
			detail: 'Permission denied',
		});
	});

	it.each([
		[{ connection: { id: 1, code: 'SC403', message: 'A name' } }],
		[{ connections: [] }],
		[{ verified: false }],
		[{ message: 'Hello' }],
		[[]],
		['No'],
		[null],
		[undefined],
	])('is not seen in %j', (body) => {
		expect(boostspaceIntegrator.parseError(body)).toBeUndefined();
	});
});

describe('what a refusal of Boost.space Integrator means', () => {
	const refusal = (status: number, code: string) =>
		failureOfAnswer(
			{
				service: boostspaceIntegrator,
				variant: 'apiKey',
				connectionName: 'My connection',
				dialogUrl: 'https://n8n.example/home/credentials/7',
				request: 'POST /connections/1/test',
				redact: (text) => text,
			},
			{ status, body: { message: 'No', code }, isJson: true, harmless: true },
		);

	it.each<[string, FailureKind, number, string]>([
		['a deleted token', 'reauthorize', 401, 'SC401'],
		['a scope or role that is missing', 'permission', 403, 'SC403'],
		['something that is not there', 'notFound', 404, 'SC404'],
		['too many requests', 'throttled', 429, 'SC429'],
		['what an app refuses', 'input', 424, 'SC424'],
		['a wrong value', 'input', 400, 'SC400'],
	])('%s is "%s"', (_what, kind, status, code) => {
		expect(refusal(status, code)).toMatchObject({ kind, status });
	});

	it('comes with what to do where an app refused it', () => {
		expect(refusal(424, 'SC424').advice).toMatch(/reauthorize it there/);
	});
});
