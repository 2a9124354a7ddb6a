/**
 * Runs a job for each entry, at most `limit` at once, starting them in order.
 * @param goOn asked before each start; once it says no, nothing more is started
 * @returns when all that was started has ended
 * @throws what the first job threw, once the others that were under way have ended; nothing more is started
 */
export async function forEachConcurrently<T>(
	entries: readonly T[],
	limit: number,
	goOn: () => boolean,
	job: (entry: T) => Promise<void>,
): Promise<void> {
	const waiting = entries.values();
	const thrown: unknown[] = [];
	const worker = async () => {
		// All workers draw from the same iterator.
		while (thrown.length === 0 && goOn()) {
			const { done, value } = waiting.next();
			if (done) return;
			try {
				await job(value);
			} catch (error) {
				thrown.push(error);
			}
		}
	};
	await Promise.all(Array.from({ length: Math.min(limit, entries.length) }, worker));
	if (thrown.length > 0) throw thrown[0];
}

/**
 * Parts a list of entries into waves: within a wave no two entries have a target in common, and entries that have
 * stand in different waves in their order. Without common targets there is one wave.
 */
export function waves<T>(entries: readonly T[], targetsOf: (entry: T) => readonly string[]): T[][] {
	/** By target, the first wave in which it is free. */
	const free = new Map<string, number>();
	const parted: T[][] = [];
	for (const entry of entries) {
		const targets = targetsOf(entry);
		const wave = Math.max(0, ...targets.map((target) => free.get(target) ?? 0));
		for (const target of targets) free.set(target, wave + 1);
		(parted[wave] ??= []).push(entry);
	}
	return parted;
}

/** Groups entries that share a key, in order of first appearance, and cuts each group into chunks of at most `size`. */
export function chunks<T>(entries: readonly T[], size: number, keyOf: (entry: T) => string): T[][] {
	const groups = new Map<string, T[]>();
	for (const entry of entries) {
		const key = keyOf(entry);
		const group = groups.get(key);
		if (group) group.push(entry);
		else groups.set(key, [entry]);
	}
	return [...groups.values()].flatMap((group) =>
		Array.from({ length: Math.ceil(group.length / size) }, (_, index) =>
			group.slice(index * size, (index + 1) * size),
		),
	);
}
