/** So many failures are taken for passing ones. */
const PATIENCE = 5;

/**
 * A job that is done once, when it is first wanted. Those who want it while it is under way share it. What failed is tried
 * again by the next who wants it; what goes on failing is not tried for each of thousands of items.
 */
export function once<T>(job: () => Promise<T>): () => Promise<T> {
	let failures = 0;
	let done: Promise<T> | undefined;
	const attempt = (): Promise<T> => {
		const tried = job();
		void tried.catch(() => {
			failures += 1;
			if (failures < PATIENCE) done = undefined;
		});
		return tried;
	};
	return async () => await (done ??= attempt());
}
