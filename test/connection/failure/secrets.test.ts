import { redact, secretsOf } from '../../../connection/failure/secrets';
import { held, markers } from '../../builders';

const base64 = (text: string) => Buffer.from(text).toString('base64');

const inSmallLetters = (encoded: string) => encoded.replace(/%../g, (sign) => sign.toLowerCase());

describe('the secrets of a connection', () => {
	const secrets = secretsOf(held.pages());

	it.each([
		['itself', markers.grant],
		['in a URL', encodeURIComponent(markers.grant)],
		['as Base64', base64(markers.grant)],
		['as Base64 for URLs', Buffer.from(markers.grant).toString('base64url')],
		['as Base64 behind a user name', base64(`any:${markers.grant}`)],
		['as Base64 behind a longer one', base64(`user:${markers.grant}`)],
		['as Base64 between others', base64(`users:${markers.grant}:more`)],
		['of the client', markers.client],
		['in JSON, as some write it', markers.grant.replaceAll('/', '\\/')],
		['in a URL, in small letters', inSmallLetters(encodeURIComponent(markers.grant))],
	])('are not in a text that echoes one %s', (_form, echo) => {
		const clean = redact(`The service says: ${echo} is wrong`, secrets);
		expect(clean).toMatch(/^The service says: [\w+/=-]{0,12}\*\*\*[\w+/=-]{0,12} is wrong$/);
		expect(clean).not.toContain('MARKER');
	});

	it('are not in a form that echoes one, however its signs are written', () => {
		const secret = "MARKER's (secret) ~ 1!";
		const form = new URLSearchParams({ client_secret: secret }).toString();
		const found = secretsOf({ clientSecret: secret });
		expect(redact(form, found)).toBe('client_secret=***');
		expect(redact(inSmallLetters(form), found)).toBe('client_secret=***');
	});

	it('are found also in what is no proper text', () => {
		const broken = 'MARKER-half-\ud800-a-sign';
		expect(redact(`the key ${broken}`, secretsOf({ apiKey: broken }))).toBe('the key ***');
	});

	it('are found in lists and at any depth', () => {
		const deep = secretsOf({ tokens: ['MARKER-in-a-list'], a: { b: { secret: 'MARKER-deep' } } });
		expect(redact('MARKER-in-a-list MARKER-deep', deep)).toBe('*** ***');
	});

	it('are found also without the suffix of a key', () => {
		const random = '0123456789abcdef';
		expect(redact(`no key ${random} here`, secretsOf({ apiKey: `${random}-us21` }))).toBe(
			'no key *** here',
		);
	});

	it('are only what is secret: other values may be said', () => {
		const data = {
			...held.pages(),
			accessTokenUrl: 'https://graph.pages.example/oauth/access_token',
			apiKey: 'short',
		};
		const text = 'bearer client-id-of-pages pages_list https://graph.pages.example/ short';
		expect(redact(text, secretsOf(data))).toBe(text);
	});
});
