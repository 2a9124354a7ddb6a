/** The words of the glossary (CONTRIBUTING.md, "How we write") are used, and those that it replaces are not: in texts, docs and comments. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

const root = join(import.meta.dirname, '..');

/** What nobody writes here, and what to write. */
const BANNED: ReadonlyArray<readonly [RegExp, string]> = [
	[/\bin vain\b/i, 'retries exhausted'],
	[/\bgiven up\b/i, 'ended, timed out'],
	[/\blook(?:s|ed|ing)? into\b|\blook(?:s|ed|ing)? around\b/i, 'inspect, check'],
	[/\bshall\b/i, 'must, is to, or the plain verb'],
	[/\bsuperfluous\b|\bsurplus\b/i, 'unneeded'],
	[/\bmend(?:s|ed|ing)?\b/i, 'fix'],
	[/\bwhether it is one\b/i, 'name it'],
	[/\bof each of which\b/i, 'two sentences'],
	[/\bsuffers?\b/i, 'is affected'],
];

const TEXTS = /\.(?:md|ts|mts|mjs|js|json|yml)$/;

const ROOMS = [
	'.ci',
	'.github',
	'CHANGELOG.md',
	'CODE_OF_CONDUCT.md',
	'CONTRIBUTING.md',
	'README.md',
	'SECURITY.md',
	'bench',
	'builtin',
	'connection',
	'credentials',
	'docs',
	'examples',
	'gulpfile.js',
	'jest.config.js',
	'nodes',
	'operation',
	'sandbox',
	'services',
	'test',
];

/** Every file below a place. */
function filesOf(place: string): string[] {
	const path = join(root, place);
	if (statSync(path, { throwIfNoEntry: false }) === undefined) return [];
	if (statSync(path).isFile()) return [place];
	return readdirSync(path, { recursive: true, encoding: 'utf8' })
		.map((name) => join(place, name))
		.filter((name) => !name.startsWith('sandbox/host/') && TEXTS.test(name));
}

/** The table of the glossary, which must name the words that it replaces. */
const isGlossary = (line: string) => line.startsWith('| ');

/** The banned words of a file, each with what to write. */
function offencesIn(file: string): string[] {
	if (file === relative(root, import.meta.filename)) return [];
	const lines = readFileSync(join(root, file), 'utf8')
		.replace(/\n[ \t]*(?:\*|\/\/)?[ \t]*/g, (gap) => (file === 'CONTRIBUTING.md' ? gap : ' '))
		.split('\n')
		.filter((line) => file !== 'CONTRIBUTING.md' || !isGlossary(line));
	return lines.flatMap((line) =>
		BANNED.flatMap(([word, instead]) =>
			[...line.matchAll(new RegExp(word, 'gi'))].map(
				([found]) => `${file}: "${found}" (write: ${instead})`,
			),
		),
	);
}

const files = ROOMS.flatMap(filesOf);

it('uses no word that the glossary replaces', () => {
	expect(files.length).toBeGreaterThan(0);
	expect(files.flatMap(offencesIn)).toEqual([]);
});
