import { createHmac } from 'node:crypto';

import { isSignedBy } from '../../../../nodes/Mailchimp/webhook/signature';

const secret = 'a secret of the webhook';
const body = Buffer.from('type=subscribe&data%5Blist_id%5D=a1b2c3');
const now = 1_800_000_000_000;
const seconds = now / 1000;

const hash = (text: string, key = secret) => createHmac('sha256', key).update(text).digest('hex');
const signature = (at = seconds, key = secret) =>
	`t=${at},v1=${hash(`${at}.${body.toString()}`, key)}`;

const accepts = (header: unknown) => isSignedBy(secret, { header, body, now });

describe('the signature of a delivery', () => {
	it('is accepted when Mailchimp made it with the secret of the webhook', () => {
		expect(accepts(signature())).toBe(true);
	});

	it('is accepted when one of several fits, while a secret is replaced', () => {
		expect(accepts(`t=${seconds},v1=${'0'.repeat(64)},${signature().split(',')[1]}`)).toBe(true);
	});

	it.each([
		['absent', undefined],
		['empty', ''],
		['of another secret', signature(seconds, 'another')],
		['of another body', `t=${seconds},v1=${hash(`${seconds}.type=unsubscribe`)}`],
		['without a time', signature().split(',')[1]],
		['with a time that was not signed', signature().replace(`t=${seconds}`, `t=${seconds + 1}`)],
		['older than five minutes', signature(seconds - 301)],
		['from the future', signature(seconds + 301)],
		['cut short', signature().slice(0, -2)],
		['followed by something else', `${signature()}zz`],
		['followed by an equals sign and something else', `${signature()}=00`],
		['no hexadecimal number', `t=${seconds},v1=${'z'.repeat(64)}`],
		['a list of headers', [signature()]],
	])('is refused when it is %s', (_what, header) => {
		expect(accepts(header)).toBe(false);
	});
});
