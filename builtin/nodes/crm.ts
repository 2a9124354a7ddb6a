/** HubSpot, Pipedrive, Mautic. */
import type { Needed, NodeNeeds, Scopes } from './model';
import { anyOf, each } from './model';

const needs = (runs: Scopes, edits: Scopes = []): Needed => ({ runs, edits });

/** The lists of properties and of owners in the editor. */
const hubspotLists = (object: string) => [
	anyOf(`crm.schemas.${object}.read`),
	anyOf('crm.objects.owners.read'),
];
const readsHubspot = (object: string) =>
	needs([anyOf(`crm.objects.${object}.read`)], hubspotLists(object));
const writesHubspot = (object: string) =>
	needs([anyOf(`crm.objects.${object}.write`)], hubspotLists(object));

const tickets = needs([anyOf('tickets')], [anyOf('tickets'), anyOf('crm.objects.owners.read')]);

const reads =
	'get getAll getRecentlyCreatedUpdated getRecentlyCreated getRecentlyModified search searchByDomain';
const of = (names: string, offered: string) =>
	names
		.split(' ')
		.filter((name) => offered.split(' ').includes(name))
		.join(' ');

/** What an object offers, in either version. */
const object = (name: string, offered: string) => ({
	...each(of(reads, offered), readsHubspot(name)),
	...each(of('create update delete', offered), writesHubspot(name)),
});

const pipedriveReads = (names: string) => needs([anyOf(names)]);

/** Of one group of scopes, `read` and `full`. */
const pipedrive = (group: string, operations: string) => ({
	...each(of('get getAll', operations), pipedriveReads(`${group}:read ${group}:full`)),
	// The first version asks the search of all items.
	...each(of('search', operations), pipedriveReads(`search:read ${group}:read ${group}:full`)),
	...each(of('create update delete duplicate', operations), needs([anyOf(`${group}:full`)])),
});
const ofNotes = ['deals', 'contacts'];
const ofFiles = ['deals', 'activities', 'contacts'];
const readsAny = (groups: readonly string[]) =>
	pipedriveReads(groups.flatMap((group) => [`${group}:read`, `${group}:full`]).join(' '));
const writesAny = (groups: readonly string[]) =>
	needs([anyOf(groups.map((group) => `${group}:full`).join(' '))]);

const CRUD = 'create delete get getAll update';

const none = needs([]);

export const crm: readonly NodeNeeds[] = [
	{
		// The node calls the older methods, whose pages name the same scopes.
		node: 'hubspot',
		types: ['hubspotOAuth2Api'],
		source:
			'https://developers.hubspot.com/docs/methods/contacts/create_or_update; https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/scopes',
		resources: {
			contact: {
				...object('contacts', 'delete get getAll getRecentlyCreatedUpdated search'),
				// Reads what it wrote.
				upsert: needs(
					[anyOf('crm.objects.contacts.write'), anyOf('crm.objects.contacts.read')],
					hubspotLists('contacts'),
				),
			},
			company: object(
				'companies',
				`${CRUD} getRecentlyCreatedUpdated getRecentlyCreated getRecentlyModified searchByDomain`,
			),
			deal: object(
				'deals',
				`${CRUD} getRecentlyCreatedUpdated getRecentlyCreated getRecentlyModified search`,
			),
			ticket: each(CRUD, tickets),
			form: each('getFields submit', needs([anyOf('forms')], [anyOf('forms')])),
			contactList: each('add remove', {
				unknown: 'no page of HubSpot at hand names the scope of contact lists for this method',
			}),
			engagement: each('create delete get getAll', {
				unknown: 'no page of HubSpot at hand names the scope of engagements',
			}),
		},
	},
	{
		node: 'pipedrive',
		types: ['pipedriveOAuth2Api'],
		source: 'pipedrive (npm): dist/versions',
		resources: {
			activity: pipedrive('activities', CRUD),
			deal: pipedrive('deals', `${CRUD} duplicate search`),
			dealActivity: each('getAll', pipedriveReads('activities:read activities:full')),
			dealProduct: each('add getAll remove update', {
				unknown: 'which scopes the products of a deal need is not known',
			}),
			file: {
				...each('download get', readsAny(ofFiles)),
				...each('create delete update', writesAny(ofFiles)),
			},
			lead: pipedrive('leads', CRUD),
			note: {
				...each('get getAll', readsAny(ofNotes)),
				...each('create delete update', writesAny(ofNotes)),
			},
			organization: pipedrive('contacts', `${CRUD} search`),
			person: pipedrive('contacts', `${CRUD} search`),
			product: pipedrive('products', `${CRUD} search`),
		},
	},
	{
		// n8n's type asks for no scope.
		node: 'mautic',
		types: ['mauticOAuth2Api'],
		source: 'n8n-nodes-base (npm): dist/credentials/MauticOAuth2Api.credentials.js',
		resources: {
			company: each(CRUD, none),
			contact: each(`${CRUD} editContactPoint editDoNotContactList sendEmail`, none),
			contactSegment: each('add remove', none),
			campaignContact: each('add remove', none),
			companyContact: each('add remove', none),
			segmentEmail: each('send', none),
		},
	},
];
