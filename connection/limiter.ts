/**
 * Lets at most `limit` jobs run at once, the others wait in order.
 * @returns a function that runs a job when there is room and gives its result
 */
export function createLimiter(limit: number): <T>(job: () => Promise<T>) => Promise<T> {
	const waiting: Array<() => void> = [];
	let running = 0;
	const acquire = async () => {
		if (running < limit) running += 1;
		else await new Promise<void>((resolve) => waiting.push(resolve));
	};
	// A place is handed on to the next in line without being given up in between.
	const release = () => {
		const next = waiting.shift();
		if (next) next();
		else running -= 1;
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
