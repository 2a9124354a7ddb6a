import { judge } from '../../../nodes/Connections/polling/judge';
import type { Known } from '../../../nodes/Connections/polling/memory';
import type { Verdict } from '../../../nodes/Connections/inspect/verdict';
import { credential, EARLIER, known, NOW, verdict } from './connections';

const mayPass = verdict('broken', { mayPass: true });
const nothing = verdict('unverifiable', { isInconclusive: true });

const judged = (before: Known | undefined, seen: Verdict) =>
	judge({ credential: credential('a'), before, verdict: seen, now: NOW });

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
		['one that stays broken, now since it is down', known('broken'), mayPass, []],
		[
			'one that recovers',
			known('broken'),
			verdict('working'),
			[{ event: 'recovered', since: NOW }],
		],
		['one that may pass', known('working'), mayPass, []],
		[
			'one that may pass and lasts',
			known('working', { suspectedSince: EARLIER }),
			mayPass,
			[{ event: 'broke', since: EARLIER }],
		],
		[
			'one that may have passed',
			known('working', { suspectedSince: EARLIER }),
			verdict('working'),
			[],
		],
		['one that was broken, whose test came to nothing', known('broken'), nothing, []],
		['one that worked, whose test came to nothing', known('working'), nothing, []],
		[
			'one that was broken and has a token again, which is all that n8n can say',
			known('broken'),
			verdict('unverifiable'),
			[{ event: 'recovered', since: NOW }],
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
		const suspected = judged(known('working'), mayPass).known;
		expect(suspected).toMatchObject({ status: 'working', since: EARLIER, suspectedSince: NOW });
		expect(judged(suspected, verdict('working')).known).not.toHaveProperty('suspectedSince');
		expect(judged(suspected, nothing).known).toEqual({ ...suspected, tested: NOW });
	});
});
