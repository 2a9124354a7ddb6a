/** The Service Request node in the real n8n, with a connection of each way of signing. */
import type { Service, Variant } from '../../dist/index.js';
import { BEARER, credentialTypeOf, services, variantLabel, variantOf } from '../../dist/index.js';
import type { Credential } from '../../sandbox/client.mts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.mts';
import { exampleOf } from '../../sandbox/services/derived/declaration.mts';
import { type OneNode, outputOf } from './workflows.mts';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox();
});

afterAll(async () => {
	await sandbox.stop();
});

const serviceCalled = (name: string): Service => {
	const found = services.find((service) => service.name === name);
	if (!found) throw new Error(`There is no service "${name}"`);
	return found;
};

/** A way of signing, with a service that has it, and the scheme of the header Authorization that it receives. */
const ways: ReadonlyArray<[string, Service, Variant, string | undefined]> = [
	['a bearer token of OAuth2', serviceCalled('github'), 'oauth2', 'Bearer'],
	['a key alone in a header', serviceCalled('clickup'), 'apiKey', undefined],
	['HTTP Basic', serviceCalled('twilio'), 'apiKey', 'Basic'],
	['a key in the query', serviceCalled('trello'), 'apiKey', undefined],
	['a key in the path', serviceCalled('telegram'), 'apiKey', undefined],
];

describe.each(ways)('with %s', (_way, service, variant, scheme) => {
	const { account, verify, sign = BEARER } = variantOf(service, variant);
	const example = exampleOf({ ...account, ...verify, example: account?.example }, []).body;
	let credential: Credential;

	beforeAll(async () => {
		const { client, derived } = sandbox;
		credential = await client.rest.createCredential(derived.of(service).credentialFor(variant));
		if (variant === 'oauth2') await client.connectOAuth2(credential.id, { press: 'Allow' });
	});

	const run = async (parameters: Record<string, unknown>, node: Partial<OneNode> = {}) =>
		await outputOf(sandbox.client, {
			credential,
			type: 'n8n-nodes-connections.serviceRequest',
			resource: 'request',
			operation: 'send',
			parameters: { connectionType: credentialTypeOf(service, variant), ...parameters },
			...node,
		});

	it('a request is sent, and its answer is put out', async () => {
		const { requests } = sandbox.derived.of(service);
		const before = requests.length;
		const records = await run({
			method: 'GET',
			path: verify.url,
			query: JSON.stringify(verify.query ?? {}),
		});
		expect(records).toEqual([example]);
		expect(requests.slice(before)).toEqual([
			expect.objectContaining({
				method: 'GET',
				path: expect.stringMatching(new RegExp(`${verify.url.replace('.', '\\.')}$`)),
				authorization: scheme,
				account: variant,
			}),
		]);
	});

	it('what the person sends does not take the place of the signature', async () => {
		const other = { header: { authorization: 'Bearer other' }, query: { token: 'other' } };
		const isInQuery = sign.by === 'query';
		const isInHeader = sign.by === 'header' || sign.by === 'basic';
		const records = await run({
			method: 'GET',
			path: verify.url,
			query: JSON.stringify({ ...verify.query, ...(isInQuery ? other.query : {}) }),
			headers: JSON.stringify(isInHeader ? other.header : {}),
		});
		expect(records).toEqual([example]);
	});

	it('nothing is sent to another host', async () => {
		const { requests } = sandbox.derived.of(service);
		const before = requests.length;
		await expect(run({ method: 'GET', path: 'https://evil.example/me' })).rejects.toThrow(
			`leads away from ${service.displayName}`,
		);
		expect(requests).toHaveLength(before);
	});

	it('the connection says whose it is', async () => {
		const [shown] = await run({}, { resource: 'connection', operation: 'get' });
		expect(shown).toMatchObject({
			service: service.displayName,
			authentication: variantLabel(service, variant),
			account: { id: expect.any(String), name: expect.any(String) },
		});
	});
});

it('without a service, nothing runs, and the message names the field', async () => {
	const [, service, variant] = ways[1] ?? [];
	if (!service || !variant) throw new Error('There is no way of signing');
	const { client, derived } = sandbox;
	const credential = await client.rest.createCredential(derived.of(service).credentialFor(variant));
	const running = outputOf(client, {
		credential,
		type: 'n8n-nodes-connections.serviceRequest',
		resource: 'request',
		operation: 'send',
		parameters: { connectionType: '', method: 'GET', path: '/user' },
	});
	await expect(running).rejects.toThrow(/No service is selected Select one under "Service"/);
});
