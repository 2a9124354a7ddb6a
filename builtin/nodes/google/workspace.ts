/** Google Calendar and its trigger, Docs, Slides, Tasks and Contacts. */
import type { Needed, NodeNeeds } from '../model';
import { each } from '../model';
import { google, listFiles, readDrives } from './scope';

const listCalendars = google(
	'calendar.calendarlist.readonly calendar.calendarlist calendar.readonly calendar',
);
const readEvents: Needed = {
	runs: [google('calendar.events.readonly calendar.events calendar.readonly calendar')],
	edits: [listCalendars],
};
const writeEvents: Needed = {
	runs: [google('calendar.events calendar')],
	edits: [listCalendars],
};

const readDocs = google('documents.readonly documents drive.readonly drive');
const writeDocs = google('documents drive');

const readSlides = google('presentations.readonly presentations drive.readonly drive');
const readsSlides: Needed = { runs: [readSlides], edits: [readSlides] };

const readTasks = google('tasks.readonly tasks');
const writesTasks: Needed = { runs: [google('tasks')], edits: [readTasks] };

const readContacts = google('contacts.readonly contacts');
const writesContacts: Needed = { runs: [google('contacts')], edits: [readContacts] };

export const workspace: readonly NodeNeeds[] = [
	{
		node: 'googleCalendar',
		types: ['googleCalendarOAuth2Api'],
		source: '@googleapis/calendar (npm): v3.ts',
		resources: {
			event: {
				...each('get getAll', readEvents),
				...each('create delete update', writeEvents),
			},
			calendar: {
				availability: {
					runs: [google('calendar.freebusy calendar.events.freebusy calendar.readonly calendar')],
					edits: [listCalendars],
				},
			},
		},
	},
	{
		node: 'googleCalendarTrigger',
		types: ['googleCalendarOAuth2Api'],
		source: '@googleapis/calendar (npm): v3.ts',
		resources: { '': { '': readEvents } },
	},
	{
		node: 'googleDocs',
		types: ['googleDocsOAuth2Api'],
		source: '@googleapis/docs (npm): v1.ts; @googleapis/drive (npm): v3.ts',
		resources: {
			document: {
				// Drive creates the document; a folder that the app did not create is out of reach for `drive.file`.
				create: {
					runs: [google('drive.file drive')],
					edits: [listFiles, readDrives],
					also: [
						{ parameter: 'folderId', isNot: ['default', ''], runs: [google('drive')] },
						{ parameter: 'driveId', isNot: ['myDrive', ''], runs: [google('drive')] },
					],
				},
				get: { runs: [readDocs] },
				update: { runs: [writeDocs] },
			},
		},
	},
	{
		node: 'googleSlides',
		types: ['googleSlidesOAuth2Api'],
		source: '@googleapis/slides (npm): v1.ts',
		resources: {
			presentation: {
				create: { runs: [google('drive.file presentations drive')] },
				...each('get getSlides', { runs: [readSlides] }),
				replaceText: {
					runs: [google('presentations drive')],
					edits: [readSlides],
				},
			},
			page: each('get getThumbnail', readsSlides),
		},
	},
	{
		node: 'googleTasks',
		types: ['googleTasksOAuth2Api'],
		source: '@googleapis/tasks (npm): v1.ts',
		resources: {
			task: {
				...each('get getAll', { runs: [readTasks], edits: [readTasks] }),
				...each('create delete update', writesTasks),
			},
		},
	},
	{
		node: 'googleContacts',
		types: ['googleContactsOAuth2Api'],
		source: '@googleapis/people (npm): v1.ts',
		resources: {
			contact: {
				...each('get getAll', { runs: [readContacts], edits: [readContacts] }),
				...each('create delete update', writesContacts),
			},
		},
	},
];
