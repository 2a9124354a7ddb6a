import { time } from '../../../nodes/Mailchimp/time.ts';
import {
	type MailchimpStandIn,
	startMailchimp,
} from '../../../sandbox/services/mailchimp/index.mts';
import { accountNamed, audienceNamed } from '../../sandbox/mailchimp/caller.mts';
import { byId, runNode } from './node.mts';

const BERLIN = 'Europe/Berlin';
const KOLKATA = 'Asia/Kolkata';

describe('a time with an offset', () => {
	it.each([
		['2026-01-31T12:00:00Z', '2026-01-31T12:00:00Z'],
		['2026-01-31T12:00:00.000+01:00', '2026-01-31T11:00:00Z'],
		[' 2026-01-31T12:00-05:00 ', '2026-01-31T17:00:00Z'],
	])('says itself when it is: %s is %s', (given, utc) => {
		expect(time.parse(given)).toBe(utc);
	});

	it.each(['', '  ', null, undefined])('may be left out: %j', (given) => {
		expect(time.parse(given)).toBeUndefined();
	});

	it.each(['yesterday', '2026-02-31', '2026-01-31T25:00:00Z', '2026-01-31T12:00:00+99:99', 7])(
		'is refused when it is %j',
		(given) => {
			expect(time.safeParse(given).error?.issues[0]?.message).toBe(
				'must be a time such as 2026-01-31T12:00:00, or a date such as 2026-01-31',
			);
		},
	);
});

describe('a node with dates, in a workflow of a time zone', () => {
	let standIn: MailchimpStandIn;

	beforeEach(async () => {
		standIn = await startMailchimp();
	});

	afterEach(async () => {
		expect(standIn.violations).toEqual([]);
		await standIn.stop();
	});

	const audience = () => byId(audienceNamed(accountNamed(standIn, 'freddie'), 'Regulars').id);

	it.each([
		[BERLIN, '2026-01-31T09:00:00Z', '2026-06-30T22:00:00Z'],
		[KOLKATA, '2026-01-31T04:30:00Z', '2026-06-30T18:30:00Z'],
	])('reads them there: %s', async (zone, after, before) => {
		const filters = { changedAfter: '2026-01-31T10:00:00', changedBefore: '2026-07-01' };
		await runNode(standIn, {
			resource: 'member',
			operation: 'getMany',
			parameters: { audience: audience(), filters },
			timeZone: zone,
		});
		expect(standIn.requests[0]?.query).toMatchObject({
			since_last_changed: after,
			before_last_changed: before,
		});
	});

	it('sends a batch whose dates are as Mailchimp specifies them', async () => {
		const additional = { timestampOpt: '2026-01-31', timestampSignup: '2026-01-30T18:00:00Z' };
		await runNode(standIn, {
			resource: 'member',
			operation: 'createOrUpdate',
			parameters: { audience: audience(), email: 'ada@example.com', additional },
			timeZone: BERLIN,
		});
		const wanted = {
			timestamp_opt: '2026-01-30T23:00:00Z',
			timestamp_signup: '2026-01-30T18:00:00Z',
		};
		expect(standIn.requests[0]?.body).toMatchObject({ members: [wanted] });
	});

	it('refuses a day that no calendar has, and names the field', async () => {
		const filters = { sentAfter: '2026-02-31T10:00:00' };
		const list = runNode(standIn, {
			resource: 'report',
			operation: 'getMany',
			parameters: { filters },
		});
		await expect(list).rejects.toThrow(/"Filters → Sent After" must be a time such as/);
		expect(standIn.requests).toEqual([]);
	});
});
