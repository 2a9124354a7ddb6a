/**
 * What the editor offers of an operation before its first run (`__schema__`, as n8n's own nodes have it) is what the operation
 * then gives. `SCHEMAS=1` writes the schemas from what is given.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { type Credential, itemsOf } from '../../sandbox/client.mts';
import { merged, schemaOf, schemaSchema, unknownTo } from '../../sandbox/outputSchema.mts';
import { root } from '../../sandbox/places.mts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.mts';
import { facebookPages } from '../../services/facebookPages.ts';
import { connectFacebook } from './connections.mts';
import { everyOperation, parametersOf, type Row } from './everyOperation.mts';
import { NODE, node, runOneNode } from './workflows.mts';

const isWriting = process.env['SCHEMAS'] === '1';

/** The folder of the node of each service. */
const FOLDERS: Readonly<Record<string, string>> = {
	boostspace: 'Boostspace',
	boostspaceIntegrator: 'BoostspaceIntegrator',
	facebookPages: 'FacebookPages',
	mailchimp: 'Mailchimp',
	n8n: 'Connections',
};

/** What gives whatever the service answers. */
const ANY_FORM = ['apiRequest.send'];

let sandbox: Sandbox;
let connections: Readonly<Record<string, Credential>>;
/** A person whose pages belong to businesses. */
let gardener: Credential;

beforeAll(async () => {
	sandbox = await startSandbox();
	const { boostspace, boostspaceIntegrator, client, mailchimp } = sandbox;
	const byKey = async (service: string, data: object) =>
		await client.api.createCredential({
			name: `${service} account`,
			type: `${service}ConnectionApi`,
			data: { ...data },
		});
	connections = {
		boostspace: await byKey('boostspace', {
			apiKey: boostspace.token,
			system: boostspace.systems[0].name,
		}),
		boostspaceIntegrator: await byKey('boostspaceIntegrator', {
			apiKey: boostspaceIntegrator.token,
		}),
		facebookPages: await connectFacebook(sandbox, {
			permissions: Object.keys(facebookPages.permissions),
		}),
		mailchimp: await byKey('mailchimp', { apiKey: mailchimp.apiKey }),
		n8n: await byKey('n8n', { apiKey: client.apiKey }),
	};
	gardener = await connectFacebook(sandbox, {
		name: 'The gardener',
		account: 'nora',
		permissions: ['readBusinesses'],
	});
	await leaveDangling();
});

/** A connection that fails, and a workflow whose connection was deleted: what reports are about. */
async function leaveDangling() {
	const { api } = sandbox.client;
	const type = 'mailchimpConnectionApi';
	const make = async (name: string) =>
		await api.createCredential({ name, type, data: { apiKey: `${'0'.repeat(32)}-us6` } });
	await make('Broken');
	const { id, name } = await make('Deleted');
	const parameters = { authentication: 'apiKey', resource: 'audience', operation: 'getMany' };
	const credentials = { [type]: { id, name } };
	const nodes = [node('Lists', 'n8n-nodes-connections.mailchimp', 1, parameters, { credentials })];
	await api.createWorkflow({ name: 'Orphan', nodes, connections: {}, settings: {} });
	await api.deleteCredential(id);
}

/** Where what every operation is tested with gives nothing. */
const OTHERS: Readonly<Record<string, object>> = {
	'managedConnection.getChanges': { filters: { name: 'Broken' } },
	'managedConnection.getMany': { filters: { types: 'mailchimpConnectionApi' } },
};

afterAll(async () => {
	await sandbox.stop();
});

const fileOf = ({ service, resource, operation }: Row): string =>
	join(root, `nodes/${FOLDERS[service]}/__schema__/v1.0.0/${resource}/${operation}.json`);

/** What the operation gives in the real n8n. */
async function outputOf({ service, name, resource, operation }: Row) {
	const credential = name === 'page.getManyOfBusinesses' ? gardener : connections[service];
	if (!credential) throw new Error(`There is no connection to ${service}`);
	const usual = await parametersOf(sandbox)[service]?.[name]?.();
	const parameters = { ...(OTHERS[name] ?? usual) };
	const wanted = { credential, resource, operation, parameters };
	return itemsOf(await runOneNode(sandbox.client, wanted), NODE).map(({ json }) => json);
}

async function write(row: Row, items: readonly object[]): Promise<void> {
	const [first, ...others] = items.map(schemaOf);
	const schema = { ...others.reduce(merged, first ?? { type: 'null' }), version: 1 };
	await mkdir(dirname(fileOf(row)), { recursive: true });
	await writeFile(fileOf(row), `${JSON.stringify(schema, null, '\t')}\n`);
}

// What ends a connection comes last.
const rows = everyOperation
	.filter(({ name }) => !ANY_FORM.includes(name))
	.sort(
		(one, other) => Number(one.name.endsWith('.revoke')) - Number(other.name.endsWith('.revoke')),
	);

it.each(rows)('$service: $name gives what its schema says', async (row) => {
	const items = await outputOf(row);
	expect(items).not.toEqual([]);
	if (isWriting) await write(row, items);
	const schema = schemaSchema.parse(JSON.parse(await readFile(fileOf(row), 'utf8')));
	expect(items.flatMap((item) => unknownTo(schema, item))).toEqual([]);
});

it('has them served by n8n, as its editor asks for them', async () => {
	const asked = await fetch(
		`${sandbox.n8n.url}/schemas/n8n-nodes-connections.mailchimp/1.0.0/member/get.json`,
	);
	expect(asked.status).toBe(200);
	expect(await asked.json()).toMatchObject({
		type: 'object',
		properties: { email_address: { type: 'string' } },
	});
});
