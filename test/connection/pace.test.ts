import { Pace } from '../../connection/pace';

const MINUTE = 60_000;

/** What is to be done, at a moment, after the service said this at the moment 0. */
const step = (usage: Parameters<Pace['note']>[0], now = 0) => {
	const pace = new Pace();
	pace.note(usage, 0);
	return pace.next(now);
};

describe('the pace of a connection', () => {
	it.each([undefined, { share: 0 }, { share: 0.79 }])('is not slowed down at %j', (usage) => {
		expect(step(usage)).toEqual({ wait: 0 });
	});

	it('slows down steadily before the service has to refuse', () => {
		const waits = [0.8, 0.85, 0.9, 0.95, 0.99].map((share) => {
			const next = step({ share });
			return 'wait' in next ? next.wait : Number.NaN;
		});
		expect(waits[0]).toBe(0);
		expect(waits).toEqual([...waits].sort((one, other) => one - other));
		expect(waits.at(-1)).toBeGreaterThan(4_000);
		expect(waits.at(-1)).toBeLessThanOrEqual(5_000);
	});

	it('waits for a short closing to end, as much of it as is left', () => {
		expect(step({ share: 1, regain: MINUTE })).toEqual({ wait: MINUTE });
		expect(step({ share: 1, regain: MINUTE }, 45_000)).toEqual({ wait: 15_000 });
	});

	it('gives up on a long closing, and goes on when little of it is left', () => {
		expect(step({ share: 1, regain: 30 * MINUTE })).toEqual({ closedFor: 30 * MINUTE });
		expect(step({ share: 1, regain: 30 * MINUTE }, 29 * MINUTE)).toEqual({ wait: MINUTE });
	});

	it('is slow, and not closed, where the service names no time or the time is over', () => {
		expect(step({ share: 1.2 })).toEqual({ wait: expect.closeTo(5_000) });
		expect(step({ share: 1, regain: MINUTE }, 2 * MINUTE)).toEqual({ wait: expect.closeTo(5_000) });
	});

	it('goes by the newest word, and keeps it through answers that say nothing', () => {
		const pace = new Pace();
		pace.note({ share: 1, regain: 30 * MINUTE }, 0);
		pace.note(undefined, 1);
		expect(pace.next(1)).toHaveProperty('closedFor');
		pace.note({ share: 0.1 }, 2);
		expect(pace.next(2)).toEqual({ wait: 0 });
	});
});
