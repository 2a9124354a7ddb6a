/** Answers of the services that are neither Google nor Microsoft, Slack or X. */
import { ID, NUMBER } from '../values.mts';
import type { Answers } from './record.mts';
import { RECORD } from './record.mts';

const airtable = { id: ID, records: [{ id: ID, fields: { id: '1', name: 'Ada', city: 'Paris' } }] };
const found = {
	metadata: { '.tag': 'metadata', metadata: RECORD },
	match_type: { '.tag': 'filename' },
};
const mauticRecord = { id: ID, fields: { all: { id: ID } } };
const listing = { data: { after: null, children: [{ data: RECORD }] } };
/** QuickBooks names its records by what they are. */
const bookkeeping = (wrapped: (one: object) => object) =>
	Object.fromEntries(
		[
			'Bill',
			'Customer',
			'Employee',
			'Estimate',
			'Invoice',
			'Item',
			'Payment',
			'Purchase',
			'Vendor',
		].map((name) => [
			name,
			wrapped({ Id: ID, SyncToken: '0', CustomerRef: { value: ID }, VendorRef: { value: ID } }),
		]),
	);

export const others: Answers = [
	[/api\.airtable\.com\/v0\/(?!meta)[^/]+\/[^/]+$/, airtable],
	[/(\/contents\/|\/repository\/files\/)/, { sha: ID, type: 'file', content: 'VHVsaXBz' }],
	[/api\.github\.com.*\/hooks$/, { id: NUMBER, active: true }],
	[/mautic.*\/companies/, { company: mauticRecord, companies: { [ID]: mauticRecord } }],
	[/mautic.*\/contacts/, { contact: mauticRecord, contacts: { [ID]: mauticRecord } }],
	[/intuit\.com.*\/query$/, { QueryResponse: bookkeeping((one) => [one]) }],
	[/intuit\.com.*\/reports\//, { Columns: { Column: [] }, Rows: { Row: [] } }],
	[/intuit\.com/, bookkeeping((one) => one)],
	[/salesforce\.com.*\/actions\/custom\/flow$/, { actions: [RECORD] }],
	[/salesforce\.com.*\/query$/, { records: [RECORD], done: true }],
	[/reddit\.com\/r\/[^/]+\/comments\//, [listing, listing]],
	[/reddit\.com.*\/(trending_subreddits)\.json$/, { subreddit_names: ['flowers'] }],
	[/reddit\.com.*\/(about|rules)\.json$/, { data: RECORD, rules: [RECORD], kind: 't5' }],
	[/reddit\.com.*search_subreddits\.json$/, { subreddits: [RECORD] }],
	[/reddit\.com.*\.json$/, listing],
	[/files\/list_folder(\/continue)?$/, { entries: [RECORD], has_more: false }],
	[/files\/search_v2$/, { matches: [found], has_more: false }],
	[/api\.todoist\.com\/rest.*s$/, [RECORD]],
	[/api\.todoist\.com.*s$/, { results: [RECORD], next_cursor: null }],
	[/gitlab\.com.*\/repository\/tree$/, [RECORD]],
	[/api\.xero\.com\/connections$/i, [{ tenantId: ID }]],
];
