/** What a node or an operation needs besides what its description says. */
import type { Job } from './job.mts';
import type { Operation } from './operations.mts';
import { ID } from './values.mts';

/** More of a run. */
export type Exception = Pick<Job, 'before' | 'connection' | 'file'> & {
	readonly parameters?: Job['parameters'];
	/** Whether nothing else runs meanwhile, since some of its requests have no token that tells whose they are. */
	readonly isAlone?: true;
};

/** A record by its ID. */
const byId = (value: string) => ({ __rl: true, mode: 'id', value });

/** Every item brings a file, for the operations that send one. */
const file = { text: 'Tulips', mimeType: 'text/plain', fileName: 'flowers.txt' };

/** By node, or by "node resource operation". */
const EXCEPTIONS: Readonly<Record<string, Exception>> = {
	googleDocs: { parameters: { documentURL: ID } },
	googleSheets: { parameters: { sheetName: byId('0') } },
	googleSheetsTrigger: { parameters: { sheetName: byId('0') } },
	'evaluation  setOutputs': {
		before: { node: 'evaluationTrigger', version: 4.7, json: { row_number: 2, name: 'Ada' } },
		parameters: { source: 'googleSheets', sheetName: byId('0') },
	},
	mautic: { connection: { url: 'https://mautic.example.com' } },
	reddit: { isAlone: true },
	// The bot signs, not the person who connected it.
	discord: { connection: { botToken: '{tag}' } },
	gitlab: { connection: { server: 'https://gitlab.com' } },
	quickbooks: {
		connection: { oauthTokenData: { callbackQueryString: { realmId: ID } } },
	},
	salesforce: {
		connection: { oauthTokenData: { instance_url: 'https://example.my.salesforce.com' } },
	},
	microsoftSharePoint: { connection: { subdomain: 'example' } },
	evaluationTrigger: { parameters: { source: 'googleSheets', sheetName: byId('0') } },
};

/** What is done by hand for an operation. */
export function exceptionFor({ node, resource, operation }: Operation): Exception {
	const all = [node, `${node} ${resource} ${operation}`].map((name) => EXCEPTIONS[name] ?? {});
	return Object.assign({ file }, ...all, {
		parameters: Object.assign({}, ...all.map(({ parameters }) => parameters)),
	}) as Exception;
}
