import type { Closing } from '../../../connection/request/circuit';
import { Circuit } from '../../../connection/request/circuit';

const MINUTE = 60_000;

/** What is to be done, at a moment, after the service said this at the moment 0. */
const step = (usage: Parameters<Circuit['note']>[0], now = 0) => {
	const circuit = new Circuit();
	circuit.note(usage, 0);
	return circuit.next(now);
};

describe('the circuit of a connection', () => {
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
		expect(step({ share: 1, regain: 30 * MINUTE })).toEqual({
			closedFor: 30 * MINUTE,
			why: 'throttled',
		});
		expect(step({ share: 1, regain: 30 * MINUTE }, 29 * MINUTE)).toEqual({ wait: MINUTE });
	});

	it('is slow, and not closed, where the service names no time or the time is over', () => {
		expect(step({ share: 1.2 })).toEqual({ wait: expect.closeTo(5_000) });
		expect(step({ share: 1, regain: MINUTE }, 2 * MINUTE)).toEqual({ wait: expect.closeTo(5_000) });
	});

	it('goes by the newest word, and keeps it through answers that say nothing', () => {
		const circuit = new Circuit();
		circuit.note({ share: 1, regain: 30 * MINUTE }, 0);
		circuit.note(undefined, 1);
		expect(circuit.next(1)).toHaveProperty('closedFor');
		circuit.note({ share: 0.1 }, 2);
		expect(circuit.next(2)).toEqual({ wait: 0 });
	});
});

describe('a wait that the service asks for', () => {
	it('holds for every request of the connection, until it is over', () => {
		const circuit = new Circuit();
		circuit.pause(MINUTE, 'throttled', 0);
		expect([0, 45_000, MINUTE].map((now) => circuit.next(now))).toEqual([
			{ wait: MINUTE },
			{ wait: 15_000 },
			{ wait: 0 },
		]);
	});

	it('is not ended by a shorter one, and is the longer of this one and what the limits ask for', () => {
		const circuit = new Circuit();
		circuit.pause(MINUTE, 'throttled', 0);
		circuit.pause(1_000, 'throttled', 0);
		expect(circuit.next(0)).toEqual({ wait: MINUTE });
		circuit.note({ share: 1, regain: 2 * MINUTE }, 0);
		expect(circuit.next(0)).toEqual({ wait: 2 * MINUTE });
	});

	it('is not waited for when it is long', () => {
		const circuit = new Circuit();
		circuit.pause(30 * MINUTE, 'unavailable', 0);
		expect(circuit.next(0)).toEqual({ closedFor: 30 * MINUTE, why: 'unavailable' });
		expect(circuit.next(29 * MINUTE)).toEqual({ wait: MINUTE });
	});
});

/** What is said of a request whose retries are exhausted. */
const exhausted = (why: Closing, mayBeItsOwn: boolean) => ({ why, ending: why, mayBeItsOwn });

describe('a request whose retries are exhausted', () => {
	it('opens the circuit, for as long as it was tried, and two minutes at most', () => {
		const circuit = new Circuit();
		circuit.recordExhausted(circuit.begin(0), exhausted('throttled', false), MINUTE);
		expect(circuit.next(2 * MINUTE - 1)).toEqual({ open: 'throttled', ending: 'throttled' });
		expect(circuit.next(2 * MINUTE)).toEqual({ wait: 0 });
		circuit.recordExhausted(
			circuit.begin(2 * MINUTE),
			exhausted('unavailable', false),
			60 * MINUTE,
		);
		expect(circuit.next(62 * MINUTE - 1)).toEqual({ open: 'unavailable', ending: 'unavailable' });
		expect(circuit.next(62 * MINUTE)).toEqual({ wait: 0 });
	});

	it('says nothing of the others where one of them was answered meanwhile', () => {
		const circuit = new Circuit();
		const begun = circuit.begin(0);
		circuit.answered();
		circuit.recordExhausted(begun, exhausted('throttled', false), MINUTE);
		expect(circuit.next(MINUTE)).toEqual({ wait: 0 });
	});

	it('by what may be in it says nothing of the others, a second one in a row does', () => {
		const circuit = new Circuit();
		circuit.recordExhausted(circuit.begin(0), exhausted('unavailable', true), MINUTE);
		circuit.answered();
		circuit.recordExhausted(circuit.begin(MINUTE), exhausted('unavailable', true), 2 * MINUTE);
		expect(circuit.next(2 * MINUTE)).toEqual({ wait: 0 });
		circuit.recordExhausted(circuit.begin(2 * MINUTE), exhausted('unavailable', true), 3 * MINUTE);
		expect(circuit.next(3 * MINUTE)).toEqual({ open: 'unavailable', ending: 'unavailable' });
	});

	it('for a moment lets the others wait, each time as long as it has lasted, before the circuit opens', () => {
		const circuit = new Circuit();
		const fail = (now: number) => {
			circuit.recordExhausted(circuit.begin(now), exhausted('unavailable', true), now);
			return circuit.next(now);
		};
		expect(fail(0)).toEqual({ wait: 0 });
		expect([0, 1_000, 2_000, 4_000, 8_000].map(fail)).toEqual([
			{ wait: 1_000 },
			{ wait: 1_000 },
			{ wait: 2_000 },
			{ wait: 4_000 },
			{ wait: 8_000 },
		]);
		expect(fail(16_000)).toEqual({ open: 'unavailable', ending: 'unavailable' });
		expect(circuit.next(32_000)).toEqual({ wait: 0 });
	});

	it('is forgotten with the next answer', () => {
		const circuit = new Circuit();
		for (const now of [0, 8_000])
			circuit.recordExhausted(circuit.begin(now), exhausted('unavailable', true), now);
		circuit.answered();
		circuit.recordExhausted(circuit.begin(16_000), exhausted('unavailable', false), 16_000);
		expect(circuit.next(16_000)).toEqual({ wait: 1_000 });
	});
});
