import type { Service } from '../../../connection/model/service.ts';
import { variantsOf } from '../../../connection/model/service.ts';
import { memberAt } from '../../../connection/model/address.ts';
import { knownScopes } from '../../../sandbox/services/derived/declaration.mts';
import { BY_HAND } from '../../../sandbox/services/list.mts';
import { services as everyService } from '../../../services/index.ts';
import { startWorld } from './world.mts';

const services = everyService.filter(({ name }) => !BY_HAND.includes(name));

let world: Awaited<ReturnType<typeof startWorld>>;

beforeAll(async () => {
	world = await startWorld(services);
});

afterAll(async () => {
	await world.stop();
});

/** The services of which something holds, as rows of a table. */
const rowsWhere = (holds: (service: Service) => unknown) =>
	services.filter(holds).map((service) => [service.name, service] as const);

/** Some scopes that the service has, besides those that are always requested. */
const someScopes = (service: Service) => {
	const { scopes: { always = [] } = {}, access } = service.oauth2 ?? {};
	if (access !== 'scopes') return [];
	const own = Object.values(service.permissions).flatMap(({ scopes }) => scopes);
	return [...new Set(own)].filter((scope) => !always.includes(scope)).slice(0, 3);
};

/** What the declaration finds in a token answer. */
const readToken = ({ oauth2 }: Service, answer: unknown) => {
	const [identity] = Object.values(oauth2?.identities ?? {});
	return {
		secret: String(memberAt(answer, identity?.token ?? 'access_token')),
		refreshToken: String(memberAt(answer, 'refresh_token') ?? ''),
		scope: memberAt(answer, identity?.granted ?? 'scope'),
	};
};

const verify = async (service: Service, held: { secret: string }) => {
	const { oauth2 } = service;
	if (!oauth2) throw new Error(`${service.displayName} has no OAuth 2.0 variant`);
	return await world.ask(service, 'oauth2', oauth2.verify, held);
};

/** Whether a verification was answered as one of a good connection. */
const refusalOf = ({ exampleRefusal }: Service) =>
	exampleRefusal?.body ?? { error: 'invalid_token' };

const withOAuth2 = rowsWhere(({ oauth2 }) => oauth2);

describe('an independent client, configured from the declaration alone', () => {
	it.each(withOAuth2)(
		'connects to %s, is verified, and is refused once it was revoked',
		async (_name, service) => {
			const { oauth2 } = service;
			const held = readToken(
				service,
				await world.connect(service, { scopes: someScopes(service) }),
			);
			const { status, answer } = await verify(service, held);
			expect({ status, answer }).toEqual({ status: 200, answer: expect.anything() });
			expect(answer).not.toMatchObject(refusalOf(service));
			if (oauth2?.revoke) {
				const revoked = await world.ask(service, 'oauth2', oauth2.revoke, held);
				expect(revoked.status).toBe(200);
			} else {
				await world.standIn(service).revokeGrants();
			}
			expect((await verify(service, held)).answer).toMatchObject(refusalOf(service));
		},
	);

	it.each(withOAuth2)('is told by %s what was granted', async (_name, service) => {
		const { oauth2 } = service;
		const scopes = someScopes(service);
		const all = [...(oauth2?.scopes?.always ?? []), ...scopes];
		const held = readToken(service, await world.connect(service, { scopes }));
		const { granted } = oauth2 ?? {};
		if (granted) {
			const { status, answer, headers } = await world.ask(service, 'oauth2', granted, held);
			const read = granted.parse(answer, { status, headers, parts: {} });
			const given = oauth2?.access === 'scopes' ? all : knownScopes(service, 'oauth2');
			expect(read?.granted.toSorted()).toEqual(given.toSorted());
		} else if (oauth2?.access === 'scopes') {
			const { separator = ' ' } = oauth2.scopes ?? {};
			expect(String(held.scope).split(separator).toSorted()).toEqual(all.toSorted());
		} else {
			expect(held.scope).toBeUndefined();
		}
	});

	it.each(rowsWhere(({ oauth2 }) => oauth2?.identities))(
		'is told by %s for whom the token acts, where others say that it is a bearer token',
		async (_name, service) => {
			const [[name, { token }] = ['', { token: '' }]] = Object.entries(
				service.oauth2?.identities ?? {},
			);
			const answer = await world.connect(service, { scopes: someScopes(service) });
			expect(memberAt(answer, token.replace(/access_token$/, 'token_type'))).toBe(name);
		},
	);

	it.each(withOAuth2)('gets no code of %s when the person denies', async (_name, service) => {
		const { query } = await world.consent(service, { press: 'Deny' });
		expect(query).toMatchObject({ error: 'access_denied', state: 'any-state' });
		expect(query).not.toHaveProperty('code');
	});

	it.each(withOAuth2)('gets no token of %s with another secret', async (_name, service) => {
		const { query, proof } = await world.consent(service);
		const exchanged = world.client(service, 'another-secret').exchange(query.code ?? '', proof);
		await expect(exchanged).rejects.toMatchObject({
			data: { payload: { error: 'invalid_client' } },
		});
	});

	it.each(rowsWhere(({ oauth2 }) => oauth2?.pkce))(
		'gets no token of %s without the proof of its code',
		async (_name, service) => {
			const { query } = await world.consent(service);
			const exchanged = world.client(service).exchange(query.code ?? '');
			await expect(exchanged).rejects.toMatchObject({
				data: { payload: { error: 'invalid_grant' } },
			});
		},
	);
});

