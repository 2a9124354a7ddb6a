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
 * @param ask begins to wait. Its signal says when nobody waits for the answer any more, so that its connection can be closed.
 * @throws Error with the code ETIMEDOUT when the time is over, or the reason of `stopped`; whatever becomes of the answer
 * then is passed over
 */
export async function within<T>(
	timeout: number,
	stopped: AbortSignal | undefined,
	ask: (open: AbortSignal) => Promise<T>,
): Promise<T> {
	const limit = AbortSignal.timeout(timeout);
	const open = new AbortController();
	const done = new AbortController();
	const ended = new Promise<never>((_resolve, reject) => {
		const recordExhausted = (reason: unknown) => {
			// First, so that it is this that the one who waits is told, and not that nobody waits.
			reject(reason);
			open.abort(reason);
		};
		const listening = { signal: done.signal };
		limit.addEventListener('abort', () => recordExhausted(timedOut(timeout)), listening);
		stopped?.addEventListener('abort', () => recordExhausted(stopped.reason), listening);
	});
	try {
		return await Promise.race([ask(open.signal), ended]);
	} finally {
		done.abort();
	}
}
