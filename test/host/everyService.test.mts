import type { Inquiry, Service, Variant } from '../../dist/index.js';
import { credentialTypeOf, services, variantOf, variantsOf } from '../../dist/index.js';
import type { Credential } from '../../sandbox/client.mts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.mts';
import { addressOf, heldBy } from '../../sandbox/services/derived/declaration.mts';
import { fill } from '../../sandbox/services/derived/texts.mts';
import { BY_HAND } from '../../sandbox/services/list.mts';
import { type OneNode, outputOf } from './workflows.mts';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox();
});

afterAll(async () => {
	await sandbox.stop();
});

const derived = services.filter(({ name }) => !BY_HAND.includes(name));

/** The types of a kind of variant, as rows of a table. */
const typesOf = (wanted: Variant, holds: (service: Service) => unknown = () => true) =>
	derived
		.filter((service) => variantsOf(service).includes(wanted) && holds(service))
		.map((service) => [credentialTypeOf(service, wanted), service] as const);

const standIn = (service: Service) => sandbox.derived.of(service);

/** A connection as a person fills it in, but for what is said otherwise. */
const create = async (service: Service, variant: Variant, other: Record<string, unknown> = {}) => {
	const { data, ...credential } = standIn(service).credentialFor(variant);
	return await sandbox.client.rest.createCredential({
		...credential,
		data: { ...data, ...other },
	});
};

const withKey = async (service: Service, apiKey: string) =>
	await create(service, 'apiKey', { apiKey });

const WRONG = { clientSecret: 'another-secret' };

const connect = async ({ id }: Credential) =>
	await sandbox.client.connectOAuth2(id, { press: 'Allow' });

const test = async ({ id }: Credential) => await sandbox.client.api.testCredential(id);

const OK = { status: 'OK', message: 'Connection successful!' };

/** Lists of names and values as the HTTP Request node has them. */
const pairs = (given: Readonly<Record<string, string>>) => ({
	parameters: Object.entries(given).map(([name, value]) => ({ name, value })),
});

/** n8n's HTTP Request node with the service's own verification. */
function verification(service: Service, variant: Variant, credential: Credential): OneNode {
	const about: Inquiry = variantOf(service, variant).verify;
	const { parts, fields } = heldBy(service, variant);
	// Where the key is a part of the path, its name stands there, and the connection fills it in.
	const isInPath = service.apiKey?.sign?.by === 'path';
	const held = isInPath ? fields : { ...parts, ...fields };
	const texts = (given: Readonly<Record<string, string>> = {}) =>
		Object.fromEntries(
			Object.entries(given)
				.map(([name, text]) => [name, fill(text, held)] as const)
				.filter(([, value]) => value && !/\{\w+\}/.test(value)),
		);
	const headers = texts({ ...service.request?.headers, ...about.headers });
	const query = texts(about.query);
	const body = typeof about.body === 'function' ? undefined : about.body && texts(about.body);
	return {
		credential,
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		resource: '',
		operation: '',
		parameters: {
			authentication: 'predefinedCredentialType',
			nodeCredentialType: credential.type,
			method: about.method ?? 'GET',
			url: fill(addressOf(service, about.url), held),
			sendHeaders: Object.keys(headers).length > 0,
			headerParameters: pairs(headers),
			sendQuery: Object.keys(query).length > 0,
			queryParameters: pairs(query),
			sendBody: body !== undefined,
			contentType: 'json',
			specifyBody: 'json',
			jsonBody: JSON.stringify(body ?? {}),
			options: {},
		},
	};
}

const requestBy = async (service: Service, variant: Variant, credential: Credential) =>
	await outputOf(sandbox.client, verification(service, variant, credential));

const refused = (service: Service) => service.exampleRefusal?.body ?? { error: 'invalid_token' };

/** n8n's OAuth 2.0 client signs in the header Authorization only, whatever a service wants. */
const isSignedByN8n = (variant: 'oauth2' | 'clientCredentials') => (service: Service) =>
	service[variant]?.sign === undefined;
const isNotSignedByN8n = (variant: 'oauth2' | 'clientCredentials') => (service: Service) =>
	!isSignedByN8n(variant)(service);

describe.each(typesOf('oauth2', isNotSignedByN8n('oauth2')))(
	'%s, whose token belongs in another header',
	(_type, service) => {
		let credential: Credential;

		beforeAll(async () => {
			credential = await create(service, 'oauth2');
			await connect(credential);
		});

		it('is verified by the service: its test sends that header', async () => {
			expect(await test(credential)).toEqual(OK);
		});

		it('is refused from the HTTP Request node, and n8n calls its token expired', async () => {
			await expect(requestBy(service, 'oauth2', credential)).rejects.toThrow(
				/^OAuth access token expired and no refresh token is available/,
			);
		});

		it('is not connected with another secret', async () => {
			const wrong = await create(service, 'oauth2', WRONG);
			await expect(connect(wrong)).rejects.toThrow(/Not connected/);
			expect((await test(wrong)).status).toBe('Error');
		});

		it('fails its test once it was revoked', async () => {
			await standIn(service).revokeGrants();
			expect((await test(credential)).status).toBe('Error');
		});
	},
);

