/** Reads from Google's own packages which scopes each of their methods accepts. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { root } from '../places.mts';

/** A method as Google's package declares it. */
export interface VendorMethod {
	/** "GET" */
	readonly verb: string;
	/** "/gmail/v1/users/{userId}/messages" */
	readonly path: string;
	/** Any one of them suffices (google.api.OAuthRequirements). */
	readonly scopes: readonly string[];
}

/** The APIs: package, version, and the hosts under which they answer. */
export const GOOGLE_APIS = {
	gmail: ['v1', 'gmail.googleapis.com', 'www.googleapis.com'],
	sheets: ['v4', 'sheets.googleapis.com'],
	drive: ['v3', 'www.googleapis.com'],
	calendar: ['v3', 'www.googleapis.com'],
	docs: ['v1', 'docs.googleapis.com'],
	slides: ['v1', 'slides.googleapis.com'],
	forms: ['v1', 'forms.googleapis.com'],
	tasks: ['v1', 'tasks.googleapis.com', 'www.googleapis.com'],
	people: ['v1', 'people.googleapis.com'],
	youtube: ['v3', 'youtube.googleapis.com', 'www.googleapis.com'],
	analyticsdata: ['v1beta', 'analyticsdata.googleapis.com'],
} as const satisfies Readonly<Record<string, readonly [version: string, ...hosts: string[]]>>;

export type GoogleApi = keyof typeof GOOGLE_APIS;

/** The scopes of the example, then the path and the method of the request that follows it. */
const METHOD =
	/scopes: \[([^\]]*)\]|rootUrl \+\s*'(\/[^']+)'|rootUrl \+\s*`(\/[^`]+)`|method: '([A-Z]+)'/g;

/** The methods in the source of one of Google's packages. */
export function methodsIn(source: string): VendorMethod[] {
	const methods: VendorMethod[] = [];
	let scopes: string[] = [];
	let path = '';
	let verb = '';
	for (const [, listed, quoted, templated, named] of source.matchAll(METHOD)) {
		if (listed !== undefined) {
			scopes = [...listed.matchAll(/'([^']+)'/g)].map(([, scope = '']) => scope);
			path = '';
		} else if (named !== undefined) {
			verb = named;
			methods.push({ verb, path, scopes });
		} else {
			const isUpload = path !== '';
			path = quoted ?? templated ?? '';
			// The address for uploads follows the request itself.
			if (isUpload) methods.push({ verb, path, scopes });
		}
	}
	return methods.filter((method) => method.scopes.length > 0);
}

/** The methods of an API that require a scope. */
export function googleMethods(api: GoogleApi): VendorMethod[] {
	const [version] = GOOGLE_APIS[api];
	const file = join(root, 'node_modules/@googleapis', api, `${version}.ts`);
	return methodsIn(readFileSync(file, 'utf8'));
}