describe('a renewal', () => {
	const renewable = rowsWhere(({ oauth2 }) => oauth2?.expiry === 'refresh');

	it.each(renewable)(
		'of %s gives a token that is good, and only the newest may renew where renewals rotate',
		async (_name, service) => {
			const before = await world.connect(service, { scopes: someScopes(service) });
			world.standIn(service).expire(readToken(service, before).secret);
			expect((await verify(service, readToken(service, before))).answer).toMatchObject(
				refusalOf(service),
			);
			const renewed = await world.client(service).refresh({ ...before });
			expect((await verify(service, readToken(service, renewed))).status).toBe(200);
			const again = world.client(service).refresh({ ...before });
			if (service.oauth2?.rotates) {
				await expect(again).rejects.toMatchObject({
					data: { payload: { error: 'invalid_grant' } },
				});
			} else {
				expect(readToken(service, await again).secret).not.toBe(readToken(service, renewed).secret);
			}
		},
	);

	it.each(rowsWhere(({ oauth2 }) => oauth2 && oauth2.expiry !== 'refresh'))(
		'is none of %s, whose token says so',
		async (_name, service) => {
			const answer = await world.connect(service);
			expect(answer).not.toHaveProperty('refresh_token');
			if (service.oauth2?.expiry === 'never') expect(answer).not.toHaveProperty('expires_in');
			else expect(answer).toMatchObject({ expires_in: expect.any(Number) });
		},
	);
});

describe('consent in parts', () => {
	it.each(rowsWhere(({ oauth2 }) => oauth2?.partialConsent))(
		'to %s grants the rest',
		async (_name, service) => {
			const [declined = '', ...others] = someScopes(service);
			const held = readToken(
				service,
				await world.connect(service, { scopes: [declined, ...others], untick: [declined] }),
			);
			const { granted } = service.oauth2 ?? {};
			if (!granted) throw new Error('The service does not say what was granted');
			const { status, answer, headers } = await world.ask(service, 'oauth2', granted, held);
			const read = granted.parse(answer, { status, headers, parts: {} });
			expect(read?.granted).toEqual(expect.arrayContaining(others));
			expect(read?.granted).not.toContain(declined);
		},
	);
});

describe('a request for authorization that is not as declared', () => {
	it.each(rowsWhere((service) => someScopes(service).length > 0))(
		'is refused by %s: a scope that it does not have',
		async (_name, service) => {
			const { status, html } = await world.consent(service, { scopes: ['no-such-scope'] });
			expect({ status, html }).toEqual({
				status: 400,
				html: expect.stringMatching(/unknown scopes/),
			});
		},
	);

	const severalScopes = rowsWhere((service) => {
		const { always = [], parameter } = service.oauth2?.scopes ?? {};
		return someScopes(service).length + always.length > 1 && !parameter;
	});
	it.each(severalScopes)(
		'is refused by %s: scopes with another separator',
		async (_name, service) => {
			const separator = service.oauth2?.scopes?.separator === ',' ? ' ' : ',';
			const { status } = await world.consent(service, { scopes: someScopes(service), separator });
			expect(status).toBe(400);
		},
	);
});

describe('an app that acts for itself', () => {
	it.each(rowsWhere(({ clientCredentials }) => clientCredentials))(
		'gets a token of %s that is verified until it is revoked',
		async (_name, service) => {
			const { clientCredentials } = service;
			if (!clientCredentials) throw new Error('It has none');
			const secret = String((await world.ownToken(service)).access_token);
			const ask = async () =>
				await world.ask(service, 'clientCredentials', clientCredentials.verify, { secret });
			expect((await ask()).status).toBe(200);
			world.standIn(service).expire(secret);
			expect((await ask()).answer).toMatchObject(refusalOf(service));
		},
	);
});

describe('a key', () => {
	it.each(rowsWhere(({ apiKey }) => apiKey))(
		'of %s is verified until it is revoked; one that was made up never is',
		async (_name, service) => {
			const { apiKey } = service;
			if (!apiKey) throw new Error('It has none');
			const standIn = world.standIn(service);
			const secret = standIn.issueKey();
			const ask = async (key: string) =>
				(await world.ask(service, 'apiKey', apiKey.verify, { secret: key })).answer;
			expect(await ask(secret)).not.toMatchObject(refusalOf(service));
			expect(await ask(standIn.makeKey())).toMatchObject(refusalOf(service));
			standIn.revokeKey(secret);
			expect(await ask(secret)).toMatchObject(refusalOf(service));
		},
	);

	it.each(rowsWhere(({ apiKey }) => apiKey?.granted))(
		'of %s tells its scopes',
		async (_name, service) => {
			const { granted } = service.apiKey ?? {};
			const secret = world.standIn(service).issueKey();
			if (!granted) throw new Error('It tells none');
			const { status, answer, headers } = await world.ask(service, 'apiKey', granted, { secret });
			expect(granted.parse(answer, { status, headers, parts: {} })?.granted).toEqual(
				knownScopes(service, 'apiKey'),
			);
		},
	);
});

describe('a request that is not signed', () => {
	it.each(rowsWhere(() => true))('is refused by %s', async (_name, service) => {
		const [variant = 'apiKey'] = variantsOf(service);
		const { verify: about } = service[variant] ?? {};
		if (!about) throw new Error('It has no variant');
		const secret = variant === 'apiKey' ? world.standIn(service).makeKey() : '';
		const { answer } = await world.ask(service, variant, { ...about, sign: 'none' }, { secret });
		expect(answer).toMatchObject(refusalOf(service));
	});
});
