import { once } from '../../../connection/request/retryableOnce';

describe('a job that is done once', () => {
	it('is done when it is first wanted, and shared by all who want it', async () => {
		const job = jest.fn(async () => 'done');
		const get = once(job);
		expect(job).not.toHaveBeenCalled();
		expect(await Promise.all([get(), get()])).toEqual(['done', 'done']);
		expect(await get()).toBe('done');
		expect(job).toHaveBeenCalledTimes(1);
	});

	it('is tried again by the next who wants it when it failed', async () => {
		const job = jest.fn(async () => 'done').mockRejectedValueOnce(new Error('passing'));
		const get = once(job);
		await expect(Promise.all([get(), get()])).rejects.toThrow('passing');
		expect(await get()).toBe('done');
		expect(await get()).toBe('done');
		expect(job).toHaveBeenCalledTimes(2);
	});

	it('ends when it goes on failing, however many want it', async () => {
		const job = jest.fn(async () => {
			throw new Error('lasting');
		});
		const get = once(job);
		for (let item = 0; item < 1_000; item += 1) await expect(get()).rejects.toThrow('lasting');
		expect(job).toHaveBeenCalledTimes(5);
	});
});
