/** Answers of Microsoft Graph and SharePoint. */
import { EMAIL, ID, TIME } from '../values.mts';
import type { Answers } from './record.mts';
import { RECORD } from './record.mts';

const emailAddress = { address: EMAIL, name: 'Ada' };
const cells = [
	['id', 'name', 'city', ID],
	['1', 'Ada', 'London', '1'],
];
const range = { address: 'Sheet1!A1:D2', values: cells, text: cells, formulas: cells };
const columns = ['id', 'name', 'city', ID].map((name) => ({ name, values: [[name], ['1']] }));

/** A message, an event, a file, a chat: Microsoft Graph's records with the fields that nodes read. */
const graphRecord = {
	id: ID,
	name: 'flowers.txt',
	displayName: 'Flowers',
	file: { mimeType: 'text/plain' },
	folder: {},
	parentReference: { driveId: ID, id: ID },
	from: { emailAddress },
	sender: { emailAddress },
	toRecipients: [{ emailAddress }],
	ccRecipients: [],
	bccRecipients: [],
	replyTo: [],
	attendees: [],
	body: { contentType: 'text', content: 'Tulips' },
	receivedDateTime: TIME,
	createdDateTime: TIME,
	lastModifiedDateTime: TIME,
	'@odata.etag': ID,
	'@odata.type': '#microsoft.graph.fileAttachment',
	contentBytes: Buffer.from('Tulips').toString('base64'),
	index: 0,
	values: [['1', 'Ada', 'London', '1']],
};

export const microsoft: Answers = [
	[/sharepoint\.com/, { ...RECORD, value: [{ ...RECORD, fields: { name: 'Ada' } }] }],
	[/graph\.microsoft\.com.*(usedRange|range)/i, range],
	[/graph\.microsoft\.com.*\/tables\/[^/]+\/columns$/, { value: columns }],
	[/graph\.microsoft\.com/, { ...graphRecord, value: [graphRecord] }],
];
