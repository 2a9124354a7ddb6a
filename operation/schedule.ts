/**
 * Runs a job for each index, at most `limit` at once, starting them in order.
 * @param goOn asked before each start; once it says no, nothing more is started
 * @returns when all that was started has ended
 */
export async function forEachConcurrently(
	count: number,
	limit: number,
	goOn: () => boolean,
	job: (index: number) => Promise<void>,
): Promise<void> {
	let next = 0;
	const worker = async () => {
		while (next < count && goOn()) {
			const index = next;
			next += 1;
			await job(index);
		}
	};
	await Promise.all(Array.from({ length: Math.min(limit, count) }, worker));
}

/**
 * Parts a list of entries into waves: within a wave no two entries have the same target, and entries with the
 * same target stand in consecutive waves in their order. Without equal targets there is one wave.
 */
export function waves<T>(entries: readonly T[], targetOf: (entry: T) => string | undefined): T[][] {
	const seen = new Map<string, number>();
	const parted: T[][] = [];
	for (const entry of entries) {
		const target = targetOf(entry);
		const wave = target === undefined ? 0 : (seen.get(target) ?? 0);
		if (target !== undefined) seen.set(target, wave + 1);
		(parted[wave] ??= []).push(entry);
	}
	return parted;
}

/** Groups entries that share a key, in order of first appearance, and cuts each group into chunks of at most `size`. */
export function chunks<T>(entries: readonly T[], size: number, keyOf: (entry: T) => string): T[][] {
	return [...Map.groupBy(entries, keyOf).values()].flatMap((group) =>
		Array.from({ length: Math.ceil(group.length / size) }, (_, index) =>
			group.slice(index * size, (index + 1) * size),
		),
	);
}