describe.each(typesOf('clientCredentials', isNotSignedByN8n('clientCredentials')))(
	'%s, whose token belongs in another header',
	(_type, service) => {
		it('fails its test until n8n has a token, and is verified by the service then', async () => {
			const credential = await create(service, 'clientCredentials');
			expect((await test(credential)).status).toBe('Error');
			expect(await test(credential)).toEqual(OK);
		});

		it('fails its test with another secret', async () => {
			const credential = await create(service, 'clientCredentials', WRONG);
			await test(credential);
			expect((await test(credential)).status).toBe('Error');
		});
	},
);

describe.each(typesOf('oauth2', isSignedByN8n('oauth2')))('%s', (_type, service) => {
	const declared = variantOf(service, 'oauth2');
	let credential: Credential;

	beforeAll(async () => {
		credential = await create(service, 'oauth2');
		await connect(credential);
	});

	it('is verified by the service', async () => {
		expect(await test(credential)).toEqual(OK);
	});

	it('signs for the HTTP Request node', async () => {
		const [answer] = await requestBy(service, 'oauth2', credential);
		expect(answer).toBeDefined();
		expect(answer).not.toMatchObject(refused(service));
	});

	it('is not connected with another secret', async () => {
		const wrong = await create(service, 'oauth2', WRONG);
		await expect(connect(wrong)).rejects.toThrow(/Not connected/);
		expect((await test(wrong)).status).toBe('Error');
	});

	it(
		declared.expiry === 'refresh'
			? 'is renewed when its token expires'
			: 'fails its test when its token expires',
		async () => {
			standIn(service).expireTokens();
			const { status } = await test(credential);
			expect(status).toBe(declared.expiry === 'refresh' ? 'OK' : 'Error');
		},
	);

	it('fails its test once it was revoked, and says to reconnect', async () => {
		await connect(credential);
		expect(await test(credential)).toEqual(OK);
		await standIn(service).revokeGrants();
		const { status, message } = await test(credential);
		expect(status).toBe('Error');
		expect(message).toMatch(/reconnect|authorization grant|refresh token/i);
	});
});

/** Services where a person chooses in whose name a connection acts, and each choice. */
const identitiesOf = typesOf('oauth2').flatMap(([type, service]) =>
	Object.keys(service.oauth2?.identities ?? {}).map((name) => [type, name, service] as const),
);

describe.each(identitiesOf)('%s that acts as %s', (_type, name, service) => {
	it('signs for the HTTP Request node with the token of that identity', async () => {
		const credential = await create(service, 'oauth2', { actAs: name });
		await connect(credential);
		expect(await test(credential)).toEqual(OK);
		const [answer] = await requestBy(service, 'oauth2', credential);
		expect(answer).toBeDefined();
		expect(answer).not.toMatchObject(refused(service));
	});
});

describe.each(typesOf('clientCredentials', isSignedByN8n('clientCredentials')))(
	'%s',
	(_type, service) => {
		it('is verified by the service, and gets another token when one expires', async () => {
			const credential = await create(service, 'clientCredentials');
			expect(await test(credential)).toEqual(OK);
			standIn(service).expireTokens();
			expect(await test(credential)).toEqual(OK);
		});

		it('fails its test with another secret', async () => {
			const credential = await create(service, 'clientCredentials', WRONG);
			expect((await test(credential)).status).toBe('Error');
		});

		it('signs for the HTTP Request node', async () => {
			const credential = await create(service, 'clientCredentials');
			const [answer] = await requestBy(service, 'clientCredentials', credential);
			expect(answer).not.toMatchObject(refused(service));
		});
	},
);

describe.each(typesOf('apiKey'))('%s', (_type, service) => {
	let credential: Credential;
	let key: string;

	beforeAll(async () => {
		key = standIn(service).issueKey();
		credential = await withKey(service, key);
	});

	it('is verified by the service', async () => {
		expect(await test(credential)).toEqual(OK);
	});

	it('signs for the HTTP Request node', async () => {
		const [answer] = await requestBy(service, 'apiKey', credential);
		expect(answer).toBeDefined();
		expect(answer).not.toMatchObject(refused(service));
	});

	it('fails its test with a key that the service does not know', async () => {
		const { status, message } = await test(await withKey(service, standIn(service).makeKey()));
		expect(status).toBe('Error');
		expect(message).not.toContain(key);
	});

	it('fails its test when the key has expired', async () => {
		const expired = standIn(service).issueKey();
		standIn(service).expire(expired);
		expect((await test(await withKey(service, expired))).status).toBe('Error');
	});

	it('fails its test once the key was revoked', async () => {
		standIn(service).revokeKey(key);
		expect((await test(credential)).status).toBe('Error');
	});
});
