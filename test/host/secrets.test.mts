/**
 * No secret of a connection is found in what n8n keeps or says, whatever an operation does and however it fails: in
 * no item, error, execution record, file of n8n's own folder, line of its log, or address of a request.
 */
import { createHash, createHmac } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Credential } from '../../sandbox/client.mts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.mts';
import { type N8nFront, startN8nFront } from '../../sandbox/services/n8n/index.mts';
import type { FaultyAnswer } from '../../sandbox/services/shared/faults.mts';
import { facebookPages } from '../../services/facebookPages.ts';
import { connectFacebook, FACEBOOK_TOKEN, facebookByToken } from './connections.mts';
import { everyOperation, parametersOf, type Row } from './everyOperation.mts';
import { runOneNode } from './workflows.mts';

let sandbox: Sandbox;
/** The way to the API of n8n itself. */
let front: N8nFront;
let connections: readonly Credential[];

const APP_SECRET = createHash('sha256').update('the secret of an app').digest('hex').slice(0, 32);

beforeAll(async () => {
	sandbox = await startSandbox();
	const { boostspace, boostspaceIntegrator, client, mailchimp, n8n } = sandbox;
	front = await startN8nFront(n8n.url);
	const byOAuth2 = await client.rest.createCredential({
		name: 'Mailchimp by OAuth2',
		type: 'mailchimpConnectionOAuth2Api',
		data: { clientId: mailchimp.clientId, clientSecret: mailchimp.clientSecret },
	});
	await client.connectOAuth2(byOAuth2.id, { fields: { account: 'freddie' }, press: 'Allow' });
	connections = [
		await connectFacebook(sandbox, {
			name: 'Facebook by OAuth2',
			permissions: Object.keys(facebookPages.permissions),
		}),
		await facebookByToken(sandbox, { advancedSettings: true, appSecret: APP_SECRET }),
		byOAuth2,
		await client.api.createCredential({
			name: 'Boost.space',
			type: 'boostspaceConnectionApi',
			data: { apiKey: boostspace.token, system: boostspace.systems[0].name },
		}),
		await client.api.createCredential({
			name: 'Boost.space Integrator',
			type: 'boostspaceIntegratorConnectionApi',
			data: { apiKey: boostspaceIntegrator.token },
		}),
		await client.api.createCredential({
			name: 'Mailchimp by key',
			type: 'mailchimpConnectionApi',
			data: { apiKey: mailchimp.apiKey },
		}),
		await client.api.createCredential({
			name: 'n8n itself',
			type: 'n8nConnectionApi',
			data: { apiKey: client.apiKey, url: front.url },
		}),
	];
});

afterAll(async () => {
	await front.stop();
	await sandbox.stop();
});

/** What the sandbox knows to be secret; what it does not know is told by its form. */
const secrets = () => {
	const { boostspace, boostspaceIntegrator, client, facebookPages: facebook, mailchimp } = sandbox;
	const tokens = facebook.givenTokens;
	const proofs = tokens.flatMap((token) =>
		[APP_SECRET, facebook.clientSecret].map((secret) =>
			createHmac('sha256', secret).update(token).digest('hex'),
		),
	);
	return [
		boostspace.token,
		boostspaceIntegrator.token,
		client.apiKey,
		mailchimp.apiKey,
		mailchimp.apiKey.split('-')[0] ?? '',
		mailchimp.clientSecret,
		facebook.clientSecret,
		APP_SECRET,
		...tokens,
		...proofs,
	];
};

/** A secret as it is, in an address, and in Base64 behind a user name or alone. */
const formsOf = (secret: string) => [
	secret,
	encodeURIComponent(secret),
	Buffer.from(secret).toString('base64').replace(/=+$/, '').slice(0, -2),
	Buffer.from(`anystring:${secret}`).toString('base64').replace(/=+$/, '').slice(16, -2),
];

const briefly = (secret: string) => `${secret.slice(0, 20)}…`;

/** The secrets that are known and that a text holds, as few of their letters as tell which it is. */
const foundOfKnown = (text: string): string[] =>
	secrets()
		.filter((secret) => formsOf(secret).some((form) => text.includes(form)))
		.map(briefly);

