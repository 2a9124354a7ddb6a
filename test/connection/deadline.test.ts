import { sleep } from 'n8n-workflow';

import { within } from '../../connection/deadline';

const after = async (milliseconds: number, ends: () => string) => {
	await sleep(milliseconds);
	return ends();
};

describe('an answer that is waited for', () => {
	it('is given when it is there in time', async () => {
		expect(
			await within(
				1_000,
				after(1, () => 'here'),
			),
		).toBe('here');
	});

	it('fails as it does by itself', async () => {
		const refused = after(1, () => {
			throw new Error('refused');
		});
		await expect(within(1_000, refused)).rejects.toThrow('refused');
	});

	it.each([
		['gives', () => 'late'],
		[
			'fails',
			() => {
				throw new Error('late');
			},
		],
	])('is given up when its time is over, whatever it %s later', async (_what, ends) => {
		const late = after(60, ends);
		await expect(within(20, late)).rejects.toMatchObject({
			code: 'ETIMEDOUT',
			message: 'no whole answer within 0.02 seconds',
		});
		// That it fails later must be no unhandled rejection: that would end n8n.
		await Promise.allSettled([late]);
	});
});
