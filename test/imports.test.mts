import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

import ts from 'typescript';

import type { Service } from '../connection/model/service.ts';
import { services } from '../services/index.ts';

const root = join(import.meta.dirname, '..');

/** What each folder may import of the others. Imports run one way. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
	connection: ['connection'],
	services: ['services', 'connection'],
	builtin: ['builtin', 'services', 'connection'],
	operation: ['operation', 'connection'],
	credentials: ['connection', 'services'],
	nodes: ['nodes', 'operation', 'connection', 'services', 'builtin'],
};

const MODULES = ['n8n-workflow', 'zod', 'node:crypto'];

const parse = (file: string) =>
	ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);

/** Every node of a source file. */
function* nodesOf(node: ts.Node): Generator<ts.Node> {
	yield node;
	for (const child of node.getChildren()) yield* nodesOf(child);
}

const sourcesOf = (folder: string) =>
	readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.ts'))
		.map((name) => parse(join(folder, name)));

/** The files that are shipped, by their folders. */
const shipped = Object.keys(MAY_IMPORT).map((folder) => [folder, sourcesOf(folder)] as const);

/** The module that a node imports, requires or exports from; one that is computed is no text. */
function moduleOf(node: ts.Node): ts.Expression | undefined {
	if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
	if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
		const { literal } = node.argument;
		return ts.isStringLiteral(literal) ? literal : undefined;
	}
	if (!ts.isCallExpression(node)) return undefined;
	const isImport = node.expression.kind === ts.SyntaxKind.ImportKeyword;
	const isRequire = ts.isIdentifier(node.expression) && node.expression.text === 'require';
	return isImport || isRequire ? node.arguments[0] : undefined;
}

const importsOf = (source: ts.SourceFile) =>
	[...nodesOf(source)].flatMap((node) => {
		const specifier = moduleOf(node);
		if (!specifier) return [];
		return [ts.isStringLiteral(specifier) ? specifier.text : `computed: ${specifier.getText()}`];
	});

const isRelative = (specifier: string) => /^\.{1,2}(?:\/|$)/.test(specifier);

/** The file that a relative import means, below the checkout. */
function target(source: ts.SourceFile, specifier: string): string {
	const path = resolve(root, dirname(source.fileName), specifier);
	const found = [`${path}.ts`, join(path, 'index.ts')].find((file) => existsSync(file));
	return relative(root, found ?? path);
}

const relativeTargets = (source: ts.SourceFile) =>
	importsOf(source)
		.filter(isRelative)
		.map((specifier) => target(source, specifier));

describe.each(shipped)('%s/', (folder, sources) => {
	it('holds something', () => {
		expect(sources.length).toBeGreaterThan(0);
	});

	it(`imports of the house only ${MAY_IMPORT[folder]?.join(', ')}`, () => {
		const strays = sources.flatMap((source) =>
			relativeTargets(source)
				.filter((file) => !MAY_IMPORT[folder]?.includes(file.split('/')[0] ?? ''))
				.map((file) => `${source.fileName} imports ${file}`),
		);
		expect(strays).toEqual([]);
	});

	it(`imports of others only ${MODULES.join(', ')}`, () => {
		const strays = sources.flatMap((source) =>
			importsOf(source)
				.filter((specifier) => !isRelative(specifier) && !MODULES.includes(specifier))
				.map((specifier) => `${source.fileName} imports ${specifier}`),
		);
		expect(strays).toEqual([]);
	});

	it('does not import the schema of services, for which nobody should pay when n8n starts', () => {
		const strays = sources
			.filter((source) => source.fileName !== 'connection/model/schema.ts')
			.flatMap(relativeTargets)
			.filter((file) => /^connection\/model\/(schema|rules)\.ts$/.test(file));
		expect(strays).toEqual([]);
	});
});

describe('every import', () => {
	it('means a file that is there', () => {
		const files = shipped.flatMap(([, sources]) => sources.flatMap(relativeTargets));
		expect(files.filter((file) => !statSync(join(root, file)).isFile())).toEqual([]);
	});
});

/** The link with which every node of n8n explains expressions in a field that is chosen from a list. */
const EXPRESSIONS = 'https://docs.n8n.io/code/expressions/';

/** Every text of a source file, its comments left out: literals and the fixed pieces of templates. */
const textsOf = (source: ts.SourceFile) =>
	[...nodesOf(source)].flatMap((node) =>
		ts.isStringLiteralLike(node) ||
		ts.isTemplateHead(node) ||
		ts.isTemplateMiddle(node) ||
		ts.isTemplateTail(node)
			? [{ text: node.text.replaceAll(EXPRESSIONS, ''), node }]
			: [],
	);

