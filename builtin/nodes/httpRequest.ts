/** What an HTTP Request node needs: a literal address is looked up in the vendor's own table. */
import { acceptedFor } from '../vendor/accepted';
import type { SlottedNode } from '../slots';
import type { Scopes } from './model';

const HTTP_REQUEST = [
	'n8n-nodes-base.httpRequest',
	'n8n-nodes-base.httpRequestTool',
	'@n8n/n8n-nodes-langchain.toolHttpRequest',
];

export const isHttpRequest = (type: string): boolean => HTTP_REQUEST.includes(type);

type Reading =
	| { readonly operation: string; readonly runs: Scopes; readonly edits: Scopes }
	| { readonly unknown: string };

/** The address up to its query, which decides nothing. */
function addressIn(url: unknown = ''): string | undefined {
	if (typeof url !== 'string') return undefined;
	const [address = ''] = url.replace(/^=/, '').split(/[?#]/);
	// An expression, or what an agent fills in.
	return /[{}]/.test(address) ? undefined : address.trim();
}

function methodOf({ typeVersion, parameters }: SlottedNode): string | undefined {
	const { method = 'GET', requestMethod = 'GET' } = parameters;
	const chosen = typeVersion < 3 && parameters.method === undefined ? requestMethod : method;
	return typeof chosen === 'string' && !chosen.startsWith('=') ? chosen.toUpperCase() : undefined;
}

/** Reads what an HTTP Request node needs of the connection with which it signs. */
export function readHttpRequest(node: SlottedNode): Reading {
	const address = addressIn(node.parameters.url);
	const method = methodOf(node);
	if (address === undefined) return { unknown: 'an expression decides the address of the request' };
	if (method === undefined) return { unknown: 'an expression decides the method of the request' };
	if (!URL.canParse(address)) return { unknown: 'the address of the request is not complete' };
	const { host, pathname } = new URL(address);
	const accepted = acceptedFor(method, address);
	if (!accepted) return { unknown: `which scopes ${method} ${host}${pathname} needs is not known` };
	return { operation: `${method} ${host}${pathname}`, runs: [accepted], edits: [] };
}
