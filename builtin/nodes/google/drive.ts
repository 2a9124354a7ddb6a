/** Google Drive, and its trigger. */
import type { Also, Needed, NodeNeeds } from '../model';
import { each } from '../model';
import { google, listFiles, readDrives } from './scope';

const source = '@googleapis/drive (npm): v3.ts';

const all = google('drive');
const create = google('drive.file drive');
/** Includes moving, and moving to the bin. */
const rename = google('drive.metadata drive');
const read = google('drive.readonly drive');

/** Which files, folders and drives there are. */
const edits = [listFiles, readDrives];

/** A folder that the app did not create is out of reach for `drive.file`. */
const elsewhere: readonly Also[] = [
	{ parameter: 'folderId', isNot: ['root', '/'], runs: [all] },
	{ parameter: 'driveId', isNot: ['My Drive', 'myDrive', ''], runs: [all] },
	{ parameter: 'parents', isNot: ['root', ''], runs: [all] },
	{ parameter: 'options.parents', isNot: ['root', ''], runs: [all] },
];

const creates: Needed = { runs: [create], edits, also: elsewhere };
const changes: Needed = { runs: [all], edits };
const moves: Needed = { runs: [rename], edits };
const lists: Needed = { runs: [listFiles], edits };

export const drive: readonly NodeNeeds[] = [
	{
		node: 'googleDrive',
		types: ['googleDriveOAuth2Api'],
		source,
		resources: {
			file: {
				...each('upload createFromText', creates),
				download: { runs: [read], edits },
				list: lists,
				move: moves,
				deleteFile: {
					...moves,
					also: [{ parameter: 'options.deletePermanently', is: [true], runs: [all] }],
				},
				update: {
					...moves,
					also: [{ parameter: 'changeFileContent', is: [true], runs: [all] }],
				},
				...each('copy share delete', changes),
			},
			fileFolder: { search: lists },
			folder: {
				create: creates,
				deleteFolder: {
					...moves,
					also: [{ parameter: 'options.deletePermanently', is: [true], runs: [all] }],
				},
				...each('share delete', changes),
			},
			drive: {
				...each('get list', { runs: [readDrives], edits: [readDrives] }),
				...each('create update delete deleteDrive', { runs: [all], edits: [readDrives] }),
			},
		},
	},
	{
		node: 'googleDriveTrigger',
		types: ['googleDriveOAuth2Api'],
		source,
		resources: {
			'': each('fileCreated fileUpdated folderCreated folderUpdated watchFolderUpdated', lists),
		},
	},
];
