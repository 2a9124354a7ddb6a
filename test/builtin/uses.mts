/**
 * Uses of connections of n8n's OAuth2 types in 6,994 distinct public workflows: node, version, type of connection, resource and
 * operation as stored (a default is not), host of a literal HTTP Request address, count.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { INodeParameters } from 'n8n-workflow';

import { isHttpRequest } from '../../builtin/nodes/httpRequest.ts';
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
