import type { Look } from '../../../../nodes/Connections/changes/compare';
import { compare } from '../../../../nodes/Connections/changes/compare';
import { idleDaysOf } from '../../../../nodes/Connections/changes/idle';
import type { Remembered } from '../../../../nodes/Connections/changes/memory';
import { memorySchema } from '../../../../nodes/Connections/changes/memory';
import { verdict } from '../connections';

const NOW = Date.parse('2026-11-01T00:00:00.000Z');
const DAY = 24 * 60 * 60 * 1000;

const known = (more: Partial<Remembered> = {}): Remembered => ({
	status: 'working',
	since: '2026-10-01T00:00:00.000Z',
	isUsed: true,
	...more,
});

const look = (more: Partial<Look>) =>
	compare({
		before: known(),
		verdict: verdict('working'),
		isUsed: true,
		ending: undefined,
		idleDays: undefined,
		days: [30, 7, 1],
		now: NOW,
		label: (permission) => permission,
		...more,
	});

const events = (more: Partial<Look>) => look(more).changes.map(({ event }) => event);

describe('a connection that did not change', () => {
	it('is not reported', () => {
		expect(events({})).toEqual([]);
	});

	it('keeps what is known where the check came to nothing', () => {
		const { remembered, changes } = look({
			before: known({ status: 'broken' }),
			verdict: verdict('unverifiable', { isInconclusive: true }),
		});
		expect(remembered.status).toBe('broken');
		expect(changes).toEqual([]);
	});
});

describe('a connection that breaks', () => {
	it('is reported at once where that does not pass by itself', () => {
		expect(events({ verdict: verdict('broken') })).toEqual(['broke']);
	});

	it('is reported at the second look where it may pass, since it was first seen', () => {
		const first = look({ verdict: verdict('broken', { mayPass: true }) });
		expect(first.changes).toEqual([]);
		const second = look({
			before: first.remembered,
			verdict: verdict('broken', { mayPass: true }),
			now: NOW + DAY,
		});
		expect(second.changes).toEqual([
			expect.objectContaining({ event: 'broke', since: new Date(NOW).toISOString() }),
		]);
	});

	it('is forgotten where it works again before that', () => {
		const first = look({ verdict: verdict('broken', { mayPass: true }) });
		const second = look({ before: first.remembered });
		expect(second.changes).toEqual([]);
		expect(second.remembered.suspectedSince).toBeUndefined();
	});

	it('is reported once, and its recovery too', () => {
		const broken = look({ verdict: verdict('broken') }).remembered;
		expect(events({ before: broken, verdict: verdict('broken') })).toEqual([]);
		expect(events({ before: broken })).toEqual(['recovered']);
	});
});

describe('permissions', () => {
	const with_ = (granted: string[]) => verdict('working', { findings: { granted } });

	it('that were lost or gained are reported', () => {
		const before = known({ granted: ['read', 'write'] });
		expect(events({ before, verdict: with_(['read', 'admin']) })).toEqual([
			'permissionLost',
			'permissionGained',
		]);
	});

	it('that the service does not tell are not called lost', () => {
		expect(events({ before: known({ granted: ['read'] }), verdict: verdict('working') })).toEqual(
			[],
		);
	});
});

it('another account than before is reported', () => {
	const of = (id: string) => verdict('working', { findings: { account: { id, name: id } } });
	const first = look({ verdict: of('ada') }).remembered;
	expect(events({ before: first, verdict: of('ada') })).toEqual([]);
	expect(events({ before: first, verdict: of('grace') })).toEqual(['accountChanged']);
});

