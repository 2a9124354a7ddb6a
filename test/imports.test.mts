import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

import ts from 'typescript';

import { allowedDomains } from '../connection/address.ts';
import { services } from '../services/index.ts';

const root = join(import.meta.dirname, '..');
const ROOMS = ['connection', 'operation', 'services', 'credentials', 'nodes'] as const;
type Room = (typeof ROOMS)[number];

/** The house's one-way streets: from a room into which others. */
const MAY_ENTER: Readonly<Record<Room, readonly Room[]>> = {
	connection: [],
	services: ['connection'],
	operation: ['connection'],
	credentials: ['connection', 'services'],
	nodes: ['connection', 'services', 'operation'],
};

/** What a verified package may import at run time. */
const HOST_MODULES = ['n8n-workflow', 'zod', 'node:crypto'];

/** A file with what it imports and the texts that stand in it. */
interface SourceFile {
	readonly file: string;
	readonly room: Room;
	readonly imports: readonly string[];
	readonly texts: readonly string[];
}

function read(room: Room, name: string): SourceFile {
	const file = join(room, name);
	const parsed = ts.createSourceFile(
		file,
		readFileSync(join(root, file), 'utf8'),
		ts.ScriptTarget.Latest,
		true,
	);
	const imports: string[] = [];
	const texts: string[] = [];
	const visit = (node: ts.Node): void => {
		const isModule =
			ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
				? node.moduleSpecifier
				: undefined;
		if (isModule && ts.isStringLiteral(isModule)) imports.push(isModule.text);
		else if (ts.isStringLiteralLike(node) && !ts.isImportDeclaration(node.parent)) {
			texts.push(node.text);
		}
		ts.forEachChild(node, visit);
	};
	visit(parsed);
	return { file, room, imports, texts };
}

const files = ROOMS.flatMap((room) =>
	readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.ts'))
		.map((name) => read(room, name)),
);

/** The room that a relative import leads to. */
const roomOf = (file: string, specifier: string) =>
	relative(root, join(root, dirname(file), specifier)).split('/')[0];

describe.each(files.map((one) => [one.file, one] as const))(
	'%s',
	(file, { room, imports, texts }) => {
		it('imports only rooms that its own may enter, and what the host provides', () => {
			const wrong = imports.filter((specifier) =>
				specifier.startsWith('.')
					? ![room, ...MAY_ENTER[room]].some((allowed) => allowed === roomOf(file, specifier))
					: !HOST_MODULES.includes(specifier),
			);
			expect(wrong).toEqual([]);
		});

		if (room !== 'services') {
			it('repeats no address of a service', () => {
				const hosts = services.flatMap((service) =>
					allowedDomains(service)
						.split(',')
						.map((host) => host.replace(/^\*\./, '')),
				);
				const repeated = texts.filter((text) => hosts.some((host) => text.includes(host)));
				expect(repeated).toEqual([]);
			});
		}
	},
);

describe('the guard itself', () => {
	it('sees every room', () => {
		expect(new Set(files.map(({ room }) => room))).toEqual(new Set(ROOMS));
		expect(files.flatMap(({ imports }) => imports)).toContain('n8n-workflow');
	});
});
