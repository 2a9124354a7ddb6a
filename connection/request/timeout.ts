/** That an answer has not ended in time. In the words of the network, whose own limit is on silence alone. */
const timedOut = (timeout: number) =>
	Object.assign(new Error(`no whole answer within ${timeout / 1000} seconds`), {
		code: 'ETIMEDOUT',
	});

/**
 * Waits for an answer to be there as a whole. n8n's own limit begins anew with every piece of an answer, so that one
 * that comes in drops would hold a run for ever.
 * @param timeout milliseconds
 * @param stopped what ends the waiting before, where something may
 * @param ask begins to wait. Its signal tells when the answer is given up, so that its connection can be closed.
 * @throws Error with the code ETIMEDOUT when the time is over, or the reason of `stopped`; whatever becomes of the answer
 * then is passed over
 */
export async function within<T>(
	timeout: number,
	stopped: AbortSignal | undefined,
	ask: (givenUp: AbortSignal) => Promise<T>,
): Promise<T> {
	const limit = AbortSignal.timeout(timeout);
	const givenUp = new AbortController();
	const done = new AbortController();
	const ended = new Promise<never>((_resolve, reject) => {
		const giveUp = (reason: unknown) => {
			// First, so that it is this that the one who waits is told, and not that it was given up.
			reject(reason);
			givenUp.abort(reason);
		};
		const listening = { signal: done.signal };
		limit.addEventListener('abort', () => giveUp(timedOut(timeout)), listening);
		stopped?.addEventListener('abort', () => giveUp(stopped.reason), listening);
	});
	try {
		return await Promise.race([ask(givenUp.signal), ended]);
	} finally {
		done.abort();
	}
}
