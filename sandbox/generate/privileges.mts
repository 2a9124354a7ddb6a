/** The page that says of the most frequent uses of n8n's own nodes which scopes they need. */
import type { Scopes } from '../../builtin/nodes/model.ts';
import type { Row } from '../../test/builtin/uses.mts';
import { loadSource } from './load.mts';

type Uses = typeof import('../../test/builtin/uses.mts');
type Model = typeof import('../../builtin/nodes/model.ts');

/** How many rows the page has. */
const ROWS = 40;

const NOTE = '<!-- Generated from builtin/nodes by "npm run generate:builtin". Do not edit it. -->';

const HEAD = `${NOTE}

# What the most frequent uses need

The ${ROWS} most frequent uses of n8n's own nodes in 6,994 public workflows, of all versions, with the narrowest scopes. _To edit_ says what the
lists in the editor need besides. See [Least privilege](least-privilege.md).

| uses | node | operation | to run | to edit |
| ---: | --- | --- | --- | --- |
`;

interface Counted {
	readonly node: string;
	readonly operation: string;
	readonly runs: Scopes;
	readonly edits: Scopes;
	readonly count: number;
}

/** The uses of an operation, whatever the version and whoever runs it. */
function counted({ rows, isRequest, readingOf }: Uses): Counted[] {
	const found = new Map<string, Counted>();
	for (const row of rows.filter((one: Row) => !isRequest(one))) {
		const reading = readingOf(row);
		if ('unknown' in reading) continue;
		const node = row.node.replace(/^.*\./, '').replace(/Tool$/, '');
		const { operation, runs, edits } = reading;
		const key = JSON.stringify([node, operation, runs]);
		const count = (found.get(key)?.count ?? 0) + row.count;
		found.set(key, { node, operation, runs, edits, count });
	}
	return [...found.values()].sort((one, other) => other.count - one.count);
}

const short = (scopes: readonly string[]) =>
	scopes
		.map((scope) => `\`${scope.replace('https://www.googleapis.com/auth/', '…/auth/')}\``)
		.join(' ') || 'no scope';

/** The page in Markdown. */
export async function privilegesPage(): Promise<string> {
	const uses = await loadSource<Uses>('test/builtin/uses.mts');
	const { narrowest } = await loadSource<Model>('builtin/nodes/model.ts');
	const lines = counted(uses)
		.slice(0, ROWS)
		.map(({ node, operation, runs, edits, count }) => {
			const needed = narrowest(runs);
			const more = narrowest([...runs, ...edits]).filter((scope) => !needed.includes(scope));
			const cells = [
				String(count),
				node,
				operation,
				short(needed),
				more.length > 0 ? short(more) : '',
			];
			return `| ${cells.join(' | ')} |`;
		});
	return `${HEAD}${lines.join('\n')}\n\n\`…/auth/\` stands for \`https://www.googleapis.com/auth/\`.\n`;
}
