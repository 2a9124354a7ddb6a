import type {
	ICredentialDataDecryptedObject,
	IHttpRequestOptions,
	INodeParameters,
	INodeProperties,
} from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import {
	apiKeyProperties,
	keyAuthentication,
	oauth2Properties,
	verifyRequest,
} from '../../../connection/credential/credential';
import { scopes, scopesOf } from '../../../connection/model/permissions';
import { BEARER, defineService, variantOf } from '../../../connection/model/service';
import type { Service, Signing } from '../../../connection/model/service';
import { mailchimp } from '../../../services/mailchimp';
import { n8n } from '../../../services/n8n';
import { zendesk } from '../../../services/zendesk';
import { evaluate, held, pages, spaces } from '../../builders';

const random = '0123456789abcdef0123456789abcdef';

const property = (properties: readonly INodeProperties[], name: string) =>
	properties.find((candidate) => candidate.name === name);

/** What n8n's dialog begins with. */
const defaultsOf = (properties: readonly INodeProperties[]): INodeParameters =>
	Object.fromEntries(properties.map(({ name, default: value }) => [name, value]));

/** The properties that n8n's dialog draws while it holds these values. */
const drawn = (properties: readonly INodeProperties[], values: INodeParameters) =>
	properties
		.filter((candidate) => NodeHelpers.displayParameter(values, candidate, null, null))
		.map(({ name }) => name);

/** n8n's `IAuthenticate` is either a function or data. Here it is a function. */
async function sign(
	service: Service,
	credentials: ICredentialDataDecryptedObject,
	request: IHttpRequestOptions,
): Promise<IHttpRequestOptions> {
	const authenticate = keyAuthentication(service);
	if (typeof authenticate !== 'function') throw new Error('is not a function');
	return await authenticate(credentials, request);
}

describe('the OAuth2 dialog of a service with scopes', () => {
	const properties = oauth2Properties(pages);

	it('says how far the access reaches, before everything else', () => {
		expect(properties[0]).toMatchObject({
			type: 'notice',
			displayName: pages.oauth2?.accessNotice,
		});
	});

	it('offers the permissions in plain words, the first one ticked', () => {
		expect(property(properties, 'permissions')).toMatchObject({
			type: 'multiOptions',
			default: ['readPosts'],
			options: [
				{ name: 'Read posts', value: 'readPosts' },
				{ name: 'Publish posts', value: 'publishPosts' },
				{ name: 'Manage the page', value: 'manage' },
			],
		});
	});

	it('draws the permissions when n8n knows the defaults, and not before', () => {
		expect(drawn(properties, {})).not.toContain('permissions');
		expect(drawn(properties, defaultsOf(properties))).toContain('permissions');
	});

	it.each([
		['while nothing is ticked', { permissions: [] }, true],
		['not by default', {}, false],
		['not while something is ticked', { permissions: ['publishPosts'] }, false],
		['not while an expression decides', { permissions: '={{ $vars.permissions }}' }, false],
	])('says that it asks for nothing %s', (_, values, isSaid) => {
		const names = drawn(properties, { ...defaultsOf(properties), ...values });
		expect(names.includes('nothingSelectedNotice')).toBe(isSaid);
	});

	it('says nothing of an empty list where something else decides what is requested', () => {
		const replaced: Service = {
			...pages,
			oauth2: { ...variantOf(pages, 'oauth2'), scopeReplacedBy: 'configuration' },
		};
		const withReplacement = oauth2Properties(replaced);
		const values = { ...defaultsOf(withReplacement), permissions: [] };
		expect(drawn(withReplacement, { ...values, configuration: '' })).toContain(
			'nothingSelectedNotice',
		);
		expect(drawn(withReplacement, { ...values, configuration: '7' })).not.toContain(
			'nothingSelectedNotice',
		);
	});

	it('computes the scope and lets nobody type it', () => {
		expect(property(properties, 'scope')).toMatchObject({ type: 'hidden' });
	});

	it.each([
		[[], ''],
		[['readPosts'], 'pages_list,pages_read'],
		[['readPosts', 'publishPosts'], 'pages_list,pages_read,pages_publish'],
		[['publishPosts', 'readPosts'], 'pages_list,pages_publish,pages_read'],
		[['noSuchPermission'], ''],
	])('requests for %j exactly the scope %j', (permissions, scope) => {
		const expression = property(properties, 'scope')?.default;
		expect(evaluate(expression, { permissions })).toBe(scope);
		expect(scope).toBe(scopes.format(scopesOf(pages, permissions), ','));
	});

	it('requests what is ticked by default while nothing is stored', () => {
		expect(evaluate(property(properties, 'scope')?.default, {})).toBe('pages_list,pages_read');
	});

	it('gives n8n what the flow needs', () => {
		expect(defaultsOf(properties)).toMatchObject({
			grantType: 'authorizationCode',
			authUrl: 'https://www.pages.example/v26.0/dialog/oauth',
			accessTokenUrl: 'https://graph.pages.example/v26.0/oauth/access_token',
			authentication: 'body',
			allowedHttpRequestDomains: 'domains',
			allowedDomains: 'graph.pages.example',
		});
		expect(property(properties, 'authQueryParameters')?.default).toBe(
			'={{ ["display=page", $self["askAgain"] ? "auth_type=rerequest" : ""].filter(Boolean).join("&") }}',
		);
	});

	it('asks for a proof key where the service takes one', () => {
		const withProof = { ...pages, oauth2: { ...variantOf(mailchimp, 'oauth2'), pkce: true } };
		expect(property(oauth2Properties(withProof), 'grantType')?.default).toBe('pkce');
	});
});

