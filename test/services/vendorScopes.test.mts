/**
 * Scopes that our services name, compared with the vendors' own packages: their generators write beside each method
 * which scopes it takes.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Service } from '../../connection/model/service.ts';
import { asana } from '../../services/asana.ts';
import { dropbox } from '../../services/dropbox.ts';
import { google } from '../../services/google.ts';
import { pipedrive } from '../../services/pipedrive.ts';
import { webflow } from '../../services/webflow.ts';

const modules = join(import.meta.dirname, '..', '..', 'node_modules');

const read = (...path: string[]) => readFileSync(join(modules, ...path), 'utf8');

/** Methods, and the scopes of which each takes any one. */
type Methods = ReadonlyMap<string, readonly string[]>;

/** The texts in quotes of a list. */
const quoted = (list: string) =>
	[...list.matchAll(/['"]([^'"]+)['"]/g)].map(([, text = '']) => text);

/** Collects what a pattern finds twice: a name and its scopes. Of several notes of one name, the last counts. */
function methodsIn(text: string, pattern: RegExp, scopesOf: (found: string) => string[]): Methods {
	return new Map(
		[...text.matchAll(pattern)].map(({ groups = {} }) => [
			groups.method ?? '',
			scopesOf(groups.scopes ?? ''),
		]),
	);
}

/** Google's clients show for each method an example, which asks for all scopes that it takes. */
const ofGoogle = (api: string, version: string): Methods =>
	methodsIn(
		read('@googleapis', api, 'build', `${version}.d.ts`),
		/scopes: \[(?<scopes>[^\]]*)\][\s\S]*?const res = await \w+\.(?<method>[\w.]+)\(/g,
		quoted,
	);

/** The files of a folder as one text. */
const together = (...folder: string[]) =>
	readdirSync(join(modules, ...folder), { recursive: true, encoding: 'utf8' })
		.filter((name) => /(?:Api\.js|-api\.js|Client\.d\.ts)$/.test(name))
		.sort()
		.map((name) => read(...folder, name))
		.join('\n');

