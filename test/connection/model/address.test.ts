import {
	AddressError,
	allowedDomains,
	belongsToService,
	checkKey,
	checkPath,
	knownAddressParts,
	path,
	resolveAddress,
} from '../../../connection/model/address';
import { mailchimp } from '../../../services/mailchimp';
import { held, pages, spaces } from '../../builders';

const random = '0123456789abcdef0123456789abcdef';
const key = `${random}-us21`;

/** Keys that a person could paste by mistake, or someone in bad faith. */
const WRONG_KEYS = [
	['empty', ''],
	['of blanks', '   '],
	['no text', 12345678],
	['without a data centre', random],
	['with another host behind the data centre', `${random}-us1.evil.example/#`],
	['with a blank inside', `${random} -us21`],
	['with a second line', `${random}-us21\nHost: evil.example`],
	['with a line break as Windows writes it', `${random}\r\n-us21`],
	['with a percent sign', `${random}-us21%2f`],
	['with an at sign', `user@${random}-us21`],
] as const;

describe('a key', () => {
	it('is taken without the blanks around it', () => {
		expect(checkKey(mailchimp, ` ${key}\n`)).toBe(key);
	});

	it.each(WRONG_KEYS)('that is %s is refused, with the form that it must have', (_what, wrong) => {
		expect(() => checkKey(mailchimp, wrong)).toThrow(AddressError);
		expect(() => checkKey(mailchimp, wrong)).toThrow(
			/the whole key with the data centre at its end/,
		);
	});

	it.each(WRONG_KEYS)('that is %s is not repeated in the message', (_what, wrong) => {
		expect(() => checkKey(mailchimp, wrong)).not.toThrow(new RegExp(random));
	});
});

describe('the parts of an address that a connection holds', () => {
	it('come from the end of the key', () => {
		expect(knownAddressParts(mailchimp, 'apiKey', { apiKey: key })).toEqual({ dataCentre: 'us21' });
	});

	it('come from a field, without the blanks around it', () => {
		expect(knownAddressParts(spaces, 'apiKey', held.spaces({ system: ' acme ' }))).toEqual({
			system: 'acme',
		});
	});

	it('are none where only the account tells them', () => {
		expect(knownAddressParts(mailchimp, 'oauth2', {})).toEqual({});
	});

	it.each(['', 'evil.example/', 'a@evil', 'a:1', 'a#', 'a?', 'a\\b', 'a b', 'a\nb', '%2e', 'A'])(
		'are refused in the form %j, with what they are called and an example',
		(system) => {
			expect(() => knownAddressParts(spaces, 'apiKey', held.spaces({ system }))).toThrow(
				new AddressError('The system name must look like acme.'),
			);
		},
	);
});

describe('the address of a connection', () => {
	it('has its parts in their places', () => {
		expect(resolveAddress(mailchimp, { dataCentre: 'us6' })).toBe(
			'https://us6.api.mailchimp.com/3.0',
		);
	});

	it('is refused while a part is not known', () => {
		expect(() => resolveAddress(mailchimp, {})).toThrow('The data centre must look like us21.');
	});

	it('does not take what every object has for a part', () => {
		const service = {
			...spaces,
			address: { ...spaces.address, template: 'https://{toString}.spaces.example' },
		};
		expect(resolveAddress(service, {})).toBe('https://{toString}.spaces.example');
	});
});

describe('a request of a connection', () => {
	it.each([
		'https://us21.api.mailchimp.com/3.0/lists',
		'https://us21.api.mailchimp.com:443/3.0',
		'https://login.mailchimp.com/oauth2/metadata',
		'https://US21.API.MAILCHIMP.COM/3.0',
	])('stays with the service at %s', (url) => {
		expect(belongsToService(mailchimp, url)).toBe(true);
	});

	it.each([
		['another host', 'https://evil.example/3.0'],
		['a host that begins like it', 'https://us21.api.mailchimp.com.evil.example/3.0'],
		['a host that ends like it', 'https://evil-us21.api.mailchimp.com/3.0'],
		['a host without the dot', 'https://us21xapi.mailchimp.com/3.0'],
		['a host below it', 'https://evil.us21.api.mailchimp.com/3.0'],
		['a data centre of another form', 'https://undefined.api.mailchimp.com/3.0'],
		['a host with a dot at its end', 'https://us21.api.mailchimp.com./3.0'],
		['the host as a user name', 'https://us21.api.mailchimp.com@evil.example/3.0'],
		['a user name', 'https://user@us21.api.mailchimp.com/3.0'],
		['a password', 'https://user:word@us21.api.mailchimp.com/3.0'],
		['another port', 'https://us21.api.mailchimp.com:8443/3.0'],
		['no encryption', 'http://us21.api.mailchimp.com/3.0'],
		['another protocol', 'file://us21.api.mailchimp.com/3.0'],
		['a backslash', 'https://evil.example\\@us21.api.mailchimp.com/3.0'],
		['a path alone', '/3.0/lists'],
		['no protocol', '//us21.api.mailchimp.com/3.0'],
		['nothing', ''],
	])('leaves the service with %s', (_what, url) => {
		expect(belongsToService(mailchimp, url)).toBe(false);
	});

	it("leaves the connection at another customer's host of the same service", () => {
		const parts = { system: 'acme' };
		expect(belongsToService(spaces, 'https://acme.spaces.example/api', parts)).toBe(true);
		expect(belongsToService(spaces, 'https://other.spaces.example/api', parts)).toBe(false);
	});
});

