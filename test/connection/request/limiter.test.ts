import { createLimiter, sharedLimiter } from '../../../connection/request/limiter';

/** Jobs that end when the test says so, and what is known of them. */
function createJobs() {
	const started: number[] = [];
	const endings = new Map<number, { end: () => void; fail: (error: Error) => void }>();
	const job = (id: number) => async () => {
		started.push(id);
		return await new Promise<number>((resolve, reject) => {
			endings.set(id, { end: () => resolve(id), fail: reject });
		});
	};
	return { started, job, end: (id: number) => endings.get(id)?.end(), endings };
}

/** Lets everything that can go on go on. */
const settle = async () => {
	for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};

describe('a limiter', () => {
	it('starts jobs in their order and gives their results', async () => {
		const limit = createLimiter(2);
		const { started, job, end } = createJobs();
		const results = [1, 2, 3, 4].map(async (id) => await limit(job(id)));
		await settle();
		expect(started).toEqual([1, 2]);
		end(2);
		await settle();
		expect(started).toEqual([1, 2, 3]);
		end(1);
		await settle();
		end(3);
		end(4);
		expect(await Promise.all(results)).toEqual([1, 2, 3, 4]);
		expect(started).toEqual([1, 2, 3, 4]);
	});

	it('gives the place of a failed job to the next', async () => {
		const limit = createLimiter(1);
		const { job, endings, end } = createJobs();
		const first = limit(job(1));
		const second = limit(job(2));
		await settle();
		endings.get(1)?.fail(new Error('broken'));
		await expect(first).rejects.toThrow('broken');
		await settle();
		end(2);
		expect(await second).toBe(2);
	});

	it.each([1, 2, 3, 7])(
		'never runs more than %d at once, whatever their durations',
		async (most) => {
			const limit = createLimiter(most);
			let running = 0;
			let peak = 0;
			const work = (turns: number) => async () => {
				running += 1;
				peak = Math.max(peak, running);
				for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
				running -= 1;
				if (turns % 5 === 0) throw new Error('every fifth fails');
			};
			const jobs = Array.from({ length: 60 }, (_, index) => limit(work((index * 7) % 11)));
			const ended = await Promise.allSettled(jobs);
			expect(peak).toBe(most);
			expect(running).toBe(0);
			expect(ended).toHaveLength(60);
		},
	);
});

describe('a shared limiter', () => {
	it('counts the jobs of all that have its key, and not of others', async () => {
		const { started, job, endings } = createJobs();
		const results = [
			sharedLimiter('a', 1)(job(1)),
			sharedLimiter('a', 1)(job(2)),
			sharedLimiter('b', 1)(job(3)),
		];
		await settle();
		expect(started).toEqual([1, 3]);
		for (const id of [1, 2, 3]) {
			endings.get(id)?.end();
			await settle();
		}
		expect(await Promise.all(results)).toEqual([1, 2, 3]);
	});

	it('goes on after a pause', async () => {
		const limit = sharedLimiter('paused', 1);
		expect(await limit(async () => 1)).toBe(1);
		expect(await limit(async () => 2)).toBe(2);
	});
});