describe('the OAuth2 dialog of a service without scopes', () => {
	const properties = oauth2Properties(mailchimp);

	it('offers no permissions and requests no scope', () => {
		expect(property(properties, 'permissions')).toBeUndefined();
		expect(property(properties, 'scope')).toMatchObject({ type: 'hidden', default: '' });
	});

	it('says so in one sentence', () => {
		expect(properties[0]?.displayName).toMatch(/^Mailchimp has no permissions to choose from/);
	});
});

describe('the dialog of a key', () => {
	const properties = apiKeyProperties(spaces);

	it('asks for the key in the words of the service, hidden while it is typed', () => {
		expect(property(properties, 'apiKey')).toMatchObject({
			displayName: 'API Token',
			required: true,
			typeOptions: { password: true },
			placeholder: '24 letters and digits',
		});
	});

	it('asks for what else the address needs', () => {
		expect(property(properties, 'system')).toMatchObject({ displayName: 'System' });
	});

	it('shows its advanced settings only when they are wanted, with the limits of the service', () => {
		expect(property(properties, 'requestsAtOnce')).toMatchObject({
			default: 3,
			typeOptions: { minValue: 1, maxValue: 3 },
			displayOptions: { show: { advancedSettings: [true] } },
		});
		expect(property(properties, 'timeoutSeconds')).toMatchObject({ default: 20 });
	});
});

describe('the test of a connection', () => {
	it('asks an address of its own where the service has one', () => {
		expect(verifyRequest(mailchimp, 'oauth2').request).toMatchObject({
			method: 'GET',
			url: '={{ "https://login.mailchimp.com/oauth2/metadata" }}',
			disableFollowRedirect: true,
		});
	});

	const urlFor = (service: Service, credentials: INodeParameters) =>
		evaluate(verifyRequest(service, 'apiKey').request.url, credentials);

	it('asks at the data centre of the key', () => {
		expect(urlFor(mailchimp, { apiKey: ` ${random}-us21 ` })).toBe(
			'https://us21.api.mailchimp.com/3.0/ping',
		);
	});

	it('asks at the system of the field', () => {
		expect(urlFor(spaces, { system: 'acme' })).toBe('https://acme.spaces.example/api/user');
	});

	it.each([
		[mailchimp, { apiKey: '' }],
		[mailchimp, {}],
		[mailchimp, { apiKey: random }],
		[mailchimp, { apiKey: `${random}-us1.evil.example/#` }],
		[mailchimp, { apiKey: `${random}-us21\nX: y` }],
		[mailchimp, { apiKey: `${random} -us 21` }],
		[spaces, {}],
		[spaces, { system: '' }],
		[spaces, { system: 'evil.example/#' }],
		[spaces, { system: 'a@evil.example/' }],
		[spaces, { system: 'acme\nevil' }],
	])('has no address at all with a part of another form (%#)', (service, credentials) => {
		expect(URL.canParse(String(urlFor(service, credentials)))).toBe(false);
	});

	describe('by OAuth2', () => {
		const headersWith = (sign: Signing) => {
			const service = defineService({ ...pages, oauth2: { ...variantOf(pages, 'oauth2'), sign } });
			const credentials = { oauthTokenData: { access_token: 'a-token' } };
			const { headers = {} } = verifyRequest(service, 'oauth2').request;
			return Object.fromEntries(
				Object.entries(headers).map(([name, text]) => [name, evaluate(String(text), credentials)]),
			);
		};

		it('sends the token in a header of its own, where n8n does not put it', () => {
			const sign = { by: 'header', name: 'X-Access-Token', prefix: 'Token ' } as const;
			expect(headersWith(sign)).toEqual({ 'X-Access-Token': 'Token a-token' });
		});

		it('leaves the header Authorization to n8n', () => {
			expect(headersWith(BEARER)).toEqual({});
		});
	});

	it('cannot be declared where only the account tells the address', () => {
		const service = defineService({
			...spaces,
			apiKey: { ...variantOf(mailchimp, 'apiKey'), addressParts: { system: { from: 'account' } } },
		});
		expect(() => verifyRequest(service, 'apiKey')).toThrow(
			'The test of Spaces needs system, which only an answer tells',
		);
	});
});

