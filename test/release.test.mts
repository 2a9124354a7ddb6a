/** A release goes out only when its tag, package.json and CHANGELOG.md agree. */
import { problemsOf } from '../.ci/release.mts';

const changelog =
	'# Changelog\n\n## 1.2.0 (2026-12-01)\n\n- Added\n\n## 1.1.0 (not released yet)\n';

it('agrees with a tag whose version has a dated heading', () => {
	expect(problemsOf({ tag: 'v1.2.0', version: '1.2.0', changelog })).toEqual([]);
});

it.each([
	[
		'another version in package.json',
		{ tag: 'v1.2.0', version: '1.2.1' },
		/^The tag is v1\.2\.0, but/,
	],
	['no heading', { tag: 'v1.2.1', version: '1.2.1' }, /^CHANGELOG\.md has no heading for 1\.2\.1/],
	[
		'a heading that is part of another',
		{ tag: 'v1.2', version: '1.2' },
		/has no heading for 1\.2\./,
	],
	['a heading without a date', { tag: 'v1.1.0', version: '1.1.0' }, /must say "## 1\.1\.0 \(YYYY/],
	['a tag without a v', { tag: '1.2.0', version: '1.2.0' }, /^The tag is 1\.2\.0, but/],
])('refuses %s', (_what, release, problem) => {
	expect(problemsOf({ ...release, changelog })).toEqual(
		expect.arrayContaining([expect.stringMatching(problem)]),
	);
});
