/** Waits between attempts take no time here: what a service says of its limits would hold a test up for minutes. */

/** Long enough for every wait that the product knows. */
const LONGEST = 150_000;

/** Does a job whose waits end at once. */
export async function hurried<T>(job: () => Promise<T>): Promise<T> {
	jest.useFakeTimers({
		doNotFake: [
			'Date',
			'nextTick',
			'queueMicrotask',
			'setImmediate',
			'clearImmediate',
			'setInterval',
			'clearInterval',
			'hrtime',
			'performance',
		],
	});
	const state = { done: false };
	try {
		const result = job().finally(() => {
			state.done = true;
		});
		// What it throws is thrown by the last line.
		result.catch(() => undefined);
		while (!state.done) await jest.advanceTimersByTimeAsync(LONGEST);
		return await result;
	} finally {
		jest.useRealTimers();
	}
}
