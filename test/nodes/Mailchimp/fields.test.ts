import {
	audienceId,
	email,
	memberTarget,
	record,
	subscriberHash,
} from '../../../nodes/Mailchimp/fields';
import { tagInput } from '../../../nodes/Mailchimp/resources/tag/fields';

describe('an e-mail address', () => {
	it.each(['ada@example.com', '  Ada.Lovelace+news@mail.example.org '])('is taken: %s', (typed) => {
		expect(email.parse(typed)).toBe(typed.trim());
	});

	it.each(['', 'ada', 'ada@', '@example.com', 'ada@example', 'a b@example.com'])(
		'is refused with an example: "%s"',
		(typed) => {
			expect(email.safeParse(typed).error?.issues.map(({ message }) => message)).toEqual([
				expect.stringMatching(/such as ada@example\.com/),
			]);
		},
	);

	it('may have letters outside ASCII behind the @ only', () => {
		expect(email.safeParse('test@ñoñó1234.com').success).toBe(true);
		expect(email.safeParse('jörg@example.com').error?.issues.map(({ message }) => message)).toEqual(
			[expect.stringMatching(/^has letters before the @ that Mailchimp does not take/)],
		);
	});
});

describe('an id', () => {
	it.each(['../lists', 'a/b', 'a?b', 'a b', '', 'é'])('cannot lead elsewhere: "%s"', (typed) => {
		expect(audienceId.safeParse(typed).success).toBe(false);
	});
});

describe('a member', () => {
	// The example of the service's own documentation of the hash.
	it('is named by the MD5 hash of its lower-cased address', () => {
		expect(subscriberHash('Urist.McVankab@freddiesjokes.com')).toBe(
			'62eeb292278cc15f5817cb78f7790b08',
		);
	});

	it('is the same target however its address is written', () => {
		expect(memberTarget({ audience: 'a1', email: 'ADA@example.com' })).toEqual(
			memberTarget({ audience: 'a1', email: 'ada@example.com' }),
		);
	});
});

describe('the names of tags', () => {
	it.each([7, null, [1], { name: 'VIP' }])(
		'are refused in plain words when they are %j',
		(tags) => {
			const input = { audience: 'a1', email: 'ada@example.com', tags };
			expect(tagInput.safeParse(input).error?.issues.map(({ message }) => message)).toEqual([
				'must be names of tags, separated by commas',
			]);
		},
	);
});

describe('a record of the API', () => {
	it('is given on without its links to other requests', () => {
		expect(record.parse({ id: 'a1', _links: [{ rel: 'self' }] })).toEqual({ id: 'a1' });
	});
});
