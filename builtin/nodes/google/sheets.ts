/** Google Sheets, its trigger, and the evaluations that read from a sheet. */
import type { Needed, NodeNeeds } from '../model';
import { each } from '../model';
import { google, listFiles } from './scope';

const source = '@googleapis/sheets (npm): v4.ts; @googleapis/drive (npm): v3.ts';

const read = google('spreadsheets.readonly spreadsheets drive.readonly drive');
const write = google('spreadsheets drive');

/** Which documents there are, and which sheets and columns one has. */
const edits = [listFiles, read];
const reads: Needed = { runs: [read], edits };
const writes: Needed = { runs: [write], edits };

export const sheets: readonly NodeNeeds[] = [
	{
		node: 'googleSheets',
		types: ['googleSheetsOAuth2Api'],
		source,
		resources: {
			sheet: {
				...each('read lookup', reads),
				...each('append appendOrUpdate upsert update clear delete create remove', writes),
			},
			spreadsheet: {
				// The new document is the app's own file.
				create: { runs: [google('drive.file spreadsheets drive')] },
				// Of a file that the app created, `drive.file` would do.
				deleteSpreadsheet: { runs: [google('drive')], edits: [listFiles] },
			},
		},
	},
	{
		node: 'googleSheetsTrigger',
		types: ['googleSheetsTriggerOAuth2Api'],
		source,
		resources: {
			'': {
				rowAdded: reads,
				// Compares with an earlier revision, which Drive exports: only the scopes of the content get the link to it.
				...each('rowUpdate anyUpdate', { runs: [read, google('drive.readonly drive')], edits }),
			},
		},
	},
	{
		node: 'evaluationTrigger',
		types: ['googleSheetsOAuth2Api'],
		source,
		resources: { '': { '': reads } },
	},
	{
		node: 'evaluation',
		types: ['googleSheetsOAuth2Api'],
		source,
		resources: {
			'': {
				setOutputs: writes,
				...each('setInputs setMetrics checkIfEvaluating', { runs: [] }),
			},
		},
	},
];
