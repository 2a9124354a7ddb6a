import { chunks, forEachConcurrently, waves } from '../../operation/schedule';

const always = () => true;

describe('jobs that run concurrently', () => {
	it('are each run once, however many may run at once', async () => {
		for (const limit of [1, 2, 5, 50]) {
			const seen: number[] = [];
			await forEachConcurrently([1, 2, 3, 4, 5, 6, 7], limit, always, async (entry) => {
				await Promise.resolve();
				seen.push(entry);
			});
			expect(seen.sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
		}
	});

	it('are not started any more once told so', async () => {
		const seen: number[] = [];
		await forEachConcurrently(
			[1, 2, 3, 4],
			1,
			() => seen.length < 2,
			async (entry) => {
				seen.push(entry);
			},
		);
		expect(seen).toEqual([1, 2]);
	});

	it('are nothing where there is no entry', async () => {
		await expect(forEachConcurrently([], 3, always, async () => {})).resolves.toBeUndefined();
	});
});

describe('waves', () => {
	it('are one where no two entries have the same target', () => {
		expect(waves(['a', 'b', 'c'], (entry) => [entry])).toEqual([['a', 'b', 'c']]);
	});

	it('are one where the order does not matter', () => {
		expect(waves(['a', 'a', 'a'], () => [])).toEqual([['a', 'a', 'a']]);
	});

	it('keep the order of entries with the same target', () => {
		const entries = ['a1', 'b1', 'a2', 'c1', 'a3', 'b2'];
		expect(waves(entries, ([target = '']) => [target])).toEqual([
			['a1', 'b1', 'c1'],
			['a2', 'b2'],
			['a3'],
		]);
	});

	it('keep the order of entries that have one of several targets in common', () => {
		expect(waves(['a', 'ab', 'b', 'c'], (entry) => [...entry])).toEqual([
			['a', 'c'],
			['ab'],
			['b'],
		]);
	});
});

describe('chunks', () => {
	it('hold only entries with the same key, and no more than fit', () => {
		const entries = ['a1', 'b1', 'a2', 'a3', 'b2'];
		expect(chunks(entries, 2, ([key = '']) => key)).toEqual([['a1', 'a2'], ['a3'], ['b1', 'b2']]);
	});

	it.each([
		[0, []],
		[1, [1]],
		[500, [500]],
		[501, [500, 1]],
	])('of %d entries are as large as may be', (count, sizes) => {
		const entries = Array.from({ length: count }, (_, index) => index);
		const parted = chunks(entries, 500, () => '');
		expect(parted.map(({ length }) => length)).toEqual(sizes);
		expect(parted.flat()).toEqual(entries);
	});
});
