import { sleep } from 'n8n-workflow';

import { within } from '../../../connection/request/timeout';

const after = async (milliseconds: number, ends: () => string) => {
	await sleep(milliseconds);
	return ends();
};

describe('an answer that is waited for', () => {
	it('is given when it is there in time', async () => {
		const answer = async () => await after(1, () => 'here');
		expect(await within(1_000, undefined, answer)).toBe('here');
	});

	it('fails as it does by itself', async () => {
		const refused = async () =>
			await after(1, () => {
				throw new Error('refused');
			});
		await expect(within(1_000, undefined, refused)).rejects.toThrow('refused');
	});

	it.each([
		['gives', () => 'late'],
		[
			'fails',
			() => {
				throw new Error('late');
			},
		],
	])('ends when its time is over, whatever it %s later', async (_what, ends) => {
		const late = after(60, ends);
		await expect(within(20, undefined, async () => await late)).rejects.toMatchObject({
			code: 'ETIMEDOUT',
			message: 'no whole answer within 0.02 seconds',
		});
		// That it fails later must be no unhandled rejection: that would end n8n.
		await Promise.allSettled([late]);
	});

	it('is told when nobody waits any more, be it late or not wanted any more, and not when it was there', async () => {
		const signals: AbortSignal[] = [];
		const answer = (milliseconds: number) => async (signal: AbortSignal) => {
			signals.push(signal);
			return await after(milliseconds, () => 'here');
		};
		const stop = new AbortController();
		const stopped = within(1_000, stop.signal, answer(60));
		stop.abort(new Error('stopped by a person'));
		await expect(stopped).rejects.toThrow('stopped by a person');
		await expect(within(20, new AbortController().signal, answer(60))).rejects.toThrow('no whole');
		await within(20, stop.signal, answer(1));
		await sleep(40);
		expect(signals.map(({ aborted }) => aborted)).toEqual([true, true, false]);
	});
});
