/**
 * Makes the extract of Microsoft's table of permissions. It takes the file "permissions/new/permissions.json" of
 * microsoftgraph/microsoft-graph-devx-content, which is on no registry: node sandbox/generate/graphTable.mts FILE
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { format, resolveConfig } from 'prettier';
import { z } from 'zod';

import type { VendorTable } from '../../builtin/vendor/table.ts';
import { root } from '../places.mts';

const table = z.object({
	permissions: z.record(
		z.object({
			pathSets: z.array(
				z.object({
					schemeKeys: z.array(z.string()),
					methods: z.array(z.string()),
					paths: z.record(z.string()),
				}),
			),
		}),
	),
});

/** What people and n8n's nodes reach with a connection of their own: mail, files, chats, tasks, sites. */
const KEPT =
	/^\/(me|me\/(messages|mailfolders|sendmail|events|calendars?|calendargroups|calendarview|contacts|contactfolders|drive|todo|joinedteams|chats|onlinemeetings|planner|outlook|manager|photo)(\/.*)?|drives\/.*|sites(\/.*)?|teams(\/.*)?|chats(\/.*)?|planner\/.*|users(\/\{id\})?|users\/\{id\}\/(messages|sendmail|events|calendar|drive|chats\/\{id\}\/messages)(\/.*)?|groups(\/\{id\})?(\/(members|planner\/plans|drive))?)$/;

/** Deeper paths are seldom asked for: only those that n8n's own nodes were seen to ask for are kept. */
const DEEPEST = 8;

const spelled = (path: string) => path.replace(/\{[^}]*\}/g, '{}');

/** What n8n's nodes ask Microsoft Graph for, as "GET /me/messages/{}". */
async function askedByNodes(): Promise<Set<string>> {
	const folder = join(root, 'test/builtin/requests');
	const files = (await readdir(folder)).filter((name) => name.startsWith('microsoft'));
	const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
	const asked = texts
		.join('\n')
		.matchAll(/"([A-Z]+) graph\.microsoft\.com\/(?:v1\.0|beta)(\/[^"]+)"/g);
	return new Set([...asked].map(([, method, path]) => `${method} ${path}`.toLowerCase()));
}

/** How much a permission allows by its name, from reading to everything. */
function breadthOf(scope: string): number {
	if (/FullControl/.test(scope)) return 3;
	if (/Manage/.test(scope)) return 2;
	return /Write|Create|Send|Delete/.test(scope) ? 1 : 0;
}

/** Whether it is for what the whole organization has, and not only for the person's own. */
const isForAll = (scope: string) => scope.endsWith('.All');

/** By request, the permissions that a person can give. */
async function requestsIn(file: string): Promise<Map<string, Set<string>>> {
	const { permissions } = table.parse(JSON.parse(await readFile(file, 'utf8')));
	const asked = await askedByNodes();
	const requests = new Map<string, Set<string>>();
	for (const [permission, { pathSets }] of Object.entries(permissions)) {
		for (const { schemeKeys, methods, paths } of pathSets) {
			if (!schemeKeys.includes('DelegatedWork')) continue;
			for (const path of Object.keys(paths)) {
				const isKept = KEPT.test(path) && path.split('/').length <= DEEPEST;
				for (const method of methods) {
					const request = `${method} ${spelled(path)}`;
					if (!isKept && !asked.has(request.toLowerCase())) continue;
					requests.set(request, (requests.get(request) ?? new Set()).add(permission));
				}
			}
		}
	}
	return requests;
}

function tableOf(requests: ReadonlyMap<string, ReadonlySet<string>>): VendorTable {
	const reach = new Map<string, number>();
	for (const scopes of requests.values()) {
		for (const scope of scopes) reach.set(scope, (reach.get(scope) ?? 0) + 1);
	}
	const narrower = (one: string, other: string) =>
		breadthOf(one) - breadthOf(other) ||
		Number(isForAll(one)) - Number(isForAll(other)) ||
		(reach.get(one) ?? 0) - (reach.get(other) ?? 0) ||
		one.localeCompare(other, 'en');
	const sets: string[] = [];
	const methods: Record<string, number> = {};
	for (const [request, scopes] of [...requests].sort(([one], [other]) =>
		one.localeCompare(other, 'en'),
	)) {
		const set = [...scopes].sort(narrower).join(' ');
		if (!sets.includes(set)) sets.push(set);
		methods[request] = sets.indexOf(set);
	}
	return {
		hosts: ['graph.microsoft.com'],
		versions: ['/v1.0', '/beta'],
		isCaseSensitive: false,
		scopes: sets,
		methods,
	};
}

const NOTICE = `/*!
 * Which permissions Microsoft Graph accepts for each request: an extract of permissions/new/permissions.json of
 * microsoftgraph/microsoft-graph-devx-content (2026-08-07), made by sandbox/generate/graphTable.mts; do not edit it.
 *
 * Copyright (c) Microsoft Corporation. MIT License, whose text is in builtin/vendor/LICENSE-microsoft.txt.
 */`;

const [source] = process.argv.slice(2);
if (!source) throw new Error("Give the path of Microsoft's permissions.json");
const file = join(root, 'builtin/vendor/microsoft.ts');
const content = `${NOTICE}
import type { VendorTable } from './table';

export const microsoft: VendorTable = ${JSON.stringify(tableOf(await requestsIn(source)))};
`;
await writeFile(file, await format(content, { ...(await resolveConfig(file)), filepath: file }));
