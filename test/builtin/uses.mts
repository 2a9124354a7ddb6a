/**
 * Uses of connections of n8n's OAuth2 types in 6,994 distinct public workflows: node, version, type of connection, resource and
 * operation as stored (a default is not), host of a literal HTTP Request address, count.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { INodeParameters } from 'n8n-workflow';

import { isHttpRequest } from '../../builtin/nodes/httpRequest.ts';
import type { Scopes } from '../../builtin/nodes/model.ts';
import type { BuiltinReading } from '../../builtin/nodes/read.ts';
import { readBuiltin } from '../../builtin/nodes/read.ts';
import { google } from '../../builtin/vendor/google.ts';
import { microsoft } from '../../builtin/vendor/microsoft.ts';

export interface Row {
	readonly node: string;
	readonly version: number;
	readonly type: string;
	readonly resource: string;
	readonly operation: string;
	readonly host: string;
	readonly count: number;
}

function rowIn(line: string): Row {
	const [node = '', version, type = '', resource = '', operation = '', host = '', count] =
		line.split(',');
	return { node, version: Number(version), type, resource, operation, host, count: Number(count) };
}

export const rows: readonly Row[] = readFileSync(
	join(import.meta.dirname, 'oauth2-uses.csv'),
	'utf8',
)
	.trim()
	.split('\n')
	.slice(1)
	.map(rowIn);

const HOSTS = new Set([...google, microsoft].flatMap(({ hosts }) => hosts));

export const isRequest = ({ node }: Row) => isHttpRequest(node);

/** Whether there is a table for the requests of a row. The paths are not in the counts, nor in a public collection. */
export const hasTable = ({ host }: Row) => HOSTS.has(host);

/** What the node of a row needs; of an HTTP Request node it cannot be told without its path. */
export function readingOf({ node, version, type, resource, operation }: Row): BuiltinReading {
	const parameters: INodeParameters = {
		...(resource ? { resource } : {}),
		...(operation ? { operation, event: operation } : {}),
	};
	return (
		readBuiltin({ type: node, typeVersion: version, parameters }, type) ?? {
			unknown: 'nothing is declared of this node',
		}
	);
}

export const isKnown = (row: Row) => !('unknown' in readingOf(row));

export const sum = (some: readonly Row[]) => some.reduce((total, { count }) => total + count, 0);

/** How many of the most frequent uses are shown in docs/least-privilege-nodes.md, and run with enforced scopes. */
export const ROWS = 40;

/** Nodes of these rows whose scopes no table can enforce, and why. Their source is a page that a person reads. */
export const WITHOUT_TABLE = {
	linkedIn: 'LinkedIn says on its pages which permission a request needs, in no table',
	reddit: 'Reddit says on its page of all requests which scope each needs, in no table',
} as const;

/** What people do with a node, in all versions of it, and also as a tool. */
export interface Use {
	readonly node: string;
	/** As a person reads it: "Message: Send". */
	readonly operation: string;
	readonly runs: Scopes;
	readonly edits: Scopes;
	readonly count: number;
}

/** The node of a row, without its package. An agent's tool is the same node. */
const nameOf = ({ node }: Row) => node.replace(/^.*\./, '').replace(/Tool$/, '');

/** The most frequent uses of n8n's own nodes whose needs are known. */
export function mostFrequent(howMany: number): Use[] {
	const found = new Map<string, Use>();
	for (const row of rows.filter((one) => !isRequest(one))) {
		const reading = readingOf(row);
		if ('unknown' in reading) continue;
		const node = nameOf(row);
		const { operation, runs, edits } = reading;
		const key = JSON.stringify([node, operation, runs]);
		const count = (found.get(key)?.count ?? 0) + row.count;
		found.set(key, { node, operation, runs, edits, count });
	}
	return [...found.values()].sort((one, other) => other.count - one.count).slice(0, howMany);
}
