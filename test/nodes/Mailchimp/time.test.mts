import { time, toUtc } from '../../../nodes/Mailchimp/time.ts';
import {
	type MailchimpStandIn,
	startMailchimp,
} from '../../../sandbox/services/mailchimp/index.mts';
import { accountNamed, audienceNamed } from '../../sandbox/mailchimp/caller.mts';
import { byId, runNode } from './node.mts';

const BERLIN = 'Europe/Berlin';
const NEW_YORK = 'America/New_York';
const KOLKATA = 'Asia/Kolkata';

describe('a time without an offset', () => {
	it.each([
		['in winter', BERLIN, '2026-01-31T10:00:00', '2026-01-31T09:00:00Z'],
		['in summer', BERLIN, '2026-07-31T10:00:00', '2026-07-31T08:00:00Z'],
		['in winter', NEW_YORK, '2026-01-31T10:00:00', '2026-01-31T15:00:00Z'],
		['in summer', NEW_YORK, '2026-07-31T22:00:00', '2026-08-01T02:00:00Z'],
		['of half an hour', KOLKATA, '2026-01-31T10:00:00', '2026-01-31T04:30:00Z'],
		['without seconds', BERLIN, '2026-01-31T10:00', '2026-01-31T09:00:00Z'],
		['with milliseconds', BERLIN, '2026-01-31T10:00:00.250', '2026-01-31T09:00:00Z'],
		['of UTC', 'UTC', '2026-01-31T10:00:00', '2026-01-31T10:00:00Z'],
	])('%s, %s: %s is %s', (_what, zone, local, utc) => {
		expect(toUtc(local, zone)).toBe(utc);
	});

	it.each([
		['the last second before', BERLIN, '2026-03-29T01:59:59', '2026-03-29T00:59:59Z'],
		['passed over', BERLIN, '2026-03-29T02:30:00', '2026-03-29T01:30:00Z'],
		['the first after', BERLIN, '2026-03-29T03:00:00', '2026-03-29T01:00:00Z'],
		['the last second before', NEW_YORK, '2026-03-08T01:59:59', '2026-03-08T06:59:59Z'],
		['passed over', NEW_YORK, '2026-03-08T02:30:00', '2026-03-08T07:30:00Z'],
		['the first after', NEW_YORK, '2026-03-08T03:00:00', '2026-03-08T07:00:00Z'],
	])('when the clocks go forward, %s, %s: %s is %s', (_what, zone, local, utc) => {
		expect(toUtc(local, zone)).toBe(utc);
	});

	it.each([
		['before', BERLIN, '2026-10-25T01:59:59', '2026-10-24T23:59:59Z'],
		['shown twice: the first', BERLIN, '2026-10-25T02:30:00', '2026-10-25T00:30:00Z'],
		['after', BERLIN, '2026-10-25T03:00:00', '2026-10-25T02:00:00Z'],
		['before', NEW_YORK, '2026-11-01T00:59:59', '2026-11-01T04:59:59Z'],
		['shown twice: the first', NEW_YORK, '2026-11-01T01:30:00', '2026-11-01T05:30:00Z'],
		['after', NEW_YORK, '2026-11-01T02:00:00', '2026-11-01T07:00:00Z'],
	])('when the clocks go back, %s, %s: %s is %s', (_what, zone, local, utc) => {
		expect(toUtc(local, zone)).toBe(utc);
	});
});

describe('a date alone', () => {
	it.each([
		[BERLIN, '2026-01-31', '2026-01-30T23:00:00Z'],
		[NEW_YORK, '2026-03-08', '2026-03-08T05:00:00Z'],
		[NEW_YORK, '2026-03-09', '2026-03-09T04:00:00Z'],
		[KOLKATA, '2026-01-31', '2026-01-30T18:30:00Z'],
		// The clocks of Beirut went from midnight to one o'clock: there the day began.
		['Asia/Beirut', '2022-03-27', '2022-03-26T22:00:00Z'],
	])('is where the day begins: %s, %s is %s', (zone, local, utc) => {
		expect(toUtc(local, zone)).toBe(utc);
	});
});

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

	it.each(['yesterday', '2026-02-31', '2026-01-31T25:00:00Z', 7])(
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
