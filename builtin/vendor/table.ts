/** Which scopes a vendor accepts for a request, by its own table of methods and paths. */
import type { AnyOf } from '../nodes/model';

/** Requests that the same hosts answer. */
export interface VendorTable {
	readonly hosts: readonly string[];
	/** What a path begins with that the table leaves out: "/v1.0". */
	readonly versions?: readonly string[];
	/** Before each scope that is no address itself. */
	readonly prefix?: string;
	/** Sets of scopes of which any one suffices, the narrowest first. */
	readonly scopes: readonly string[];
	/** By "GET /drive/v3/files/{}", the number of the set. "{+}" stands for several segments. */
	readonly methods: Readonly<Record<string, number>>;
	/** Whether paths differ by their case. */
	readonly isCaseSensitive: boolean;
}

interface Row {
	readonly path: RegExp;
	/** How many parts of the path are open: a literal one wins. */
	readonly open: number;
	readonly scopes: AnyOf;
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** "/files/{}" as an expression that matches a path. */
function patternOf(path: string, isCaseSensitive: boolean): RegExp {
	const parts = path.split(/(\{\+?\})/).map((part) => {
		if (part === '{}') return '[^/]+?';
		return part === '{+}' ? '.+?' : escaped(part);
	});
	return new RegExp(`^${parts.join('')}/?$`, isCaseSensitive ? '' : 'i');
}

function rowsOf({
	prefix = '',
	scopes,
	methods,
	isCaseSensitive,
}: VendorTable): Map<string, Row[]> {
	const spelled = (scope: string) => (/^https:/.test(scope) ? scope : prefix + scope);
	const rows = new Map<string, Row[]>();
	for (const [request, set] of Object.entries(methods)) {
		const [verb = '', path = ''] = request.split(' ');
		const [narrowest = '', ...wider] = (scopes[set] ?? '').split(' ').map(spelled);
		const known = rows.get(verb) ?? [];
		known.push({
			path: patternOf(path, isCaseSensitive),
			open: path.split('{').length,
			scopes: [narrowest, ...wider],
		});
		rows.set(verb, known);
	}
	for (const known of rows.values()) known.sort((one, other) => one.open - other.open);
	return rows;
}

/** Finds what vendors accept. Tables are prepared when the first request asks for one of their hosts. */
export function lookUpIn(
	tables: readonly VendorTable[],
): (verb: string, host: string, path: string) => AnyOf | undefined {
	const prepared = new Map<VendorTable, Map<string, Row[]>>();
	return (verb, host, path) => {
		for (const table of tables) {
			if (!table.hosts.includes(host)) continue;
			const rows = prepared.get(table) ?? rowsOf(table);
			prepared.set(table, rows);
			const version = table.versions?.find((one) => path.startsWith(`${one}/`)) ?? '';
			const rest = path.slice(version.length);
			const found = rows.get(verb)?.find((row) => row.path.test(rest));
			if (found) return found.scopes;
		}
		return undefined;
	};
}