/** The same, and what only looks like a secret. */
function found(text: string): string[] {
	const others = [
		...text.matchAll(new RegExp(FACEBOOK_TOKEN, 'g')),
		// A proof of the app, which is as long as no other number of these services.
		...text.matchAll(/appsecret_proof["'=:\\ ]{1,6}[0-9a-f]{16}/g),
		...text.matchAll(/(?:Bearer|Basic|OAuth|Token) [\w+/=.-]{12,}/g),
	].map(([one]) => one);
	return [...foundOfKnown(text), ...others.map(briefly)];
}

/** Runs an operation on a connection of its service and gives the whole record of the run as text. */
async function record(row: Row, credential: Credential): Promise<string> {
	const { service, name, resource, operation } = row;
	const parameters = (await parametersOf(sandbox)[service]?.[name]?.()) ?? {};
	const execution = await runOneNode(sandbox.client, {
		credential,
		resource,
		operation,
		parameters,
		onError: 'continueRegularOutput',
	});
	return JSON.stringify(execution);
}

/** What goes wrong, for every request of an operation. */
const FAULTS: ReadonlyArray<readonly [string, FaultyAnswer | undefined]> = [
	['nothing', undefined],
	['the service says back all that was sent', 'echo'],
	['the service answers with a page of HTML', { status: 500, body: '<html>No</html>' }],
	[
		'the service sends elsewhere',
		{ status: 302, headers: { Location: 'https://evil.example/?token=1' } },
	],
];

/** How long all operations of a service may take, in milliseconds. */
const SERVICE_TIMEOUT = 15 * 60_000;

/** What ends a connection is run when all others have been. */
const rows = everyOperation.filter(({ name }) => name !== 'connection.revoke');

const standInOf = ({ service }: Row) => {
	const { boostspace, boostspaceIntegrator, facebookPages: facebook, mailchimp } = sandbox;
	const found = [boostspace, boostspaceIntegrator, facebook, front, mailchimp].find(
		(one) => one.service === service,
	);
	if (!found) throw new Error(`${service} has no stand-in`);
	return found;
};

const ofService = ({ service }: Row) =>
	connections.filter(({ type }) => type.startsWith(`${service}Connection`));

it('parameters are there for every operation of every node, and for no other', () => {
	const named = everyOperation.map(({ service, name }) => `${service} ${name}`);
	const tabled = Object.entries(parametersOf(sandbox)).flatMap(([service, table]) =>
		Object.keys(table).map((name) => `${service} ${name}`),
	);
	expect(tabled.sort()).toEqual(named.sort());
});

it('the search finds a secret in every form', () => {
	for (const secret of secrets()) {
		for (const form of formsOf(secret)) expect(found(`before ${form} after`)).not.toEqual([]);
	}
});

/** Where a secret is after an operation on a connection: in the record of its run, or in the address of a request. */
async function leaksOf(row: Row, credential: Credential, respond?: FaultyAnswer) {
	const standIn = standInOf(row);
	standIn.clear();
	if (respond) standIn.faults.add({ match: () => true, times: Infinity, respond });
	const leaks = found(await record(row, credential));
	// A token, a secret or a code in an address ends up in the logs of everything on the way.
	for (const { path, query } of standIn.requests) {
		// Only the proof travels there, as Meta documents it: it is good for nothing without the token.
		const others = Object.entries(query).filter(([name]) => name !== 'appsecret_proof');
		const address = `${path} ${JSON.stringify(others)}`;
		leaks.push(...found(address), ...(address.includes('(hidden)') ? [address] : []));
	}
	standIn.clear();
	return leaks;
}

/** Fails where an operation of a service leaves a secret. */
async function checkAll(service: string, respond?: FaultyAnswer) {
	const leaks: Record<string, string[]> = {};
	for (const row of rows.filter((one) => one.service === service)) {
		for (const credential of ofService(row)) {
			const where = `${row.name} with ${credential.name}`;
			leaks[where] = await leaksOf(row, credential, respond);
		}
	}
	expect(Object.keys(leaks)).not.toEqual([]);
	expect(Object.entries(leaks).filter(([, leaked]) => leaked.length > 0)).toEqual([]);
}

const ofOthers = new Set(rows.map(({ service }) => service).filter((name) => name !== 'n8n'));

describe.each(FAULTS)('where %s', (_what, respond) => {
	// At the same time: each service has its own stand-in.
	it.concurrent.each([...ofOthers])(
		'no operation of %s puts a secret into its record',
		async (service) => await checkAll(service, respond),
		SERVICE_TIMEOUT,
	);

	// Afterwards: what deletes a connection wants n8n's workflows to stay the same meanwhile.
	it(
		'no operation of n8n puts a secret into its record',
		async () => await checkAll('n8n', respond),
		SERVICE_TIMEOUT,
	);
});

it('a revoked connection, and one whose token was taken back, say so without it', async () => {
	const [byOAuth2, , mailchimpByOAuth2] = connections;
	const [freddie] = sandbox.facebookPages.people;
	const [account] = sandbox.mailchimp.accounts;
	if (!byOAuth2 || !mailchimpByOAuth2 || !account) throw new Error('not set up');
	const row = (name: string, service: string) => {
		const wanted = everyOperation.find((one) => one.name === name && one.service === service);
		if (!wanted) throw new Error(`no ${name}`);
		return wanted;
	};
	const revoked = await record(row('connection.revoke', 'facebookPages'), byOAuth2);
	expect(revoked).toContain('"revoked":true');
	sandbox.facebookPages.invalidateTokens(freddie, 460);
	await sandbox.mailchimp.revokeTokens(account);
	const after = [
		revoked,
		await record(row('page.getMany', 'facebookPages'), byOAuth2),
		await record(row('audience.getMany', 'mailchimp'), mailchimpByOAuth2),
	];
	for (const text of after) expect(found(text)).toEqual([]);
	for (const { id } of connections) {
		expect(found(JSON.stringify(await sandbox.client.api.testCredential(id)))).toEqual([]);
	}
});

describe('afterwards', () => {
	it("no secret is in n8n's log", () => {
		expect(found(sandbox.n8n.log())).toEqual([]);
	});

	it("no secret is in a file of n8n's own folder: its database, the records of all runs", async () => {
		// But n8n's own key, which n8n stores as it is. Each record of a run was searched for it above.
		const own = foundOfKnown(sandbox.client.apiKey);
		const folder = join(sandbox.n8n.userFolder, '.n8n');
		const names = await readdir(folder, { recursive: true, withFileTypes: true });
		const files = names
			.filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
			.map((entry) => join(entry.parentPath, entry.name));
		expect(files.some((name) => name.endsWith('database.sqlite'))).toBe(true);
		for (const file of files) {
			// Among so much that is encrypted, something looks like a token by chance.
			const secretsIn = foundOfKnown((await readFile(file)).toString('latin1'));
			expect([file, secretsIn.filter((one) => !own.includes(one))]).toEqual([file, []]);
		}
	});
});
