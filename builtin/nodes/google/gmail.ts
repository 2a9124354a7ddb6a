/** Gmail, and its trigger. */
import type { Needed, NodeNeeds } from '../model';
import { each } from '../model';
import { google } from './scope';

const source = '@googleapis/gmail (npm): v1.ts';

const send = google('gmail.send gmail.compose gmail.modify mail');
const write = google('gmail.compose gmail.modify mail');
const readDrafts = google('gmail.readonly gmail.compose gmail.modify mail');
const profile = google('gmail.compose gmail.metadata gmail.readonly gmail.modify mail');
/** Of a message or thread, the headers only. */
const readHeaders = google('gmail.metadata gmail.readonly gmail.modify mail');
/** `gmail.metadata` would do for some, but forbids search and the text of messages. */
const read = google('gmail.readonly gmail.modify mail');
const modify = google('gmail.modify mail');
const remove = google('mail');
const readLabels = google('gmail.labels gmail.metadata gmail.readonly gmail.modify mail');
const writeLabels = google('gmail.labels gmail.modify mail');
const readAliases = google('gmail.settings.basic gmail.readonly gmail.modify mail');

/** The names of labels are looked up for what is put out. */
const getMail: Needed = { runs: [read, readLabels], edits: [readLabels] };
const label: Needed = { runs: [modify], edits: [readLabels] };
/** The headers of what is answered are read, and the own address. */
const reply: Needed = { runs: [send, readHeaders, profile], edits: [readHeaders] };

const drafts = {
	create: {
		runs: [write],
		edits: [readAliases, readHeaders],
		also: [{ parameter: 'options.threadId', runs: [readHeaders] }],
	},
	delete: { runs: [write] },
	...each('get getAll', { runs: [readDrafts] }),
};

const labels = {
	...each('create delete', { runs: [writeLabels] }),
	...each('get getAll', { runs: [readLabels] }),
};

export const gmail: readonly NodeNeeds[] = [
	{
		node: 'gmail',
		types: ['gmailOAuth2'],
		source,
		resources: {
			message: {
				send: { runs: [send], also: [{ parameter: 'options.senderName', runs: [profile] }] },
				sendAndWait: { runs: [send] },
				reply,
				...each('get getAll', getMail),
				...each('addLabels removeLabels', label),
				...each('markAsRead markAsUnread', { runs: [modify] }),
				delete: { runs: [remove] },
			},
			draft: drafts,
			label: labels,
			thread: {
				get: getMail,
				getAll: { runs: [read], edits: [readLabels] },
				...each('addLabels removeLabels', label),
				...each('trash untrash', { runs: [modify] }),
				reply,
				delete: { runs: [remove] },
			},
			// Of the first version.
			messageLabel: each('add remove', label),
		},
	},
	{
		node: 'gmailTrigger',
		types: ['gmailOAuth2'],
		source,
		resources: { '': { messageReceived: getMail } },
	},
];