const vendors: Readonly<Record<string, { readonly service: Service; readonly methods: Methods }>> =
	{
		dropbox: {
			service: dropbox,
			methods: methodsIn(
				read('dropbox', 'lib', 'routes.js'),
				/this\.request\('(?<method>[^']+)', \w+, '[^']*', '[^']*', '[^']*', '(?<scopes>[^']*)'\)/g,
				(scope) => [scope],
			),
		},
		pipedrive: {
			service: pipedrive,
			methods: methodsIn(
				together('pipedrive', 'dist', 'versions', 'v1', 'api') +
					together('pipedrive', 'dist', 'versions', 'v2', 'api'),
				/(?<method>\w+): \([^)]*\) => __awaiter(?:(?!__awaiter)[\s\S])*?setOAuthToObject\)\(\w+, "oauth2", (?<scopes>\[[^\]]*\])/g,
				quoted,
			),
		},
		asana: {
			service: asana,
			methods: methodsIn(
				together('asana', 'dist', 'api'),
				/Required scope: &lt;\/b&gt;&lt;code&gt;(?<scopes>[\w:]+)(?:(?!Required scope|\* @param)[\s\S])*?(?:\* @param[^\n]*\n[^\n]*)*?\* @return(?:(?!Required scope)[\s\S])*?key: "(?<method>\w+)WithHttpInfo"/g,
				(scope) => [scope],
			),
		},
		webflow: {
			service: webflow,
			methods: methodsIn(
				together('webflow-api', 'api', 'resources'),
				/Required scope \| `(?<scopes>[^`]*)`[\s\S]*?@example\s+\* +await client\.(?<method>[\w.]+)\(/g,
				// The notes have "CMS:read" and "assets: write", too.
				(scope) => [scope.toLowerCase().replaceAll(' ', '')],
			),
		},
	};

/** The one method of Google's packages that takes a scope, and not the wider ones that all other methods take beside it. */
const NOT_MEANT = ['tests.insert'];

/** Google's products, by the groups of its permissions. */
const products: Readonly<Record<string, Methods>> = {
	Gmail: ofGoogle('gmail', 'v1'),
	Sheets: ofGoogle('sheets', 'v4'),
	Drive: ofGoogle('drive', 'v3'),
	Calendar: ofGoogle('calendar', 'v3'),
	Docs: ofGoogle('docs', 'v1'),
	Slides: ofGoogle('slides', 'v1'),
	Forms: ofGoogle('forms', 'v1'),
	YouTube: ofGoogle('youtube', 'v3'),
	Tasks: ofGoogle('tasks', 'v1'),
	Contacts: ofGoogle('people', 'v1'),
	Analytics: ofGoogle('analyticsdata', 'v1beta'),
};

/** What each permission is said to allow, as methods of the vendor. */
const OPENS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	google: {
		sendMail: 'users.messages.send',
		readMail: 'users.messages.get',
		writeDrafts: 'users.drafts.create',
		manageLabels: 'users.labels.create',
		changeMail: 'users.messages.trash',
		deleteMail: 'users.messages.delete',
		readSheets: 'spreadsheets.values.get',
		editSheets: 'spreadsheets.values.append',
		useOwnFiles: 'files.create',
		findFiles: 'files.list',
		readFiles: 'files.export',
		manageFiles: 'files.delete',
		readEvents: 'events.list',
		editEvents: 'events.insert',
		manageCalendars: 'calendars.insert',
		readDocs: 'documents.get',
		editDocs: 'documents.batchUpdate',
		readSlides: 'presentations.get',
		editSlides: 'presentations.batchUpdate',
		readForms: 'forms.get',
		readResponses: 'forms.responses.list',
		editForms: 'forms.batchUpdate',
		readVideos: 'videos.list',
		uploadVideos: 'videos.insert',
		editVideos: 'playlists.insert',
		readTasks: 'tasks.list',
		editTasks: 'tasks.insert',
		readContacts: 'people.connections.list',
		editContacts: 'people.createContact',
		readReports: 'properties.runReport',
	},
	dropbox: {
		readMetadata: 'files/list_folder',
		readFiles: 'files/download',
		writeFiles: 'files/upload',
		readSharing: 'sharing/list_shared_links',
		writeSharing: 'sharing/create_shared_link_with_settings',
	},
	pipedrive: {
		readDeals: 'getDeals',
		writeDeals: 'addDeal',
		readContacts: 'getPersons',
		writeContacts: 'addPerson',
		readActivities: 'getActivities',
		writeActivities: 'addActivity',
		readLeads: 'getLeads',
		writeLeads: 'addLead',
		admin: 'addWebhook',
	},
	asana: {
		readTasks: 'getTask',
		writeTasks: 'createTask',
		deleteTasks: 'deleteTask',
		readProjects: 'getProjects',
		writeProjects: 'createProject',
		readComments: 'getStoriesForTask',
		writeComments: 'createStoryForTask',
		readWorkspaces: 'getWorkspaces',
		manageWebhooks: 'createWebhook',
	},
	webflow: {
		readSites: 'sites.list',
		writeSites: 'sites.publish',
		readCms: 'collections.list',
		writeCms: 'collections.items.createItem',
		readPages: 'pages.list',
		writePages: 'pages.updatePageSettings',
		readForms: 'forms.list',
		writeForms: 'forms.updateSubmission',
		readAssets: 'assets.list',
		writeAssets: 'assets.create',
		readEcommerce: 'products.list',
		writeEcommerce: 'products.create',
	},
};

/** What a permission must not open: the step from reading to writing. */
const SHUT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	google: {
		sendMail: 'users.messages.get',
		readMail: 'users.messages.send',
		readSheets: 'spreadsheets.values.append',
		findFiles: 'files.delete',
		readEvents: 'events.insert',
		readContacts: 'people.createContact',
	},
	dropbox: { readMetadata: 'files/download', readFiles: 'files/upload' },
	pipedrive: { readDeals: 'addDeal', readContacts: 'addPerson', writeDeals: 'addPerson' },
	asana: { readTasks: 'createTask', writeTasks: 'deleteTask' },
	webflow: { readSites: 'sites.publish', readCms: 'collections.items.createItem' },
};

/** Asana's own word for apps that were registered with full permissions (developers.asana.com/docs/oauth). */
const FULL = 'default';

const services = {
	google,
	...Object.fromEntries(Object.entries(vendors).map(([name, { service }]) => [name, service])),
};

const methodsFor = (name: string, group: string | undefined): Methods =>
	(name === 'google' ? products[group ?? ''] : vendors[name]?.methods) ?? new Map();

const rows = Object.entries(services).flatMap(([name, service]) =>
	Object.entries(service.permissions).map(([key, permission]) => {
		const methods = methodsFor(name, permission.group);
		return { service: name, key, permission, methods };
	}),
);

it.each([
	['Google', Object.values(products).reduce((sum, { size }) => sum + size, 0), 340],
	['Dropbox', vendors.dropbox?.methods.size, 250],
	['Pipedrive', vendors.pipedrive?.methods.size, 280],
	['Asana', vendors.asana?.methods.size, 120],
	['Webflow', vendors.webflow?.methods.size, 70],
])('the package of %s is read: %d methods', (_vendor, found, least) => {
	expect(found).toBeGreaterThan(least);
});

describe.each(rows)('$service: $key', ({ service, key, permission, methods }) => {
	const { scopes, satisfiedBy = [] } = permission;
	const all = new Set([...methods.values()].flat());

	it('names only scopes that the vendor has', () => {
		const named = [...scopes, ...satisfiedBy.flat()].filter((scope) => scope !== FULL);
		expect(named.filter((scope) => !all.has(scope))).toEqual([]);
	});

	it('is enough, in each of its forms, for what it is said to allow', () => {
		const method = OPENS[service]?.[key] ?? 'no method is named';
		const taken = methods.get(method);
		expect(taken).toBeDefined();
		const forms = [scopes, ...satisfiedBy].filter((form) => !form.includes(FULL));
		for (const form of forms) {
			expect({ method, form, isTaken: form.some((scope) => taken?.includes(scope)) }).toEqual({
				method,
				form,
				isTaken: true,
			});
		}
	});

	it('takes as enough only scopes that every method takes which takes its own', () => {
		const [own] = scopes;
		const singles = satisfiedBy.flatMap((form) => (form.length === 1 ? form : []));
		const taking = [...methods].filter(([, taken]) => own !== undefined && taken.includes(own));
		for (const scope of singles.filter((one) => one !== FULL)) {
			const lacking = taking
				.filter(([name, taken]) => !taken.includes(scope) && !NOT_MEANT.includes(name))
				.map(([name]) => name);
			expect({ scope, lacking }).toEqual({ scope, lacking: [] });
		}
	});
});

const shut = Object.entries(SHUT).flatMap(([service, methods]) =>
	Object.entries(methods).map(([key, method]) => ({ service, key, method })),
);

it.each(shut)('$service: $key does not open $method', ({ service, key, method }) => {
	const row = rows.find((one) => one.service === service && one.key === key);
	const taken = row?.methods.get(method);
	expect(taken).toBeDefined();
	expect(row?.permission.scopes.filter((scope) => taken?.includes(scope))).toEqual([]);
});
