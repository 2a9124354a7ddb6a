import type { Credential } from '../../../nodes/Connections/api/credentials';
import { judge, judgeUse } from '../../../nodes/Connections/polling/judge';
import type { Known } from '../../../nodes/Connections/polling/memory';
import type { Verdict } from '../../../nodes/Connections/verify';

const credential: Credential = {
	id: 'a',
	name: 'Newsletter',
	type: 'mailchimpConnectionApi',
	createdAt: '2026-01-01T00:00:00.000Z',
	updatedAt: '2026-01-01T00:00:00.000Z',
	shared: [],
};

const EARLIER = '2026-10-01T00:00:00.000Z';
const NOW = '2026-10-02T00:00:00.000Z';

const known = (status: Known['status'], more: Partial<Known> = {}): Known => ({
	status,
	since: EARLIER,
	tested: EARLIER,
	isUsed: true,
	...more,
});

const verdict = (status: Verdict['status'], mayPass = false): Verdict => ({
	status,
	message: status,
	mayPass,
	took: 1,
});

const judged = (before: Known | undefined, seen: Verdict) =>
	judge({ credential, before, verdict: seen, now: NOW });

const events = (before: Known | undefined, seen: Verdict) =>
	judged(before, seen).changes.map(({ event, since }) => ({ event, since }));

describe('what a test changes', () => {
	it.each<[string, Known | undefined, Verdict, object[]]>([
		['a new one that works', undefined, verdict('working'), []],
		['a new one that is broken', undefined, verdict('broken'), [{ event: 'broke', since: NOW }]],
		['a new one that nobody can tell', undefined, verdict('unverifiable'), []],
		['one that works on', known('working'), verdict('working'), []],
		['one that breaks', known('working'), verdict('broken'), [{ event: 'broke', since: NOW }]],
		[
			'one that nobody could tell and is broken',
			known('unverifiable'),
			verdict('broken'),
			[{ event: 'broke', since: NOW }],
		],
		['one that stays broken', known('broken'), verdict('broken'), []],
		['one that stays broken, now since it is down', known('broken'), verdict('broken', true), []],
		[
			'one that recovers',
			known('broken'),
			verdict('working'),
			[{ event: 'recovered', since: NOW }],
		],
		['one that may pass', known('working'), verdict('broken', true), []],
		[
			'one that may pass and lasts',
			known('working', { suspectedSince: EARLIER }),
			verdict('broken', true),
			[{ event: 'broke', since: EARLIER }],
		],
		[
			'one that may have passed',
			known('working', { suspectedSince: EARLIER }),
			verdict('working'),
			[],
		],
	])('%s', (_what, before, seen, expected) => {
		expect(events(before, seen)).toEqual(expected);
	});

	it('is remembered with the time from which it holds', () => {
		expect(judged(known('working'), verdict('working')).known.since).toBe(EARLIER);
		expect(judged(known('working'), verdict('broken')).known).toMatchObject({
			status: 'broken',
			since: NOW,
		});
		const suspected = judged(known('working'), verdict('broken', true)).known;
		expect(suspected).toMatchObject({ status: 'working', since: EARLIER, suspectedSince: NOW });
		expect(judged(suspected, verdict('working')).known).not.toHaveProperty('suspectedSince');
	});
});

describe('the use of a connection', () => {
	it.each<[boolean | undefined, boolean, number]>([
		[true, false, 1],
		[true, true, 0],
		[false, false, 0],
		[false, true, 0],
		[undefined, false, 0],
	])('used before: %j, used now: %j, so many events: %i', (before, isUsed, count) => {
		const remembered = before === undefined ? undefined : known('working', { isUsed: before });
		expect(judgeUse(credential, remembered, isUsed, NOW)).toHaveLength(count);
	});
});