describe('a key that signs a request', () => {
	const credentials = { apiKey: ` ${random}-us21\n` };

	it('is sent in the header of the service, beside the other headers', async () => {
		const request = { url: 'https://us21.api.mailchimp.com/3.0/ping', headers: { Accept: 'x' } };
		expect(await sign(mailchimp, credentials, request)).toMatchObject({
			url: request.url,
			headers: { Accept: 'x', Authorization: `Bearer ${random}-us21` },
			sendCredentialsOnCrossOriginRedirect: false,
		});
	});

	it('signs a path below a base address too', async () => {
		const request = { baseURL: 'https://us21.api.mailchimp.com/3.0/', url: '/ping' };
		expect((await sign(mailchimp, credentials, request)).headers).toHaveProperty('Authorization');
	});

	it.each<[string, IHttpRequestOptions]>([
		['another host', { url: 'https://evil.example/' }],
		['a host like it', { url: 'https://us21.api.mailchimp.com.evil.example/' }],
		['another data centre', { url: 'https://us6.api.mailchimp.com/3.0/ping' }],
		['no encryption', { url: 'http://us21.api.mailchimp.com/3.0/ping' }],
		['another base address', { baseURL: 'https://evil.example', url: '/ping' }],
		[
			'a whole URL beside a base',
			{ baseURL: 'https://us21.api.mailchimp.com', url: 'https://evil.example/' },
		],
		['a host beside a base', { baseURL: 'https://us21.api.mailchimp.com', url: '//evil.example/' }],
		['no address', { url: '' }],
	])('does not sign a request with %s, and says why without the key', async (_what, request) => {
		const signing = sign(mailchimp, credentials, request);
		await expect(signing).rejects.toThrow(
			'This connection is for Mailchimp only. It was not sent to another address.',
		);
		await expect(signing).rejects.not.toThrow(new RegExp(random));
	});

	const ping = 'https://us21.api.mailchimp.com/3.0/ping';

	it.each<[string, IHttpRequestOptions, RegExp]>([
		['any certificate', { url: ping, skipSslCertificateValidation: true }, /"Ignore SSL Issues"/],
		[
			'any certificate, as the HTTP Request node asks for it',
			{ url: ping, ...{ rejectUnauthorized: false } },
			/"Ignore SSL Issues"/,
		],
		[
			'any certificate of its agent',
			{ url: ping, ...{ agentOptions: { rejectUnauthorized: false } } },
			/"Ignore SSL Issues"/,
		],
		[
			'the header Host of another host',
			{ url: ping, headers: { ' hOSt': 'evil.example' } },
			/Host/,
		],
	])('does not sign a request that takes %s, and says why', async (_what, request, why) => {
		const signing = sign(mailchimp, credentials, request);
		await expect(signing).rejects.toThrow(why);
		await expect(signing).rejects.not.toThrow(new RegExp(random));
	});

	it('signs where a proxy only passes on what it cannot read, and not where it can', async () => {
		const proxy = { host: 'proxy.example', port: 8080 };
		const headers = { host: 'us21.api.mailchimp.com' };
		expect(
			(await sign(mailchimp, credentials, { url: ping, proxy, headers })).headers,
		).toHaveProperty('Authorization');
		const open = { apiKey: 'a.b.c', url: 'http://n8n.example:5678' };
		const request = { url: 'http://n8n.example:5678/api/v1/workflows', proxy };
		await expect(sign(n8n, open, request)).rejects.toThrow(/remove the proxy/);
		expect((await sign(n8n, open, { url: request.url })).headers).toHaveProperty('X-N8N-API-KEY');
	});

	it.each(['', 'ada', 'ada@example.com\r\nX: y', 'ada@example.com:x'])(
		'is not used with a field of another form: %j',
		async (email) => {
			const held = { subdomain: 'flowers', apiKey: 'a'.repeat(40), email };
			const request = { url: 'https://flowers.zendesk.com/api/v2/users/me.json' };
			await expect(sign(zendesk, held, request)).rejects.toThrow(
				'The email must look like name@example.com.',
			);
		},
	);

	it("does not sign a request to another customer's system", async () => {
		const request = { url: 'https://other.spaces.example/api/user' };
		await expect(sign(spaces, held.spaces(), request)).rejects.toThrow(/for Spaces only/);
	});

	it('does not sign at all when the system is none', async () => {
		const request = { url: 'https://undefined.spaces.example/api/user' };
		await expect(sign(spaces, held.spaces({ system: 'a.b' }), request)).rejects.toThrow(
			'The system name must look like acme.',
		);
	});

	it.each(['', random, `${random}-us1.evil.example/#`, `${random}-us21\r\nX: y`])(
		'is refused in the form %j, without being repeated',
		async (apiKey) => {
			const request = { url: 'https://us21.api.mailchimp.com/3.0/ping' };
			const signing = sign(mailchimp, { apiKey }, request);
			await expect(signing).rejects.toThrow(/API Key/);
			await expect(signing).rejects.not.toThrow(new RegExp(random));
		},
	);
});