describe('the domains that n8n allows a connection', () => {
	it('are the hosts of the service, with an asterisk for what varies', () => {
		expect(allowedDomains(mailchimp)).toBe('*.api.mailchimp.com,login.mailchimp.com');
		expect(allowedDomains(pages)).toBe('graph.pages.example');
		expect(allowedDomains(spaces)).toBe('*.spaces.example');
	});
});

describe('a path with values', () => {
	it('makes each value exactly one segment', () => {
		expect(path`/lists/${'a/b?c#d'}/members/${'%2e%2e'}`).toBe(
			'/lists/a%2Fb%3Fc%23d/members/%252e%252e',
		);
	});

	it.each(['', '.', '..'])('is refused with %j, which would lead elsewhere', (value) => {
		expect(() => path`/lists/${value}`).toThrow(AddressError);
	});

	it.each(['a\u0000', 'a\r\nb', '\u007f'])('is refused with %j, which no id has', (value) => {
		expect(() => path`/lists/${value}`).toThrow(AddressError);
	});

	it('is refused with half a sign, which no address can hold', () => {
		expect(() => path`/lists/${'a\ud800'}`).toThrow(AddressError);
	});
});

describe('a path that a person types', () => {
	it.each([
		['/lists', '/lists'],
		['lists/abc/members', '/lists/abc/members'],
		[' /lists ', '/lists'],
		['/search-members/', '/search-members/'],
		['/file-manager/a%20b', '/file-manager/a%20b'],
		['/', '/'],
	])('%j is taken as %s', (typed, taken) => {
		expect(checkPath(typed)).toBe(taken);
	});

	it.each([
		['', 'is empty'],
		['https://evil.example/', 'is a whole URL'],
		['HTTPS:evil.example', 'is a whole URL'],
		['javascript:alert(1)', 'is a whole URL'],
		['//evil.example/lists', 'names another host'],
		['/\\evil.example', 'names another host'],
		['\\\\evil.example', 'names another host'],
		['/lists/../../oauth2', 'has a segment that leads elsewhere'],
		['..', 'has a segment that leads elsewhere'],
		['/./lists', 'has a segment that leads elsewhere'],
		['/lists/%2e%2e/x', 'has a segment that leads elsewhere'],
		['/lists/%2E./x', 'has a segment that leads elsewhere'],
		['/lists%2f..%2fx', 'has a segment that leads elsewhere'],
		['/lists%5c..', 'has a segment that leads elsewhere'],
		['/lists/%0d%0aHost:x', 'has a segment that leads elsewhere'],
		['/lists/%00', 'has a segment that leads elsewhere'],
		['/lists/%zz', 'has a percent sign that encodes nothing'],
		['/lists//members', 'has an empty segment'],
		['/lists?count=1', 'has a blank, a question mark, a hash or a letter that must be encoded'],
		['/lists#x', 'has a blank, a question mark, a hash or a letter that must be encoded'],
		['/a b', 'has a blank, a question mark, a hash or a letter that must be encoded'],
		['/a\r\nb', 'has a blank, a question mark, a hash or a letter that must be encoded'],
		['/a\u0000b', 'has a blank, a question mark, a hash or a letter that must be encoded'],
		['/é', 'has a blank, a question mark, a hash or a letter that must be encoded'],
	])('%j is refused: it %s', (typed, why) => {
		expect(() => checkPath(typed)).toThrow(
			new AddressError(`Path ${why}. Give a path below the service's own address, such as /lists.`),
		);
	});
});
