/** Runs a job when there is room and gives its result. */
export type Limiter = <T>(job: () => Promise<T>) => Promise<T>;

/**
 * Lets at most `limit` jobs run at once, the others wait in order.
 * @param whenIdle called each time that the last job has ended
 */
export function createLimiter(limit: number, whenIdle: () => void = () => {}): Limiter {
	const waiting: Array<() => void> = [];
	let running = 0;
	const acquire = async () => {
		if (running < limit) running += 1;
		else await new Promise<void>((resolve) => waiting.push(resolve));
	};
	// A place is handed on to the next in line without becoming free in between.
	const release = () => {
		const next = waiting.shift();
		if (next) return next();
		running -= 1;
		if (running === 0) whenIdle();
	};
	return async (job) => {
		await acquire();
		try {
			return await job();
		} finally {
			release();
		}
	};
}

/** The limiters that have work, by what they are shared by. */
const shared = new Map<string, Limiter>();

/**
 * A limiter that all with the same key share while one of them has work: the nodes and workflows of one process
 * that use the same connection.
 */
export function sharedLimiter(key: string, limit: number): Limiter {
	return async (job) => {
		let limiter = shared.get(key);
		if (!limiter) {
			limiter = createLimiter(limit, () => shared.delete(key));
			shared.set(key, limiter);
		}
		return await limiter(job);
	};
}
