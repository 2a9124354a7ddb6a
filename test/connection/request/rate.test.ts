import { z } from 'zod';

import { openConnection } from '../../../connection/connection';
import type { Service } from '../../../connection/model/service';
import { RateLimit, sharedRate } from '../../../connection/request/rate';
import type { Script } from '../../builders';
import { answer, held, host, spaces } from '../../builders';

const SECOND = 1_000;
const PENALTY = 30 * SECOND;
const rate = { requests: 5, per: SECOND, penalty: PENALTY };

/** The moments of so many requests that want to be sent at this one. */
const moments = (limit: RateLimit, count: number, now = 0) =>
	Array.from({ length: count }, () => Math.round(limit.reserve(now)));

describe('the rate of a connection', () => {
	it('spreads requests over the time', () => {
		expect(moments(new RateLimit(rate), 6)).toEqual([0, 200, 400, 600, 800, 1000]);
	});

	it('lets a tenth of a large number go at once, and never more than all within the time', () => {
		const times = moments(new RateLimit({ requests: 100, per: SECOND }), 500);
		expect(times.filter((at) => at === 0)).toHaveLength(10);
		for (const from of times) {
			const within = times.filter((at) => at >= from && at < from + SECOND);
			expect(within.length).toBeLessThanOrEqual(100);
		}
	});

	it('sends nothing during a penalty, and no burst after it', () => {
		const limit = new RateLimit({ requests: 100, per: SECOND, penalty: PENALTY });
		limit.refused(0, 0);
		const [first = 0, second = 0] = moments(limit, 2, SECOND);
		expect(first).toBe(PENALTY);
		expect(second - first).toBeGreaterThanOrEqual(SECOND / 100);
	});

	it('is lower after a refusal, and as declared again once the service answers', () => {
		const limit = new RateLimit({ requests: 5, per: SECOND });
		limit.refused(0, 0);
		expect(moments(limit, 2, 0)).toEqual([0, 400]);
		for (let count = 0; count < 5; count += 1) limit.answered();
		expect(moments(limit, 2, 10 * SECOND)).toEqual([10 * SECOND, 10 * SECOND + 200]);
	});
});

describe('a rate that a service counts for each base', () => {
	const each = { label: 'base', pattern: '/(app[A-Za-z0-9]+)(?:/|$)' };
	const rateOf = (path: string) =>
		sharedRate('airtable/7', { ...rate, each }, `https://api.airtable.com/v0${path}`);

	it('is shared by all paths of a base, and not by those of another', () => {
		expect(rateOf('/appOne/Orders?a=/appTwo')).toBe(rateOf('/meta/bases/appOne/tables'));
		expect(rateOf('/appOne/Orders')).not.toBe(rateOf('/appTwo/Orders'));
	});

	it('is one for all paths that name no base', () => {
		expect(rateOf('/meta/whoami')).toBe(rateOf('/meta/bases'));
		expect(rateOf('/meta/whoami')).not.toBe(rateOf('/appOne/Orders'));
	});

	it('leaves the requests to other bases alone when it is exceeded', () => {
		rateOf('/appOne')?.refused(0, 0);
		expect(rateOf('/appOne')?.reserve(0)).toBeGreaterThanOrEqual(PENALTY);
		expect(rateOf('/appTwo')?.reserve(0)).toBe(0);
	});
});

describe('many writes of a service that punishes too many', () => {
	beforeEach(() => {
		jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'], now: 0 });
	});

	afterEach(() => {
		jest.useRealTimers();
	});

	/** A service that takes no more than its rate in any second, and nothing for the penalty once there were more. */
	function strictService() {
		const taken: number[] = [];
		let closedUntil = 0;
		let refusals = 0;
		const script: Script = () => {
			const now = Date.now();
			const recent = taken.filter((at) => at > now - SECOND).length;
			if (recent >= rate.requests) closedUntil = now + PENALTY;
			if (now < closedUntil) {
				refusals += 1;
				return answer(429, {});
			}
			taken.push(now);
			return answer(200, { id: 1 });
		};
		return {
			script,
			taken,
			close: (until: number) => (closedUntil = until),
			refusals: () => refusals,
		};
	}

	const service: Service = { ...spaces, limits: { ...spaces.limits, rate } };

	/** Sends so many writes with each of two runs of one connection; gives when all are done. */
	async function write(script: Script, count: number, execution: string): Promise<number> {
		const credentials = held.spaces({ system: execution });
		const writes = [1, 2].map(async () => {
			const { context } = host({ service, credentials, script });
			const connection = await openConnection(context, service);
			const post = { method: 'POST', path: '/records', body: { a: 1 } } as const;
			await Promise.all(
				Array.from({ length: count }, async () => await connection.request(post, z.unknown())),
			);
		});
		let doneAt: number | undefined;
		void Promise.all(writes).then(() => (doneAt = Date.now()));
		while (doneAt === undefined) await jest.advanceTimersByTimeAsync(100);
		return doneAt;
	}

	it('are done as fast as it takes them, also by two runs at once', async () => {
		const { script, taken, refusals } = strictService();
		expect(await write(script, 10, 'fast')).toBeLessThanOrEqual(4_200);
		expect([taken.length, refusals()]).toEqual([20, 0]);
	});

	it('wait for the end of a penalty that others earned, and earn no other', async () => {
		const { script, taken, close, refusals } = strictService();
		// The rate is shared by all tests of this file: the one before has used it.
		await jest.advanceTimersByTimeAsync(10 * SECOND);
		close(Date.now() + 20 * SECOND);
		await write(script, 10, 'punished');
		expect(taken).toHaveLength(20);
		// No more than those that were under way at the first refusal.
		expect(refusals()).toBeLessThanOrEqual(2);
	});
});
