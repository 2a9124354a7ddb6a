/**
 * Checks before a release that the tag, the version in package.json and the CHANGELOG say the same:
 *
 *     node .ci/release.mjs v1.2.3
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const read = (name) => readFileSync(join(root, name), 'utf8');

/**
 * @param {{ tag: string, version: string, changelog: string }} release
 * @returns {string[]} what does not fit, in sentences
 */
export function problemsOf({ tag, version, changelog }) {
	const problems = [];
	if (tag !== `v${version}`) problems.push(`The tag is ${tag}, but package.json says ${version}.`);
	const headings = [...changelog.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading.trim());
	const heading = headings.find((one) => one.split(/\s/)[0] === version);
	if (heading === undefined) problems.push(`CHANGELOG.md has no heading for ${version}.`);
	else if (!/^\S+ \(\d{4}-\d{2}-\d{2}\)$/.test(heading)) {
		problems.push(`CHANGELOG.md must say "## ${version} (YYYY-MM-DD)", not "## ${heading}".`);
	}
	return problems;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const problems = problemsOf({
		tag: process.argv[2] ?? '',
		version: JSON.parse(read('package.json')).version,
		changelog: read('CHANGELOG.md'),
	});
	for (const problem of problems) console.error(problem);
	process.exitCode = problems.length > 0 ? 1 : 0;
}