describe('an ending', () => {
	const ending = new Date(NOW + 20 * DAY);

	it('is reported at each stage once', () => {
		const first = look({ ending });
		expect(first.changes.map(({ event }) => event)).toEqual(['expiresSoon']);
		const again = look({ before: first.remembered, ending, now: NOW + DAY });
		expect(again.changes).toEqual([]);
		const later = look({ before: again.remembered, ending, now: NOW + 14 * DAY });
		expect(later.changes.map(({ event }) => event)).toEqual(['expiresSoon']);
	});

	it('is reported 30, 7 and 1 days before, each once, and not between', () => {
		const end = new Date(NOW + 40 * DAY);
		const reported: number[] = [];
		let before: Remembered = known();
		for (let day = 0; day <= 41; day += 1) {
			const { remembered, changes } = look({ before, ending: end, now: NOW + day * DAY });
			before = remembered;
			if (changes.length > 0) reported.push(40 - day);
		}
		expect(reported).toEqual([30, 7, 1]);
	});

	it.each([
		['2026-11-08T06:00:00.000Z', 'ends on 2026-11-08T06:00:00.000Z, in 8 days'],
		['2026-11-02T00:00:00.000Z', 'ends on 2026-11-02T00:00:00.000Z, in 1 day'],
		['2026-11-01T01:30:00.000Z', 'ends on 2026-11-01T01:30:00.000Z, in 2 hours'],
		['2026-11-01T01:00:00.000Z', 'ends on 2026-11-01T01:00:00.000Z, in 1 hour'],
		['2026-10-31T23:00:00.000Z', 'ended on 2026-10-31T23:00:00.000Z'],
	])('at %s is told in words', (moment, words) => {
		const { changes } = look({ ending: new Date(moment) });
		expect(changes.map(({ message }) => message)).toEqual([`Its access ${words}`]);
	});

	it('is not reported again after a look that told none', () => {
		const first = look({ ending }).remembered;
		const without = look({ before: first, ending: undefined }).remembered;
		expect(events({ before: without, ending })).toEqual([]);
	});

	it('is reported anew where access was renewed and ends again', () => {
		const first = look({ ending }).remembered;
		expect(events({ before: first, ending: new Date(NOW + 25 * DAY) })).toEqual(['expiresSoon']);
	});
});

describe('a connection that nobody could inspect', () => {
	const notAsked = verdict('unverifiable', { checkedBy: 'none', isInconclusive: true });
	const asked = verdict('working', { checkedBy: 'service' });
	const later = (days: number, before: Remembered, given = notAsked, idleDays = 60) =>
		look({ before, verdict: given, idleDays, now: NOW + days * DAY });

	it('is reported at each stage before its refresh token ends for want of use, each once', () => {
		const begin = look({ verdict: asked, idleDays: 60 }).remembered;
		const seen: Array<[number, string]> = [];
		let before = begin;
		for (let day = 1; day <= 62; day += 1) {
			const { remembered, changes } = later(day, before);
			before = remembered;
			seen.push(...changes.map(({ event }): [number, string] => [day, event]));
		}
		expect(seen).toEqual([
			[30, 'idleTooLong'],
			[53, 'idleTooLong'],
			[59, 'idleTooLong'],
		]);
	});

	it('is said since when, until when, and what keeps it alive', () => {
		const begin = look({ verdict: asked, idleDays: 60 }).remembered;
		expect(later(30, begin).changes).toEqual([
			{
				event: 'idleTooLong',
				since: '2026-11-01T00:00:00.000Z',
				message: expect.stringMatching(
					/not been inspected since 2026-11-01.*after 60 days.*on 2026-12-31.*successful inspection keeps it alive/,
				),
			},
		]);
	});

	it('begins anew where its service accepted it in between', () => {
		const begin = look({ verdict: asked, idleDays: 60 }).remembered;
		const kept = later(29, begin, asked).remembered;
		expect(later(58, kept).changes).toEqual([]);
		expect(later(59, kept).changes).toHaveLength(1);
	});

	it('is not reported early where the rule is only a few days', () => {
		const begin = look({ verdict: asked, idleDays: 14 }).remembered;
		expect(later(1, begin, notAsked, 14).changes).toEqual([]);
		expect(later(7, begin, notAsked, 14).changes).toHaveLength(1);
	});

	it.each([
		['nothing is documented', undefined, known()],
		['it is broken anyway', 60, known({ status: 'broken', alive: '2026-01-01T00:00:00.000Z' })],
	])('is not reported where %s', (_why, idleDays, before) => {
		expect(events({ before, verdict: notAsked, idleDays, now: NOW + 365 * DAY })).toEqual([]);
	});

	it('is watched from now on where an older version remembered no use', () => {
		const first = look({ before: known(), verdict: notAsked, idleDays: 60 });
		expect(first.changes).toEqual([]);
		expect(first.remembered.alive).toBe(new Date(NOW).toISOString());
	});
});

it.each([
	['googleSheetsOAuth2Api', 180],
	['microsoftOutlookOAuth2Api', 90],
	['jiraSoftwareCloudOAuth2Api', 90],
	['boxConnectionOAuth2Api', 60],
	['slackOAuth2Api', undefined],
	['constructor', undefined],
])('the refresh token of %s ends after %s idle days', (type, days) => {
	expect(idleDaysOf(type)).toBe(days);
});

it('the loss of the last workflow is reported', () => {
	expect(events({ isUsed: false })).toEqual(['newlyUnused']);
	expect(events({ before: known({ isUsed: false }), isUsed: false })).toEqual([]);
});

it('what an older version remembered counts as nothing', () => {
	expect(memorySchema.safeParse({ connections: {}, lookedInto: {} }).success).toBe(false);
	expect(memorySchema.safeParse({}).success).toBe(false);
});
