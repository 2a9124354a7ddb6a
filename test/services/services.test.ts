import type { Service } from '../../connection/model/service';
import { serviceSchema } from '../../connection/model/schema';
import { services } from '../../services';
import { n8n } from '../../services/n8n';
import { pages, spaces } from '../builders';

const declared = [...services, pages, spaces].map((service) => [service.name, service] as const);

describe('every service', () => {
	it.each(declared)('%s is what a service may be', (_name, service) => {
		const parsed = serviceSchema.safeParse(service);
		expect(parsed.error?.issues ?? []).toEqual([]);
	});

	it('has a name of its own', () => {
		const names = services.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
	});
});

/** A copy of a service in which the value at a path is another one; `undefined` removes it. */
function changed(service: Service, path: string, value: unknown): unknown {
	const [first = '', ...rest] = path.split('.');
	const change = (object: unknown, name: string, further: readonly string[]): unknown => {
		const copy = Array.isArray(object) ? [...object] : { ...Object(object) };
		const [next, ...others] = further;
		Reflect.set(
			copy,
			name,
			next === undefined ? value : change(Reflect.get(copy, name), next, others),
		);
		return copy;
	};
	return change(service, first, rest);
}

const system = 'address.parts.system';

/** A change to a service that was right, and what is said of it: where, and why. */
const WRONG: ReadonlyArray<readonly [Service, string, unknown, string, RegExp]> = [
	[
		pages,
		'oauth2.revoke',
		{ url: '/me/permissions' },
		'oauth2.revoke.ends',
		/^undefined is not one of grant, account$/,
	],
	[pages, 'name', 'Facebook Pages', 'name', /^"Facebook Pages" is not a name in camelCase$/],
	[
		n8n,
		'address.parts.instance.pattern',
		'https?://.*',
		'address.parts.instance.pattern',
		/^"https.*" is not INSTALLATION, the one form of a whole base URL$/,
	],
	[
		n8n,
		'apiKey.addressParts.instance',
		{ from: 'field', property: 'url' },
		'apiKey.addressParts.instance.from',
		/^must be "host" of a whole base URL, and of nothing else$/,
	],
	[
		spaces,
		'apiKey.addressParts.system',
		{ from: 'host', property: 'system', default: 'acme' },
		'apiKey.addressParts.system.from',
		/^must be "host" of a whole base URL, and of nothing else$/,
	],
	[pages, 'displayName', '', 'displayName', /^"" is not a text without blanks/],
	[pages, 'colour', 'blue', '', /Unrecognized key.*colour/],
	[
		pages,
		'oauth2.tokenUrl',
		'http://graph.pages.example/token',
		'oauth2.tokenUrl',
		/^"http:.*" is not an https address/,
	],
	[
		pages,
		'oauth2.tokenUrl',
		'https://graph.pages.example:8443/token',
		'oauth2.tokenUrl',
		/is not an https address/,
	],
	[
		pages,
		'oauth2.tokenUrl',
		'https://user@graph.pages.example/',
		'oauth2.tokenUrl',
		/is not an https address/,
	],
	[
		pages,
		'oauth2.authorizeUrl',
		'https://www.pages.example/#login',
		'oauth2.authorizeUrl',
		/is not an https address/,
	],
	[
		pages,
		'oauth2.documentationUrl',
		'docs.pages.example',
		'oauth2.documentationUrl',
		/is not an https address/,
	],
	[pages, 'oauth2.verify.url', '/../me', 'oauth2.verify.url', /is not a path below the service/],
	[
		pages,
		'oauth2.account.url',
		'//evil.example/me',
		'oauth2.account.url',
		/is not a path below the service/,
	],
	[
		pages,
		'oauth2.account.parse',
		'id',
		'oauth2.account.parse',
		/^must be a function that gives an account$/,
	],
	[
		pages,
		'oauth2.expiry',
		'sometimes',
		'oauth2.expiry',
		/^"sometimes" is not one of never, refresh, reauthorize$/,
	],
	[
		pages,
		'oauth2.clientAuthentication',
		'query',
		'oauth2.clientAuthentication',
		/^"query" is not one of body, header$/,
	],
	[
		pages,
		'oauth2.extension',
		{ grantType: 'exchange', parameter: 'client_secret' },
		'oauth2.extension.parameter',
		/^"client_secret" is a parameter that n8n sets$/,
	],
	[
		pages,
		'oauth2',
		{
			...pages.oauth2,
			expiry: 'refresh',
			extension: { grantType: 'exchange', parameter: 'token' },
		},
		'oauth2.extension',
		/^is for tokens that a person renews, but expiry is "refresh"$/,
	],
	[
		pages,
		'oauth2.extension',
		{ parameter: 'token' },
		'oauth2.extension.grantType',
		/^must be a text/,
	],
	[pages, 'oauth2.scopes.separator', ';', 'oauth2.scopes.separator', /^";" is not one of/],
	[
		pages,
		'oauth2.authorizeQuery.scope',
		'all',
		'oauth2.authorizeQuery',
		/^"scope" is a parameter that n8n sets$/,
	],
	[
		pages,
		'oauth2.access',
		'full',
		'permissions.readPosts',
		/^has scopes, but nothing requests them$/,
	],
	[
		pages,
		'oauth2.accessNotice',
		'Everything',
		'oauth2.accessNotice',
		/^"Everything" is not a sentence with a full stop$/,
	],
	[pages, 'permissions', {}, 'permissions', /^is empty, but access is by "scopes"$/],
	[
		pages,
		'permissions.readPosts.scopes',
		[],
		'permissions.readPosts',
		/^has no scopes, but access is by "scopes"$/,
	],
	[
		pages,
		'permissions.readPosts.scopes.0',
		'a,b',
		'permissions.readPosts.scopes.0',
		/^"a,b" is not a scope without blanks and commas$/,
	],
	[
		pages,
		'permissions.readPosts.satisfiedBy.0',
		[],
		'permissions.readPosts.satisfiedBy.0',
		/^must name at least one scope$/,
	],
	[
		pages,
		'permissions.manage.includes.0',
		'writePosts',
		'permissions.manage.includes',
		/^"writePosts" is not another permission/,
	],
	[
		pages,
		'permissions.manage.includes.0',
		'manage',
		'permissions.manage.includes',
		/^"manage" is not another permission/,
	],
	[
		pages,
		'permissions.readPosts.source',
		'someone said so',
		'permissions.readPosts.source',
		/is not a source: an https address, "owner\/repo: path"/,
	],
	[pages, 'oauth2', undefined, '', /^has no variant: oauth2, clientCredentials or apiKey$/],
	[
		pages,
		'oauth2.verify.failures',
		[{ when: { status: 401 }, message: 'No.' }],
		'oauth2.verify.failures.0.message',
		/^"No\." is not what happened and what to do/,
	],
	[pages, 'errors.0.kind', 'strange', 'errors.0.kind', /^"strange" is not one of reauthorize/],
	[pages, 'errors.0.when', {}, 'errors.0.when', /^must name a status, a code or json$/],
	[pages, 'errors.2.advice', 'Change it', 'errors.2.advice', /is not a sentence with a full stop$/],
	[pages, 'limits.concurrency', 0, 'limits.concurrency', /^0 is not a positive whole number$/],
	[pages, 'limits.pageSize', 2.5, 'limits.pageSize', /^2\.5 is not a positive whole number$/],
	[pages, 'limits.timeout', '30 s', 'limits.timeout', /^must be a number$/],
	[pages, 'sources', [], 'sources', /^must name where the facts come from$/],
	[
		pages,
		'address.template',
		'https://graph.pages.example/v26.0/',
		'address.template',
		/is not an https address without user name/,
	],
	[
		pages,
		'address.template',
		'https://graph.pages.example?x=1',
		'address.template',
		/is not an https address without user name/,
	],
	[
		spaces,
		'address.template',
		'https://spaces.{system}.example/api',
		'address.template',
		/only the first label may be a \{part\}, nor a path below/,
	],
	[
		spaces,
		'address.template',
		'https://{system}/api',
		'address.template',
		/only the first label may be a \{part\}, nor a path below/,
	],
	[
		spaces,
		'address.template',
		'https://{system}.{region}.spaces.example/api',
		'address.template',
		/only the first label/,
	],
	[
		spaces,
		'address.template',
		'https://{tenant}.spaces.example/api',
		'address.parts',
		/^does not declare \{tenant\} of the template$/,
	],
	[
		spaces,
		'address.template',
		'https://api.spaces.example',
		'address.parts',
		/^declares "system", which nothing uses$/,
	],
	[
		spaces,
		'apiKey.addressParts.region',
		{ from: 'account' },
		'apiKey.addressParts',
		/^says where "region" comes from, which this variant does not use$/,
	],
	[
		spaces,
		'apiKey.addressParts.system',
		{ from: 'account' },
		'apiKey.verify.url',
		/^"\/user" needs \{system\}, which only an answer tells/,
	],
	[
		spaces,
		'apiKey.addressParts.system',
		{ from: 'key', pattern: '[0-9a-f]+' },
		'apiKey.addressParts.system.pattern',
		/^"\[0-9a-f\]\+" has 0 groups: one is the part$/,
	],
	[
		spaces,
		'apiKey.addressParts.system',
		{ from: 'key', pattern: '-(([a-z])+)$' },
		'apiKey.addressParts.system.pattern',
		/has 2 groups: one is the part$/,
	],
	[
		spaces,
		'apiKey.addressParts.system',
		{ from: 'key', pattern: '-([a-z]+)$' },
		'apiKey.addressParts.system.pattern',
		/does not match the key's example "24 letters and digits"$/,
	],
	[
		spaces,
		'apiKey.addressParts.system',
		{ from: 'key', pattern: '^([0-9]+)' },
		'apiKey.addressParts.system.pattern',
		/finds "24" in the key's example, which does not match/,
	],
	[
		spaces,
		'apiKey.access',
		'scopes',
		'apiKey.access',
		/^"scopes" are requested by OAuth 2\.0 only$/,
	],
	[
		spaces,
		'apiKey.granted',
		{ url: '/user/scopes', parse: () => ({ granted: [] }) },
		'permissions.readRecords',
		/^has no scopes, but the service tells those of a key$/,
	],
	[
		spaces,
		'permissions.readRecords.scopes',
		['records'],
		'permissions.readRecords',
		/^has scopes, but nothing requests them$/,
	],
	[spaces, 'limits.window', 0, 'limits.window', /^0 is not a positive whole number$/],
	[spaces, 'apiKey.pattern', '[0-9', 'apiKey.pattern', /^"\[0-9" is not a regular expression$/],
	[
		spaces,
		'apiKey.sign.name',
		'X Key',
		'apiKey.sign.name',
		/^"X Key" is not the name of a header$/,
	],
	[spaces, 'apiKey.sign.prefix', 'Token\r\n', 'apiKey.sign.prefix', /is not a prefix on one line$/],
	[
		pages,
		'oauth2.verify.query',
		{ access_token: '{token}' },
		'oauth2.verify',
		/^would put \{token\} into a URL: it belongs into the body$/,
	],
	[
		pages,
		'oauth2.verify.query',
		{ tenant: '{tenant}' },
		'oauth2',
		/^names \{tenant\}, which it does not hold$/,
	],
	[pages, 'oauth2.verify.sign', 'client', 'oauth2.verify.sign', /^n8n's test signs with the/],
	[
		pages,
		'request',
		{ headers: { 'X-Version': '1\r\nX-Other: 2' } },
		'request.headers.X-Version',
		/is not a value on one line$/,
	],
	[
		pages,
		'address.hosts',
		['https://other.example/path'],
		'address.hosts.0',
		/is not an https address without a path$/,
	],
	[
		pages,
		'oauth2.authorizeUrl',
		'https://{shop}.example/authorize',
		'oauth2.authorizeUrl',
		/of whose host only the first label may vary$/,
	],
	[
		pages,
		'oauth2.lifetimes',
		[{ of: 'token', source: 'https://docs.pages.example/tokens' }],
		'oauth2.lifetimes.0',
		/^must have either days or the field that tells$/,
	],
	[
		pages,
		'permissions.readPosts.default',
		undefined,
		'permissions',
		/^has none that is selected in a new connection$/,
	],
	[
		pages,
		'oauth2.scopes.parameter',
		'scope',
		'oauth2.scopes',
		/^"scope" is a parameter that n8n sets$/,
	],
	[spaces, `${system}.example`, 'Acme Inc', `${system}.example`, /^"Acme Inc" does not match/],
	[
		spaces,
		`${system}.pattern`,
		'[a-z]*',
		`${system}.pattern`,
		/^"\[a-z\]\*" matches nothing at all$/,
	],
];

describe('a service that is wrong', () => {
	it.each(WRONG)('(%#) is refused with the reason', (service, path, value, where, why) => {
		const parsed = serviceSchema.safeParse(changed(service, path, value));
		const issues = (parsed.error?.issues ?? []).map((issue) => ({
			where: issue.path.join('.'),
			why: issue.message,
		}));
		expect(issues).toContainEqual({ where, why: expect.stringMatching(why) });
	});

	it.each([
		...['/', ':', '@', '#', '?', '%', '\\\\', ' ', '\\t', '\\n', '\\s', '\\W'].map(
			(sign) => `[a-z${sign}]+`,
		),
		...['[^A-Z]+', '[A-z]+', '[0-z]+', '[!-~]+', '.+', '\\D+', '\\S+', '\\x2e', '\\u002e'],
		...['acme|a/b', 'acme|.*', '(?<name>a)', '(?!a)', '$', 'a#'],
	])('since its part has the pattern %j is refused: it could lead to another host', (pattern) => {
		const parsed = serviceSchema.safeParse(changed(spaces, `${system}.pattern`, pattern));
		expect(parsed.error?.issues).toMatchObject([
			{
				path: ['address', 'parts', 'system', 'pattern'],
				message: expect.stringMatching(/could match what leads to another host or path/),
			},
		]);
	});
});

describe('a dot in a part', () => {
	const inPath = changed(
		{ ...spaces, address: { ...spaces.address, template: 'https://api.spaces.example/{system}' } },
		`${system}.pattern`,
		'[a-z.]+',
	);

	it('is harmless before a fixed domain', () => {
		const parsed = serviceSchema.safeParse(changed(spaces, `${system}.pattern`, '[a-z.]+'));
		expect(parsed.error?.issues ?? []).toEqual([]);
	});

	it('is refused in a path, where two of them lead elsewhere', () => {
		expect(serviceSchema.safeParse(inPath).error?.issues).toMatchObject([
			{ message: expect.stringMatching(/could match what leads to another host or path/) },
		]);
	});
});

describe('a pattern that a part may have', () => {
	const ELSEWHERE = [...'./:@#?%\\ \t\r\n&=;,[]'];

	it.each([
		'[a-z]{2,4}[0-9]{1,3}',
		'\\w+',
		'\\d{3}',
		'(?:eu|us)-[a-z]+[0-9]?',
		'[A-Za-z0-9_-]+',
		'a-b',
	])('%j cannot match anything that leads elsewhere, wherever it stands', (pattern) => {
		const issues = serviceSchema.safeParse(changed(spaces, `${system}.pattern`, pattern)).error
			?.issues;
		expect((issues ?? []).filter(({ message }) => /leads to another/.test(message))).toEqual([]);
		const whole = new RegExp(`^(?:${pattern})$`);
		for (const right of ['us21', 'acme', '123', 'eu-west1', 'a-b', 'a']) {
			for (let at = 0; at <= right.length; at += 1) {
				const wrong = ELSEWHERE.map((sign) => `${right.slice(0, at)}${sign}${right.slice(at)}`);
				expect(wrong.filter((candidate) => whole.test(candidate))).toEqual([]);
			}
		}
	});
});
