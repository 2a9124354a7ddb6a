/** Answers of Google. */
import { EMAIL, ID, TIME } from '../values.mts';
import type { Answers } from './record.mts';

const message = {
	id: ID,
	threadId: ID,
	internalDate: String(Date.parse(TIME)),
	raw: Buffer.from(`From: ${EMAIL}\r\nSubject: Flowers\r\n\r\nTulips`).toString('base64url'),
	labelIds: ['INBOX'],
	payload: {
		headers: [
			{ name: 'From', value: EMAIL },
			{ name: 'To', value: 'grace@example.com' },
			{ name: 'Subject', value: 'Flowers' },
			{ name: 'Message-ID', value: '<1@example.com>' },
		],
	},
};
const rows = [
	['id', 'name', 'city', ID],
	['1', 'Ada', 'London', '1'],
];
const person = { resourceName: `people/${ID}`, etag: ID, names: [{ displayName: 'Ada' }] };
const text = [{ paragraph: { elements: [{ textRun: { content: 'Flowers' } }] } }];

const schema = { fields: ['name', 'city'].map((name) => ({ name, type: 'STRING' })) };
const job = {
	jobReference: { jobId: ID, projectId: ID },
	status: { state: 'DONE' },
	jobComplete: true,
	schema,
	rows: [],
};

export const google: Answers = [
	[/\/profile$/, { emailAddress: EMAIL }],
	[/\/users\/me\/drafts\/[^/]+$/, { id: ID, message }],
	[/\/users\/me\/drafts$/, { id: ID, drafts: [{ id: ID, message: { id: ID } }] }],
	[/\/users\/me\/labels$/, { labels: [{ id: 'INBOX', name: 'INBOX' }] }],
	[/\/users\/me\/messages$/, { messages: [{ id: ID, threadId: ID }] }],
	[/\/users\/me\/messages\/[^/]+$/, message],
	[/\/users\/me\/threads$/, { threads: [{ id: ID }] }],
	[/\/users\/me\/threads\/[^/]+$/, { id: ID, messages: [message] }],
	[
		/\/v4\/spreadsheets\/[^/:]+$/,
		{ sheets: [{ properties: { sheetId: 0, title: 'Sheet1', gridProperties: {} } }] },
	],
	[/\/v4\/spreadsheets\/[^/]+:batchUpdate$/, { replies: [{ addSheet: { properties: {} } }] }],
	[/people\.googleapis\.com.*\/people\/[^/]+$/, person],
	[/people\.googleapis\.com.*(connections|otherContacts)$/, { connections: [person] }],
	[/people\.googleapis\.com.*:createContact$/, person],
	[/people\.googleapis\.com.*:searchContacts$/, { results: [{ person }] }],
	[/\/v1\/presentations\/[^/]+$/, { presentationId: ID, slides: [{ objectId: ID }] }],
	[/\/thumbnail$/, (mark) => ({ contentUrl: `https://lh3.googleusercontent.com/${ID}?${mark}` })],
	[
		/reports:batchGet$/,
		{
			reports: [
				{
					columnHeader: { dimensions: [], metricHeader: { metricHeaderEntries: [] } },
					data: { rows: [] },
				},
			],
		},
	],
	[/\/youtube\/v3\//, { id: ID, items: [{ id: ID, snippet: {} }] }],
	[/\/values\/[^/]+$/, { values: rows }],
	[/\/drive\/v3\/files$/, { id: ID, files: [{ id: ID, name: 'Flowers' }] }],
	[/\/files\/[^/]+\/revisions$/, { revisions: [{ id: '1', exportLinks: {} }] }],
	[
		/\/drive\/v3\/files(\/[^/]+)?$/,
		{ id: ID, name: 'Flowers', parents: ['root'], mimeType: 'text/plain' },
	],
	[/\/v1\/documents\/[^/:]+$/, { documentId: ID, body: { content: text } }],
	[/\/v1\/documents\/[^/]+:batchUpdate$/, { documentId: ID, replies: [{}] }],
	[/:runReport$/, { dimensionHeaders: [], metricHeaders: [], rows: [] }],
	[/googleapis\.com.*\/events(\/[^/]+)?$/, { id: ID, items: [{ id: ID, updated: TIME }] }],
	[/bigquery.*\/(jobs|queries)(\/[^/]+)?$/, job],
	[/bigquery.*\/data$/, { rows: [] }],
	[/bigquery.*\/tables\/[^/]+$/, { schema }],
	[/\/freeBusy$/, { calendars: { [EMAIL]: { busy: [] } } }],
	[/\/language\/translate\/v2$/, { data: { translations: [{ translatedText: 'Tulips' }] } }],
];