/** The hosts that a service's declaration names, without their variable parts. */
function hostsOf(service: Service): string[] {
	const declaration = JSON.stringify(service);
	const named = [...declaration.matchAll(/https:\/\/([^/"\\?]+)/g)].map(([, host = '']) => host);
	return [...new Set(named.map((host) => host.replace(/^[^.]*\{\w+\}[^.]*\./, '')))];
}

/** A scope that is an ordinary word ("email", "read") says nothing of where it stands. */
const isOwnWord = (scope: string) => /[.:/_-]/.test(scope);

/** The scopes that a service's permissions stand for. */
const scopesOf = ({ permissions }: Service) =>
	Object.values(permissions)
		.flatMap(({ scopes, satisfiedBy = [] }) => [scopes, satisfiedBy].flat(2))
		.filter(isOwnWord);

const isDocumentationUrl = ({ parent }: ts.Node) =>
	ts.isPropertyDeclaration(parent) && parent.name.getText() === 'documentationUrl';

/** Every text outside the catalogue, and the node of the syntax tree that holds it. */
const texts = shipped
	// n8n's own types, which are not ours, have addresses of their own.
	.filter(([folder]) => folder !== 'services' && folder !== 'builtin')
	.flatMap(([, sources]) =>
		sources.flatMap((source) =>
			textsOf(source).map(({ text, node }) => ({ file: source.fileName, text, node })),
		),
	);

describe.each(services.map((service) => [service.displayName, service] as const))(
	'what belongs to %s',
	(_name, service) => {
		it('are hosts that stand in services/ only, and in a credential as its documentation', () => {
			const hosts = hostsOf(service);
			expect(hosts.length).toBeGreaterThan(0);
			const strays = texts.filter(
				({ file, text, node }) =>
					hosts.some((host) => text.includes(host)) &&
					!(file.startsWith('credentials/') && isDocumentationUrl(node)),
			);
			expect(strays.map(({ file, text }) => `${file}: ${text}`)).toEqual([]);
		});

		it('are scopes that stand in services/ only', () => {
			const scopes = scopesOf(service);
			const strays = texts.filter(({ text }) => scopes.includes(text));
			expect(strays.map(({ file, text }) => `${file}: ${text}`)).toEqual([]);
		});
	},
);

describe('an address of the web', () => {
	it('stands in connection/ and operation/ nowhere', () => {
		const strays = [...sourcesOf('connection'), ...sourcesOf('operation')].flatMap((source) =>
			textsOf(source)
				.filter(({ text }) => /^https?:\/\/[^/]/.test(text))
				.map(({ text }) => `${source.fileName}: ${text}`),
		);
		expect(strays).toEqual([]);
	});
});

describe('what is shipped', () => {
	it('uses nothing of the language that the oldest Node.js in package.json does not have', () => {
		const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
		expect(engines).toEqual({ node: '>=20' });
		const files = shipped.flatMap(([, sources]) => sources.map(({ fileName }) => fileName));
		const roots = ['index.ts', ...files].map((file) => join(root, file));
		const program = ts.createProgram(roots, {
			strict: true,
			noEmit: true,
			skipLibCheck: true,
			esModuleInterop: true,
			module: ts.ModuleKind.Node20,
			moduleResolution: ts.ModuleResolutionKind.Node16,
			target: ts.ScriptTarget.ES2023,
			// Node.js 20 has ES2023, and of ES2024 the well-formed texts.
			lib: ['lib.es2023.d.ts', 'lib.es2024.string.d.ts'],
			types: [],
		});
		const problems = ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
			const where = file ? relative(root, file.fileName) : '';
			return `${where}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
		});
		expect(problems).toEqual([]);
	});
});

describe('the tests', () => {
	it('draw at random only with the seed that all of them share', () => {
		const folder = join(root, 'test');
		const strays = readdirSync(folder, { recursive: true, encoding: 'utf8' })
			.filter((name) => /\.m?ts$/.test(name) && name !== 'fuzz.ts' && name !== 'imports.test.mts')
			.filter((name) =>
				/from 'fast-check'|Math\.random\(/.test(readFileSync(join(folder, name), 'utf8')),
			);
		expect(strays).toEqual([]);
	});
});
