/** That an answer has not ended in time. In the words of the network, whose own limit is on silence alone. */
const timedOut = (timeout: number) =>
	Object.assign(new Error(`no whole answer within ${timeout / 1000} seconds`), {
		code: 'ETIMEDOUT',
	});

/**
 * Waits for an answer to be there as a whole. n8n's own limit begins anew with every piece of an answer, so that one
 * that comes in drops would hold a run for ever.
 * @param timeout milliseconds
 * @throws Error with the code ETIMEDOUT when it is not; whatever becomes of the answer then is passed over
 */
export async function within<T>(timeout: number, answer: Promise<T>): Promise<T> {
	const limit = AbortSignal.timeout(timeout);
	const end = new AbortController();
	const late = new Promise<never>((_resolve, reject) => {
		limit.addEventListener('abort', () => reject(timedOut(timeout)), { signal: end.signal });
	});
	try {
		return await Promise.race([answer, late]);
	} finally {
		end.abort();
	}
}
