/** Google Sheets, Drive, Calendar, Docs, Analytics, and their triggers. */
import { byId, mapped } from '../workflows.mts';
import type { Case } from './case.mts';
import { casesOf } from './case.mts';

const sheet = { documentId: byId('document'), sheetName: byId('0') };
const everyMinute = { pollTimes: { item: [{ mode: 'everyMinute' }] } };

const sheets = casesOf({
	node: 'googleSheets',
	version: 4.7,
	slot: 'googleSheetsOAuth2Api',
	parameters: { authentication: 'oAuth2', ...sheet },
});

const sheetsTrigger = casesOf({
	node: 'googleSheetsTrigger',
	version: 1,
	slot: 'googleSheetsTriggerOAuth2Api',
	parameters: { ...sheet, ...everyMinute, options: {} },
	isTrigger: true,
});

const evaluationTrigger = casesOf({
	node: 'evaluationTrigger',
	version: 4.7,
	slot: 'googleSheetsOAuth2Api',
	parameters: { source: 'googleSheets', authentication: 'oAuth2', ...sheet },
	isTrigger: true,
});

const drive = casesOf({
	node: 'googleDrive',
	version: 3,
	slot: 'googleDriveOAuth2Api',
	parameters: { authentication: 'oAuth2' },
});

const driveTrigger = casesOf({
	node: 'googleDriveTrigger',
	version: 1,
	slot: 'googleDriveOAuth2Api',
	parameters: {
		authentication: 'oAuth2',
		triggerOn: 'specificFolder',
		folderToWatch: byId('folder'),
		...everyMinute,
		options: {},
	},
	isTrigger: true,
});

const calendar = casesOf({
	node: 'googleCalendar',
	version: 1.3,
	slot: 'googleCalendarOAuth2Api',
	parameters: { calendar: byId('ada@example.com') },
});

const docs = casesOf({
	node: 'googleDocs',
	version: 2,
	slot: 'googleDocsOAuth2Api',
	parameters: { authentication: 'oAuth2' },
});

const analytics = casesOf({
	node: 'googleAnalytics',
	version: 2,
	slot: 'googleAnalyticsOAuth2',
	parameters: {},
});

const ada = { name: 'Ada', city: 'Paris' };
/** A row whose name is looked up. */
const byName = { columns: { ...mapped(ada), matchingColumns: ['name'] }, options: {} };
const asItComes = { mappingMode: 'autoMapInputData', value: null, matchingColumns: [], schema: [] };

const FILE = byId('1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs');
const listed = (value: string) => ({ __rl: true, mode: 'list', value });
const inRoot = { driveId: listed('My Drive'), folderId: listed('root'), options: {} };
const times = { start: '2026-01-01T10:00:00', end: '2026-01-01T11:00:00' };
const insertion = { object: 'text', action: 'insert', locationChoice: 'endOfSegmentLocation' };
const permission = { role: 'reader', type: 'anyone' };

export const googleCases: readonly Case[] = [
	sheets('sheet', 'read', { options: {} }),
	sheets('sheet', 'append', { columns: asItComes, options: {} }, { items: [ada] }),
	sheets('sheet', 'update', byName),
	sheets('sheet', 'appendOrUpdate', byName),
	sheets('sheet', 'delete', { toDelete: 'rows', startIndex: 2, numberToDelete: 1 }),
	sheets('sheet', 'clear', { clear: 'wholeSheet' }),
	sheetsTrigger('', '', { event: 'rowAdded' }),
	sheetsTrigger('', '', { event: 'anyUpdate' }),
	evaluationTrigger('', ''),
	drive(
		'file',
		'upload',
		{ ...inRoot, inputDataFieldName: 'data', name: 'Flowers' },
		{ items: [{ text: 'Tulips' }], file: 'text' },
	),
	drive('file', 'download', { fileId: FILE, options: {} }),
	drive('file', 'createFromText', { ...inRoot, content: 'Tulips', name: 'Flowers' }),
	drive('file', 'move', { ...inRoot, fileId: FILE }),
	drive('file', 'copy', { fileId: FILE, name: 'Flowers', sameFolder: true, options: {} }),
	drive('file', 'share', {
		fileId: FILE,
		permissionsUi: { permissionsValues: permission },
		options: {},
	}),
	drive('fileFolder', 'search', { queryString: 'Flowers', limit: 1, filter: {}, options: {} }),
	drive('folder', 'create', { ...inRoot, name: 'Flowers' }),
	driveTrigger('', '', { event: 'fileCreated' }),
	driveTrigger('', '', { event: 'fileUpdated' }),
	calendar('event', 'create', { ...times, additionalFields: {} }),
	calendar('event', 'getAll', { limit: 1, options: {} }),
	calendar('event', 'update', { eventId: '1', updateFields: { summary: 'Flowers' } }),
	calendar('event', 'delete', { eventId: '1', options: {} }),
	docs('document', 'create', { title: 'Flowers', driveId: 'myDrive', folderId: 'default' }),
	docs('document', 'get', { documentURL: '1', simple: true }),
	docs('document', 'update', {
		documentURL: '1',
		simple: true,
		actionsUi: { actionFields: [{ ...insertion, insertSegment: 'body', text: 'Tulips' }] },
		updateFields: {},
	}),
	analytics('report', 'get', {
		propertyId: byId('1'),
		dateRange: 'last7days',
		limit: 1,
		additionalFields: {},
	}),
];
