import { allowedDomains, knownAddressParts, resolveAddress } from '../../connection/model/address';
import { scopesOf } from '../../connection/model/permissions';
import { BEARER, variantOf } from '../../connection/model/service';
import { boostspace } from '../../services/boostspace';
import { readWith } from '../builders';

const address = (system: string) =>
	resolveAddress(
		boostspace,
		knownAddressParts(boostspace, 'apiKey', { apiKey: 'a-token-of-a-user', system }),
	);

describe('the address of Boost.space', () => {
	it.each(['mycompany', 'my-company', 'a', '7up'])('is that of the system %s', (system) => {
		expect(address(system)).toBe(`https://${system}.boost.space/api`);
	});

	it.each([
		'',
		'evil.example/',
		'evil.example#',
		'a.b',
		'-a',
		'a-',
		'My Company',
		'a@evil.example',
		'a:8443',
		'a\nb',
		'a'.repeat(64),
	])('is none for the system name %j, and what one looks like is said', (system) => {
		expect(() => address(system)).toThrow('The system name must look like mycompany.');
	});

	it('is the only one to which n8n may send the token', () => {
		expect(allowedDomains(boostspace)).toBe('*.boost.space');
	});
});

describe('a connection to Boost.space', () => {
	const { verify, account, access, sign } = variantOf(boostspace, 'apiKey');

	it('is verified by asking who is logged in, with the token after Bearer', () => {
		expect(verify.url).toBe('/user/logged');
		expect(sign ?? BEARER).toEqual({ by: 'header', name: 'Authorization', prefix: 'Bearer ' });
	});

	it('has rights that were set on the token, and asks for no scope', () => {
		expect(access).toBe('key');
		expect(Object.keys(boostspace.permissions)).toEqual(['read', 'create', 'edit', 'remove']);
		expect(scopesOf(boostspace, Object.keys(boostspace.permissions))).toEqual([]);
	});

	it.each([
		[
			{ id: 7, name: 'Ada', email: 'ada@example.com' },
			{ id: '7', name: 'Ada', user: 'Ada', email: 'ada@example.com' },
		],
		[
			{ id: '7', email: 'ada@example.com' },
			{ id: '7', name: 'ada@example.com', user: undefined, email: 'ada@example.com' },
		],
		[{ id: 7 }, { id: '7', name: '7', user: undefined, email: undefined }],
	])('shows the user of %j', (answer, shown) => {
		expect(readWith(account, answer)).toEqual(shown);
	});

	it('shows nobody where the answer names none', () => {
		expect(() => readWith(account, { message: 'No' })).toThrow();
	});
});

describe('an error of Boost.space', () => {
	it.each([
		[{ message: 'No such space' }, { detail: 'No such space' }],
		[{ error: 'No' }, { detail: 'No' }],
	])('is read from %j', (body, error) => {
		expect(boostspace.parseError(body)).toEqual(error);
	});

	it.each([[{ id: 7, message: 'A record with a field of this name' }], [[]], [{}], [null], ['No']])(
		'is not seen in %j',
		(body) => {
			expect(boostspace.parseError(body)).toBeUndefined();
		},
	);
});
