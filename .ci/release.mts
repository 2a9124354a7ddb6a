/**
 * Checks before a release that the tag, the version in package.json and the CHANGELOG say the same:
 *
 *     node .ci/release.mts v1.2.3
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const read = (name: string) => readFileSync(join(root, name), 'utf8');

/** A release as its three places have it. */
export interface Release {
	readonly tag: string;
	readonly version: string;
	readonly changelog: string;
}

/** Sentences that say what does not agree. */
export function problemsOf({ tag, version, changelog }: Release): string[] {
	const problems: string[] = [];
	if (tag !== `v${version}`) problems.push(`The tag is ${tag}, but package.json says ${version}.`);
	const headings = [...changelog.matchAll(/^## (.+)$/gm)].map(([, heading = '']) => heading.trim());
	const heading = headings.find((one) => one.split(/\s/)[0] === version);
	if (heading === undefined) problems.push(`CHANGELOG.md has no heading for ${version}.`);
	else if (!/^\S+ \(\d{4}-\d{2}-\d{2}\)$/.test(heading)) {
		problems.push(`CHANGELOG.md must say "## ${version} (YYYY-MM-DD)", not "## ${heading}".`);
	}
	return problems;
}

if (process.argv[1] === import.meta.filename) {
	const problems = problemsOf({
		tag: process.argv[2] ?? '',
		version: String(JSON.parse(read('package.json')).version),
		changelog: read('CHANGELOG.md'),
	});
	for (const problem of problems) console.error(problem);
	process.exitCode = problems.length > 0 ? 1 : 0;
}
