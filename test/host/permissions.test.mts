/**
 * Every operation of every service with scopes, against a stand-in that enforces them by itself: it passes with
 * exactly the permissions that it requires, is stopped before any request with one of them missing, and is refused
 * by the service when it is sent all the same. So `requires` can neither say too little nor too much.
 */
import { type Credential, errorOf } from '../../sandbox/client.mts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.mts';
import { labelsOf, scopesOf } from '../../connection/model/permissions.ts';
import type { Service } from '../../connection/model/service.ts';
import { facebookPages } from '../../services/facebookPages.ts';
import { connectFacebook, facebookByToken } from './connections.mts';
import { everyOperation, facebookParameters, type Row } from './everyOperation.mts';
import { runOneNode } from './workflows.mts';

const service: Service = facebookPages;

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox();
});

afterAll(async () => {
	await sandbox.stop();
});

beforeEach(async () => {
	const standIn = sandbox.facebookPages;
	for (const person of standIn.people) {
		await standIn.revokeTokens(person);
		person.permissions.clear();
	}
	standIn.clear();
});

afterEach(() => {
	expect(sandbox.facebookPages.violations).toEqual([]);
});

const flowers = () => sandbox.facebookPages.pages[0];

const required = everyOperation.filter(
	({ service: name, declared }) => name === service.name && declared.requires.length > 0,
);

const run = async ({ name, resource, operation }: Row, credential: Credential) => {
	const parameters = facebookParameters(sandbox)[name]?.() ?? {};
	sandbox.facebookPages.clear();
	const execution = await runOneNode(sandbox.client, {
		credential,
		resource,
		operation,
		parameters,
	});
	return errorOf(execution);
};

/** A page's token, which may do what these scopes allow. n8n knows nothing of that. */
const withToken = async (scopeList: readonly string[]) => {
	const { grantedScopes } = flowers();
	grantedScopes.clear();
	for (const scope of scopeList) grantedScopes.add(scope);
	return await facebookByToken(sandbox);
};

/** The scopes of what a permission includes: all that is left of it when its own are taken away. */
const includedIn = (permission: string) =>
	scopesOf(service, service.permissions[permission]?.includes ?? []);

/** A page's own token always tells its own name, which is all that the one asks of it; the other is for persons only. */
const NEEDS_NOTHING_OF_A_TOKEN = ['page.getMany', 'page.getManyOfBusinesses'];

it('has an operation for every permission that can be selected', () => {
	const used = new Set(required.flatMap(({ declared }) => declared.requires));
	expect([...used].sort()).toEqual(Object.keys(facebookPages.permissions).sort());
});

describe.each(required)('$name', (row) => {
	const { requires } = row.declared;

	it(`passes with exactly: ${requires.join(', ')}`, async () => {
		const credential = await connectFacebook(sandbox, { permissions: requires });
		expect(await run(row, credential)).toBeUndefined();
	});

	it.each(requires)('is stopped before any request without %s', async (lacking) => {
		const credential = await connectFacebook(sandbox, {
			permissions: requires.filter((permission) => permission !== lacking),
		});
		const error = await run(row, credential);
		const label = labelsOf(service, [lacking]);
		expect(error?.message).toContain(
			`"Facebook account" may not: ${label}. It was authorized for:`,
		);
		expect(error?.description).toContain(`/home/credentials/${credential.id}), select "${label}"`);
		expect(sandbox.facebookPages.requests).toEqual([]);
	});
});

const refused = required.filter(({ name }) => !NEEDS_NOTHING_OF_A_TOKEN.includes(name));

describe.each(refused)('$name, sent all the same,', (row) => {
	const { requires } = row.declared;

	it.each(requires)(
		'is refused by the service when %s was not given to a token',
		async (lacking) => {
			const others = requires.filter((permission) => permission !== lacking);
			const credential = await withToken([
				...scopesOf(facebookPages, others),
				...includedIn(lacking),
			]);
			const error = await run(row, credential);
			const label = labelsOf(service, [lacking]);
			expect(error?.message).toContain(`"Flowers by token" seems not to be allowed to: ${label}.`);
			expect(error?.description).toContain('Make a new Page Access Token with the right');
		},
	);
});
