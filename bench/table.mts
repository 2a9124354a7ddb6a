/** One line of a comparison. */
export interface Row {
	readonly what: string;
	readonly ours: string;
	readonly beside: string;
	readonly reached: string;
}

/** The middle of some numbers. */
export function median(numbers: readonly number[]): number {
	const sorted = [...numbers].sort((one, other) => one - other);
	return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** The smallest, middle and largest of some numbers, for a person. */
export function spread(numbers: readonly number[], unit: string): string {
	const [low, middle, high] = [Math.min(...numbers), median(numbers), Math.max(...numbers)];
	return `${[low, middle, high].map((value) => value.toFixed(value < 10 ? 2 : 0)).join(' / ')} ${unit}`;
}

/** A comparison as a Markdown table. */
export function table(title: string, rows: readonly Row[]): string {
	const lines = rows.map(
		({ what, ours, beside, reached }) => `| ${what} | ${ours} | ${beside} | ${reached} |`,
	);
	return [
		'',
		`## ${title}`,
		'',
		'| what | ours | beside | reached |',
		'| --- | --- | --- | --- |',
		...lines,
	].join('\n');
}
