/** Makes the tables of requests and scopes that the product carries from what the vendors publish. */
import type { VendorTable } from '../../builtin/vendor/table.ts';
import type { GoogleApi, VendorMethod } from './googleMethods.mts';
import { GOOGLE_APIS, googleMethods } from './googleMethods.mts';

const GOOGLE_PREFIX = 'https://www.googleapis.com/auth/';

/**
 * Scopes that cover only part of the records: the mail open in an add-on, the headers of mail, files or calendars that the app
 * made, what owners of content see, single fields of people. A literal address does not say whether that is enough.
 */
const PARTIAL =
	/\/(gmail\.(addons\..*|metadata)|drive\.(file|appdata|photos\.readonly|meet\.readonly|scripts|apps\.readonly)|calendar\.(app\.created|events\.(owned|owned\.readonly|public\.readonly|freebusy))|youtubepartner(-channel-audit)?|contacts\.other\.readonly|directory\.readonly|user(info)?\.[a-z.]+)$/;

/** The scopes without those that cover only part, unless there are no others. */
function whole(scopes: readonly string[]): string[] {
	const rest = scopes.filter((scope) => !PARTIAL.test(scope));
	return rest.length > 0 ? rest : [...scopes];
}

/** Changes to slides accept what reads the charts and pictures that they link to; that alone changes nothing. */
const isLinkedOnly = (request: string, scope: string) =>
	request.endsWith('/presentations/{}:batchUpdate') &&
	/\/(spreadsheets|drive\.readonly)/.test(scope);

/** How many methods of all products each scope opens: the fewer, the narrower. */
function reachOf(methods: readonly VendorMethod[]): Map<string, number> {
	const reach = new Map<string, number>();
	for (const { scopes } of methods) {
		for (const scope of scopes) reach.set(scope, (reach.get(scope) ?? 0) + 1);
	}
	return reach;
}

const isReadOnly = (scope: string) => scope.endsWith('.readonly');

/** A path with its parameters left open. */
const openPath = (path: string) => path.replace(/\{\+\w+\}/g, '{+}').replace(/\{\w+\}/g, '{}');

/** The scopes that all methods of a request accept: some differ only in what a parameter holds. */
function byRequest(methods: readonly VendorMethod[]): Map<string, string[]> {
	const found = new Map<string, string[]>();
	for (const { verb, path, scopes } of methods) {
		const request = `${verb} ${openPath(path)}`;
		const known = found.get(request);
		found.set(request, known ? known.filter((scope) => scopes.includes(scope)) : [...scopes]);
	}
	return found;
}

/** A table of one API, its scopes the narrowest first: those that only read, then those that open the fewest methods. */
function tableOf(api: GoogleApi, reach: ReadonlyMap<string, number>): VendorTable {
	const [, ...hosts] = GOOGLE_APIS[api];
	const narrower = (one: string, other: string) =>
		Number(isReadOnly(other)) - Number(isReadOnly(one)) ||
		(reach.get(one) ?? 0) - (reach.get(other) ?? 0) ||
		one.localeCompare(other, 'en');
	const sets: string[] = [];
	const methods: Record<string, number> = {};
	for (const [request, scopes] of byRequest(googleMethods(api))) {
		const set = whole(scopes.filter((scope) => !isLinkedOnly(request, scope)))
			.sort(narrower)
			.map((scope) => scope.replace(GOOGLE_PREFIX, ''))
			.join(' ');
		if (set === '') continue;
		if (!sets.includes(set)) sets.push(set);
		methods[request] = sets.indexOf(set);
	}
	return { hosts, prefix: GOOGLE_PREFIX, isCaseSensitive: true, scopes: sets, methods };
}

/** Google's table, from the packages that Google publishes. */
export function googleTables(): VendorTable[] {
	const apis = Object.keys(GOOGLE_APIS) as GoogleApi[];
	const reach = reachOf(apis.flatMap((api) => googleMethods(api)));
	return apis.map((api) => tableOf(api, reach));
}
