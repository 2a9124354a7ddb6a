/** n8n's own nodes in the real n8n, at services that enforce the vendors' tables: our scopes suffice, and none is too many. */
import { narrowest } from '../../builtin/nodes/model.ts';
import { readBuiltin } from '../../builtin/nodes/read.ts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.mts';
import { startEnforcing, tokenWith } from '../../sandbox/services/builtin/enforcing.mts';
import type { StandIn } from '../../sandbox/standIn.mts';
import { byId, runOneNode } from './workflows.mts';

const PATIENCE = 600_000;

let standIn: StandIn;
let sandbox: Sandbox;

beforeAll(async () => {
	standIn = await startEnforcing();
	sandbox = await startSandbox({ standIns: [standIn] });
}, PATIENCE);

afterAll(async () => {
	await sandbox.stop();
	await standIn.stop();
}, PATIENCE);

interface Case {
	readonly node: string;
	readonly version: number;
	readonly slot: string;
	readonly resource: string;
	readonly operation: string;
	readonly parameters: Readonly<Record<string, unknown>>;
}

const gmail = (resource: string, operation: string, parameters: object = {}): Case => ({
	node: 'gmail',
	version: 2.1,
	slot: 'gmailOAuth2',
	resource,
	operation,
	parameters: { authentication: 'oAuth2', ...parameters },
});

const sheets = (operation: string, parameters: object = {}): Case => ({
	node: 'googleSheets',
	version: 4.7,
	slot: 'googleSheetsOAuth2Api',
	resource: 'sheet',
	operation,
	parameters: {
		authentication: 'oAuth2',
		documentId: byId('document'),
		sheetName: byId('0'),
		...parameters,
	},
});

const drive = (resource: string, operation: string, parameters: object = {}): Case => ({
	node: 'googleDrive',
	version: 3,
	slot: 'googleDriveOAuth2Api',
	resource,
	operation,
	parameters: { authentication: 'oAuth2', ...parameters },
});

const outlook = (operation: string, parameters: object = {}): Case => ({
	node: 'microsoftOutlook',
	version: 2,
	slot: 'microsoftOutlookOAuth2Api',
	resource: 'message',
	operation,
	parameters: { authentication: 'microsoftOutlookOAuth2Api', ...parameters },
});

const mail = { sendTo: 'ada@example.com', subject: 'Flowers', message: 'Hello', options: {} };
const cases: readonly Case[] = [
	gmail('message', 'send', mail),
	gmail('message', 'send', { ...mail, options: { senderName: 'Ada' } }),
	gmail('message', 'addLabels', { messageId: '1', labelIds: ['INBOX'] }),
	gmail('message', 'getAll', { limit: 1, filters: {} }),
	gmail('message', 'get', { messageId: '1' }),
	gmail('message', 'markAsRead', { messageId: '1' }),
	gmail('message', 'reply', { messageId: '1', message: 'Hello', options: {} }),
	gmail('message', 'delete', { messageId: '1' }),
	gmail('draft', 'create', { subject: 'Flowers', message: 'Hello', options: {} }),
	gmail('label', 'getAll', {}),
	sheets('read', { options: {} }),
	sheets('append', {
		columns: { mappingMode: 'autoMapInputData', value: null, matchingColumns: [], schema: [] },
		options: {},
	}),
	sheets('clear', { clear: 'wholeSheet' }),
	drive('fileFolder', 'search', { queryString: 'Flowers', limit: 1, filter: {}, options: {} }),
	outlook('send', {
		toRecipients: 'ada@example.com',
		subject: 'Flowers',
		bodyContent: 'Hello',
		additionalFields: {},
	}),
];

const named = cases.map((one) => ({
	...one,
	name: [
		one.node,
		one.resource,
		one.operation,
		one.parameters['options'] ? JSON.stringify(one.parameters['options']) : '',
	].join(' '),
}));

/** Runs a node with a connection that was granted these scopes, and gives the requests that it sent. */
async function run({ node, version, slot, ...wanted }: Case, scopes: readonly string[]) {
	const credential = await sandbox.client.rest.createCredential({
		name: slot,
		type: slot,
		data: {
			clientId: 'client',
			clientSecret: 'THE-CLIENT-SECRET',
			oauthTokenData: {
				access_token: tokenWith(scopes),
				refresh_token: 'refresh',
				token_type: 'Bearer',
			},
		},
	});
	const before = standIn.requests.length;
	const { status } = await runOneNode(sandbox.client, {
		...wanted,
		credential,
		type: `n8n-nodes-base.${node}`,
		typeVersion: version,
	});
	return {
		status,
		requests: standIn.requests.slice(before).map(({ method, path }) => `${method} ${path}`),
	};
}

/** The narrowest scopes that we say a node needs. */
function scopesOf({ node, version, slot, resource, operation, parameters }: Case): string[] {
	const reading = readBuiltin(
		{
			type: `n8n-nodes-base.${node}`,
			typeVersion: version,
			parameters: JSON.parse(JSON.stringify({ resource, operation, ...parameters })),
		},
		slot,
	);
	if (!reading || 'unknown' in reading) throw new Error(`${node} is not known`);
	return narrowest(reading.runs);
}

describe.each(named)('$name', (one) => {
	it(
		'runs with exactly the scopes that we say, and fails with any one of them missing',
		async () => {
			const scopes = scopesOf(one);
			const full = await run(one, scopes);
			expect(full).toEqual({
				status: 'success',
				requests: expect.arrayContaining([expect.any(String)]),
			});
			for (const missing of scopes) {
				const lesser = await run(
					one,
					scopes.filter((scope) => scope !== missing),
				);
				expect([missing, lesser.status]).toEqual([missing, 'error']);
			}
		},
		PATIENCE,
	);
});
