/** YouTube, Analytics, BigQuery, Books, and what Google Cloud offers. */
import type { Needed, NodeNeeds } from '../model';
import { each } from '../model';
import { google } from './scope';

const readVideos = google('youtube.readonly youtube youtube.force-ssl');
const writeVideos = google('youtube youtube.force-ssl');
const uploadVideos = google('youtube.upload youtube youtube.force-ssl');
const readsVideos: Needed = { runs: [readVideos], edits: [readVideos] };
const writesVideos: Needed = { runs: [writeVideos], edits: [readVideos] };

const readReports = google('analytics.readonly analytics');
/** The administration has another scope for writing. */
const listAccounts = google('analytics.readonly analytics.edit');

const bigQuery = google('bigquery cloud-platform');
const readBigQuery = google('bigquery cloud-platform.read-only cloud-platform');

const readStorage = google(
	'devstorage.read_only devstorage.read_write devstorage.full_control cloud-platform.read-only cloud-platform',
);
const writeStorage = google('devstorage.read_write devstorage.full_control cloud-platform');

export const others: readonly NodeNeeds[] = [
	{
		node: 'youTube',
		types: ['youTubeOAuth2Api'],
		source: '@googleapis/youtube (npm): v3.ts',
		resources: {
			channel: {
				...each('get getAll', readsVideos),
				update: writesVideos,
				uploadBanner: { runs: [uploadVideos, writeVideos] },
			},
			playlist: {
				...each('get getAll', readsVideos),
				...each('create update delete', writesVideos),
			},
			playlistItem: {
				...each('get getAll', readsVideos),
				...each('add delete', writesVideos),
			},
			video: {
				...each('get getAll', readsVideos),
				upload: { runs: [uploadVideos], edits: [readVideos] },
				...each('update delete rate', writesVideos),
			},
			videoCategory: { getAll: readsVideos },
		},
	},
	{
		node: 'googleAnalytics',
		types: ['googleAnalyticsOAuth2'],
		source:
			'@googleapis/analyticsdata (npm): v1beta.ts; googleapis (npm) 188: analyticsreporting v4, analyticsadmin v1alpha',
		resources: {
			report: { get: { runs: [readReports], edits: [readReports, listAccounts] } },
			userActivity: { search: { runs: [readReports], edits: [readReports, listAccounts] } },
		},
	},
	{
		node: 'googleBigQuery',
		types: ['googleBigQueryOAuth2Api'],
		source: 'googleapis (npm) 188: bigquery v2',
		resources: {
			database: {
				executeQuery: { runs: [bigQuery], edits: [readBigQuery] },
				// Reads the schema of the table first, for which `bigquery.insertdata` is not enough.
				insert: {
					runs: [readBigQuery, google('bigquery.insertdata bigquery cloud-platform')],
					edits: [readBigQuery],
				},
			},
			// Of the first version.
			record: {
				create: {
					runs: [google('bigquery.insertdata bigquery cloud-platform')],
					edits: [readBigQuery],
				},
				getAll: { runs: [readBigQuery], edits: [readBigQuery] },
			},
		},
	},
	{
		node: 'googleCloudNaturalLanguage',
		types: ['googleCloudNaturalLanguageOAuth2Api'],
		source: 'googleapis (npm) 188: language v1',
		resources: {
			document: { analyzeSentiment: { runs: [google('cloud-language cloud-platform')] } },
		},
	},
	{
		node: 'googleTranslate',
		types: ['googleTranslateOAuth2Api'],
		source: 'googleapis (npm) 188: translate v2',
		resources: {
			language: {
				translate: {
					runs: [google('cloud-translation cloud-platform')],
					edits: [google('cloud-translation cloud-platform')],
				},
			},
		},
	},
	{
		node: 'googleCloudStorage',
		types: ['googleCloudStorageOAuth2Api'],
		source: 'googleapis (npm) 188: storage v1',
		resources: {
			bucket: {
				...each('get getAll', { runs: [readStorage] }),
				...each('create delete', { runs: [writeStorage] }),
				update: { runs: [google('devstorage.full_control cloud-platform')] },
			},
			object: {
				...each('get getAll', { runs: [readStorage] }),
				...each('create delete', { runs: [writeStorage] }),
				update: { runs: [google('devstorage.full_control cloud-platform')] },
			},
		},
	},
	{
		node: 'googleBooks',
		types: ['googleBooksOAuth2Api'],
		source: 'googleapis (npm) 188: books v1',
		resources: {
			bookshelf: each('get getAll', { runs: [google('books')] }),
			bookshelfVolume: each('add clear getAll move remove', { runs: [google('books')] }),
			volume: each('get getAll', { runs: [google('books')] }),
		},
	},
];
