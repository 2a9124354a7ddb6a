/**
 * Every operation of every service with scopes, against a stand-in that enforces them by itself: it passes with
 * exactly the permissions that it requires, is stopped before any request with one of them missing, and is refused
 * by the service when it is sent all the same. So `requires` can neither say too little nor too much.
 */
import { type Credential, errorOf } from '../../sandbox/client.mts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.mts';
import {
	createComment,
	createPhoto,
	createPost,
	createVideo,
} from '../../sandbox/services/facebookPages/index.mts';
import { labelsOf, scopesOf } from '../../connection/permissions.ts';
import type { Service } from '../../connection/service.ts';
import { resources } from '../../nodes/FacebookPages/resources/index.ts';
import type { Operation } from '../../operation/operation.ts';
import { facebookPages } from '../../services/facebookPages.ts';
import { connectFacebook, facebookByToken } from './connections.mts';
import { byId, runOneNode } from './workflows.mts';

const service: Service = facebookPages;

type Parameters = Readonly<Record<string, unknown>>;

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

const page = () => byId(flowers().id);
const post = () => createPost(flowers(), { message: 'A post' });
const comment = () =>
	createComment(post(), {
		message: 'A comment',
		from: { id: '100000000000007', name: 'Grace Hopper' },
	});

/** Valid parameters of every operation that requires a permission, made anew for each run. */
const PARAMETERS: Readonly<Record<string, () => Parameters>> = {
	'comment.delete': () => ({ page: page(), comment: comment().id }),
	'comment.get': () => ({ page: page(), comment: comment().id }),
	'comment.getMany': () => ({ page: page(), object: post().id }),
	'comment.hide': () => ({ page: page(), comment: comment().id }),
	'comment.reply': () => ({ page: page(), object: post().id, message: 'Thank you' }),
	'comment.unhide': () => ({ page: page(), comment: comment().id }),
	'insights.getOfPage': () => ({ page: page() }),
	'insights.getOfPost': () => ({ page: page(), post: post().id }),
	'page.get': () => ({ page: page(), fields: ['name', 'fan_count'] }),
	'page.getMany': () => ({ fields: ['name'] }),
	'photo.delete': () => ({ page: page(), photo: createPhoto(flowers()).id }),
	'photo.get': () => ({ page: page(), photo: createPhoto(flowers()).id }),
	'photo.getMany': () => ({ page: page() }),
	'photo.upload': () => ({ page: page(), source: 'url', url: 'https://example.com/rose.jpg' }),
	'post.create': () => ({ page: page(), message: `A post of ${new Date().toISOString()}` }),
	'post.delete': () => ({ page: page(), post: post().id }),
	'post.get': () => ({ page: page(), post: post().id, fields: ['message'] }),
	'post.getMany': () => ({ page: page() }),
	'post.getManyOfFeed': () => ({ page: page() }),
	'post.getManyScheduled': () => ({ page: page() }),
	'post.update': () => ({ page: page(), post: post().id, changes: { message: 'Other words' } }),
	'video.delete': () => ({ page: page(), video: createVideo(flowers()).id }),
	'video.get': () => ({ page: page(), video: createVideo(flowers()).id }),
	'video.getMany': () => ({ page: page() }),
	'video.upload': () => ({ page: page(), source: 'url', url: 'https://example.com/tour.mp4' }),
};

const required = Object.entries(resources).flatMap(([resource, { operations }]) =>
	Object.entries(operations)
		.filter(([, { requires }]) => requires.length > 0)
		.map(([operation, declared]) => ({
			name: `${resource}.${operation}`,
			resource,
			operation,
			declared,
		})),
);

interface Row {
	readonly name: string;
	readonly resource: string;
	readonly operation: string;
	readonly declared: Operation;
}

const run = async ({ name, resource, operation }: Row, credential: Credential) => {
	const parameters = PARAMETERS[name]?.() ?? {};
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

/** A page's own token always tells its own name, which is all that this operation asks of it. */
const NEEDS_NOTHING_OF_A_TOKEN = ['page.getMany'];

it('has parameters for every operation that requires a permission, and for no other', () => {
	expect(Object.keys(PARAMETERS).sort()).toEqual(required.map(({ name }) => name).sort());
});

it('has an operation for every permission that can be ticked', () => {
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
		expect(error?.description).toContain(`/home/credentials/${credential.id}), tick "${label}"`);
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
