import { createHash, randomUUID } from 'node:crypto';

import { z } from 'zod';

import { type Credential, errorOf, type Execution, itemsOf } from '../../sandbox/client.mts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.mts';
import { addPosts } from '../../sandbox/services/facebookPages/index.mts';
import { connectFacebook, FACEBOOK_TOKEN, facebookByToken } from './connections.mts';
import { byId, NODE, type OneNode, oneNodeWorkflow } from './workflows.mts';

let sandbox: Sandbox;
const connections: Record<string, Credential> = {};

beforeAll(async () => {
	sandbox = await startSandbox();
	connections.apiKey = await facebookByToken(sandbox);
	connections.oauth2 = await connectFacebook(sandbox, {
		name: 'Flowers by OAuth2',
		permissions: ['publishVideos', 'readComments'],
	});
});

afterAll(async () => {
	await sandbox.stop();
});

beforeEach(() => {
	sandbox.facebookPages.clear();
});

afterEach(() => {
	expect(sandbox.facebookPages.violations).toEqual([]);
	expect(sandbox.n8n.log()).not.toMatch(FACEBOOK_TOKEN);
});

const flowers = () => sandbox.facebookPages.pages[0];

const HOUR = 60 * 60;

const inHours = (hours: number) => Math.floor(Date.now() / 1000) + hours * HOUR;

const iso = (seconds: number) => new Date(seconds * 1000).toISOString();

interface Wanted extends Omit<OneNode, 'credential'> {
	readonly variant?: string | undefined;
	/** Fields of the items that hold a file as base64 and become binary fields of the same name. */
	readonly files?: readonly string[];
	/** Settings of the workflow. */
	readonly settings?: Readonly<Record<string, unknown>>;
}

/** The node of n8n that makes a binary field of a text. */
const fileNode = (name: string) => ({
	id: randomUUID(),
	name: `File ${name}`,
	type: 'n8n-nodes-base.moveBinaryData',
	typeVersion: 1.1,
	position: [0, 0],
	parameters: {
		mode: 'jsonToBinary',
		convertAllData: false,
		sourceKey: name,
		destinationKey: name,
		options: { dataIsBase64: true, fileName: `${name}.jpg`, mimeType: 'image/jpeg' },
	},
});

const to = (name: string) => ({ main: [[{ node: name, type: 'main', index: 0 }]] });

/** Runs the node of a page over its items; no token may be in the record of the run. */
async function run(wanted: Wanted): Promise<Execution> {
	const { variant = 'apiKey', files = [], settings, parameters, ...rest } = wanted;
	const credential = connections[variant];
	if (!credential) throw new Error(`no connection ${variant}`);
	const workflow = oneNodeWorkflow({
		...rest,
		credential,
		parameters: { page: byId(flowers().id), ...parameters },
	});
	const names = ['Split', ...files.map((name) => `File ${name}`), NODE];
	const { id } = await sandbox.client.api.createWorkflow({
		...workflow,
		nodes: [...workflow.nodes, ...files.map(fileNode)],
		connections: {
			...workflow.connections,
			...Object.fromEntries(names.slice(0, -1).map((name, at) => [name, to(names[at + 1] ?? '')])),
		},
		settings: { ...workflow.settings, ...settings },
	});
	const execution = await sandbox.client.rest.runWorkflow(id, 'Start');
	expect(FACEBOOK_TOKEN.exec(JSON.stringify(execution))).toBeNull();
	return execution;
}

/** What the node put out; throws the run's own error when it failed. */
async function output(wanted: Wanted): Promise<Array<Record<string, unknown>>> {
	const execution = await run(wanted);
	const failure = errorOf(execution);
	if (failure) throw new Error(`${failure.message} ${failure.description ?? ''}`);
	return itemsOf(execution, NODE).map(({ json }) => json);
}

const idOf = (items: ReadonlyArray<Record<string, unknown>>) => String(items[0]?.id);

/** What the stand-in holds under an id. */
const stored = (id: unknown) => flowers().items.get(String(id));

/** The requests that changed something, as `POST /feed` and the like. */
const writes = () =>
	sandbox.facebookPages.requests
		.filter(({ method, path }) => method !== 'GET' && path !== '/v26.0/')
		.map(({ method, path }) => `${method} /${path.split('/').at(-1) ?? ''}`);

const uploads = () =>
	sandbox.facebookPages.requests.flatMap(({ body }) => {
		const read = z
			.object({ source: z.object({ digest: z.string() }).passthrough() })
			.safeParse(body);
		return read.success ? [read.data.source] : [];
	});

const digestOf = (content: Buffer) => createHash('sha256').update(content).digest('hex');

/** Every byte that there is, in the same order in each run: chance can write what looks like a token. */
const bytes = (count: number, step: number) =>
	Buffer.from(Array.from({ length: count }, (_, at) => (at * step + (at >> 8)) % 256));

const picture = bytes(70_000, 31);
const other = bytes(3_000, 7);
const base64 = { photo: picture.toString('base64'), other: other.toString('base64') };

describe.each(['oauth2', 'apiKey'])('with a connection by %s', (variant) => {
	const post = (
		operation: string,
		parameters: Record<string, unknown>,
		more: Partial<Wanted> = {},
	) => output({ variant, resource: 'post', operation, parameters, ...more });

	it('creates a post, gets, changes and deletes it', async () => {
		const message = `Tulips of ${variant}`;
		const created = await post('create', { message, link: 'https://example.com/tulips' });
		const id = idOf(created);
		expect(stored(id)).toMatchObject({
			message,
			link: 'https://example.com/tulips',
			isPublished: true,
		});
		expect(await post('get', { post: id })).toMatchObject([{ id, message }]);
		const changes = { message: 'Tulips & roses' };
		expect(await post('update', { post: id, changes })).toEqual([{ id, updated: true }]);
		expect(stored(id)).toMatchObject({ message: 'Tulips & roses' });
		expect(await post('delete', { post: id })).toEqual([{ id, deleted: true }]);
		expect(stored(id)).toBeUndefined();
	});

	it('creates a post with photos of binary fields and addresses, byte for byte and in their order', async () => {
		const [created] = await post(
			'create',
			{
				message: `Three photos of ${variant}`,
				photos: { binaryFields: 'photo, other', urls: 'https://example.com/roses.jpg' },
			},
			{ items: [base64], files: ['photo', 'other'] },
		);
		expect(uploads()).toEqual([
			{ name: 'photo.jpg', type: 'image/jpeg', bytes: 70_000, digest: digestOf(picture) },
			{ name: 'other.jpg', type: 'image/jpeg', bytes: 3_000, digest: digestOf(other) },
		]);
		const made = stored(created?.id);
		const attachments = made?.kind === 'post' ? made.attachments : [];
		expect(attachments.map(({ id }) => id)).toEqual(created?.photos);
		expect(attachments.map(({ bytes, url }) => [bytes, url])).toEqual([
			[70_000, undefined],
			[3_000, undefined],
			[0, 'https://example.com/roses.jpg'],
		]);
		expect(writes()).toEqual(['POST /photos', 'POST /photos', 'POST /photos', 'POST /feed']);
	});

	it('schedules a post with a photo, lists it, schedules it anew and publishes it', async () => {
		const at = inHours(24);
		const created = await post(
			'create',
			{ publish: 'schedule', publishTime: iso(at), photos: { binaryFields: ['photo'] } },
			{ items: [base64], files: ['photo'] },
		);
		const id = idOf(created);
		expect(stored(id)).toMatchObject({ isPublished: false, scheduledPublishTime: at });
		expect(sandbox.facebookPages.requests.map(({ body }) => body)).toContainEqual(
			expect.objectContaining({ published: 'false', temporary: 'true' }),
		);
		const scheduled = await post('getManyScheduled', { returnAll: true });
		expect(scheduled).toContainEqual(expect.objectContaining({ id, scheduled_publish_time: at }));
		const later = inHours(48);
		await post('update', { post: id, changes: { publishTime: iso(later) } });
		expect(stored(id)).toMatchObject({ isPublished: false, scheduledPublishTime: later });
		await post('update', { post: id, changes: { publishNow: true } });
		expect(stored(id)).toMatchObject({ isPublished: true, scheduledPublishTime: undefined });
	});

	it('keeps a post unpublished', async () => {
		const message = `Only kept, by ${variant}`;
		const id = idOf(await post('create', { message, publish: 'unpublished' }));
		expect(stored(id)).toMatchObject({ isPublished: false, scheduledPublishTime: undefined });
	});

	it("lists the page's own posts, and with those of visitors", async () => {
		const own = await post('getMany', { returnAll: true, fields: ['message', 'from'] });
		const feed = await post('getManyOfFeed', { returnAll: true, fields: ['message', 'from'] });
		expect(own.map(({ message }) => message)).not.toContain('Thank you for the roses');
		expect(feed.map(({ message }) => message)).toContain('Thank you for the roses');
		expect(feed.length).toBe(own.length + 1);
		expect(own[0]).toMatchObject({ from: { id: flowers().id, name: "Freddie's Flowers" } });
	});

	it('lists what was created within a time', async () => {
		const created = (text: string) => {
			const found = [...flowers().items.values()].find(
				(item) => item.kind === 'post' && item.message === text,
			);
			return found?.createdTime ?? 0;
		};
		const filters = {
			since: iso(created('We open on Monday')),
			until: iso(created('Tulips are in')),
		};
		const found = await post('getMany', { returnAll: true, filters });
		expect(found.map(({ message }) => message)).toEqual(['Tulips are in', 'We open on Monday']);
	});

	it('uploads photos, gets, lists and deletes them', async () => {
		const photo = (operation: string, parameters: Record<string, unknown>, more = {}) =>
			output({ variant, resource: 'photo', operation, parameters, ...more });
		const [first] = await photo(
			'upload',
			{ source: 'binary', binaryField: 'photo', caption: 'A rose', published: true },
			{ items: [base64], files: ['photo'] },
		);
		expect(uploads()).toMatchObject([{ bytes: 70_000, digest: digestOf(picture) }]);
		expect(stored(first?.id)).toMatchObject({ caption: 'A rose', isPublished: true });
		expect(stored(first?.post_id)).toMatchObject({ kind: 'post', message: 'A rose' });
		const url = 'https://example.com/tulip.jpg';
		const [second] = await photo('upload', { source: 'url', url, published: false });
		expect(stored(second?.id)).toMatchObject({ url, isPublished: false });
		expect(await photo('get', { photo: first?.id })).toMatchObject([{ name: 'A rose' }]);
		const listed = await photo('getMany', { returnAll: true });
		expect(listed.map(({ id }) => id)).toContain(first?.id);
		expect(await photo('delete', { photo: first?.id })).toEqual([{ id: first?.id, deleted: true }]);
		expect(stored(first?.id)).toBeUndefined();
	});

	it('uploads videos, gets, lists and deletes them', async () => {
		const video = (operation: string, parameters: Record<string, unknown>, more = {}) =>
			output({ variant, resource: 'video', operation, parameters, ...more });
		const words = { title: 'A tour', description: 'Through the garden' };
		const [first] = await video(
			'upload',
			{ source: 'binary', binaryField: 'photo', ...words },
			{ items: [base64], files: ['photo'] },
		);
		expect(uploads()).toMatchObject([{ bytes: 70_000, digest: digestOf(picture) }]);
		expect(stored(first?.id)).toMatchObject({ ...words, isPublished: true });
		const at = inHours(30);
		const url = 'https://example.com/tour.mp4';
		const schedule = { source: 'url', url, publish: 'schedule', publishTime: iso(at) };
		const [second] = await video('upload', schedule);
		expect(stored(second?.id)).toMatchObject({ url, scheduledPublishTime: at });
		expect(await video('get', { video: first?.id })).toMatchObject([words]);
		const listed = await video('getMany', { returnAll: true });
		expect(listed.map(({ id }) => id)).toEqual(expect.arrayContaining([first?.id, second?.id]));
		expect(await video('delete', { video: first?.id })).toEqual([{ id: first?.id, deleted: true }]);
		expect(stored(first?.id)).toBeUndefined();
	});
});

describe('many items', () => {
	it('are posted to one page in their order', async () => {
		// A post with a photo takes longer than the one after it.
		const photo = 'https://example.com/roses.jpg';
		const items = [photo, '', photo, '', ''].map((urls, at) => ({ message: `Post ${at}`, urls }));
		const parameters = {
			message: '={{ $json.message }}',
			photos: { urls: '={{ $json.urls }}', binaryFields: '' },
		};
		const created = await output({ resource: 'post', operation: 'create', parameters, items });
		const ids = created.map(({ id }) => String(id));
		expect([...flowers().items.keys()].filter((id) => ids.includes(id))).toEqual(ids);
		expect(ids.map((id) => stored(id))).toMatchObject(items.map(({ message }) => ({ message })));
	});

	it('are read in batches of 50', async () => {
		addPosts(flowers(), 120);
		const ids = [...flowers().items.values()]
			.filter(({ kind }) => kind === 'post')
			.slice(-120)
			.map(({ id }) => id);
		const found = await output({
			variant: 'oauth2',
			resource: 'post',
			operation: 'get',
			parameters: { post: '={{ $json.id }}' },
			items: ids.map((id) => ({ id })),
		});
		expect(found.map(({ id }) => id)).toEqual(ids);
		const batches = sandbox.facebookPages.requests.filter(({ method }) => method === 'POST');
		expect(batches).toHaveLength(3);
	});

	it('go on without the wrong ones when the node continues on error', async () => {
		const items = ['photo', 'nowhere', 'photo'].map((field) => ({ ...base64, field }));
		const execution = await run({
			resource: 'photo',
			operation: 'upload',
			parameters: { source: 'binary', binaryField: '={{ $json.field }}', published: false },
			items,
			files: ['photo'],
			onError: 'continueRegularOutput',
		});
		const results = itemsOf(execution, NODE);
		expect(results.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2].map((item) => ({ item })),
		);
		expect(results[1]?.json.error).toMatch(/no binary field "nowhere": it has photo/);
		expect(results.map(({ json }) => typeof json.id)).toEqual(['string', 'undefined', 'string']);
		expect(uploads()).toHaveLength(2);
	});

	it('are not sent at all when one of them is wrong', async () => {
		const items = [
			{ ...base64, field: 'photo' },
			{ ...base64, field: 'nowhere' },
		];
		const upload = output({
			resource: 'photo',
			operation: 'upload',
			parameters: { source: 'binary', binaryField: '={{ $json.field }}', published: false },
			items,
			files: ['photo'],
		});
		await expect(upload).rejects.toThrow(/no binary field "nowhere".*\[item 2\]/);
		expect(sandbox.facebookPages.requests).toEqual([]);
	});
});

describe('a time without an offset', () => {
	it("is of the workflow's time zone", async () => {
		const at = Math.floor(inHours(26) / 60) * 60;
		// Tokyo is nine hours ahead all year.
		const publishTime = iso(at + 9 * HOUR).replace(/\.000Z$/, '');
		const created = await output({
			resource: 'post',
			operation: 'create',
			parameters: { message: 'Good morning, Tokyo', publish: 'schedule', publishTime },
			settings: { timezone: 'Asia/Tokyo' },
		});
		expect(stored(idOf(created))).toMatchObject({ scheduledPublishTime: at });
	});
});

describe('a new post', () => {
	const create = async () =>
		await output({
			variant: 'oauth2',
			resource: 'post',
			operation: 'create',
			parameters: { message: `A post ${randomUUID()}` },
		});

	it('comes with its link, though Facebook does not find it at once', async () => {
		sandbox.facebookPages.settings.unsettledCalls = 2;
		const [created] = await create();
		const link = `https://www.facebook.com/${String(created?.id).replace('_', '/posts/')}`;
		expect(created).toMatchObject({ id: expect.any(String), permalink_url: link });
	});

	it.each(['{}', '{"id":"0"}', '{"success":true}'])(
		'is of unknown fate and not posted again where Facebook answers with %s',
		async (body) => {
			sandbox.facebookPages.faults.add({
				match: ({ method, path }) => method === 'POST' && path.endsWith('/feed'),
				afterwards: true,
				respond: { status: 200, body },
			});
			const before = flowers().items.size;
			await expect(create()).rejects.toThrow(/not known whether the request was carried out/);
			expect(flowers().items.size).toBe(before + 1);
			expect(writes()).toEqual(['POST /feed']);
		},
	);
});

describe('a post with photos that fails in the middle', () => {
	const wanted: Wanted = {
		resource: 'post',
		operation: 'create',
		parameters: { message: 'In the middle', photos: { binaryFields: 'photo,other' } },
		items: [base64],
		files: ['photo', 'other'],
	};
	const refusal = JSON.stringify({ error: { message: 'Not like this', code: 100 } });
	const refused = { status: 400, body: refusal };
	const isPost = ({ method, path }: { method: string; path: string }) =>
		method === 'POST' && path.endsWith('/feed');
	const photos = () => [...flowers().items.values()].filter(({ kind }) => kind === 'photo').length;

	it('leaves no photos behind when the post is refused', async () => {
		const before = photos();
		sandbox.facebookPages.faults.add({ match: isPost, respond: refused });
		await expect(output(wanted)).rejects.toThrow(
			/Not like this.*photos that were uploaded for the post were deleted again/s,
		);
		expect(photos()).toBe(before);
		expect(writes().filter((write) => write.startsWith('DELETE'))).toHaveLength(2);
	});

	it('leaves no photos behind when one of them is refused', async () => {
		const before = photos();
		let count = 0;
		const isSecond = ({ path }: { path: string }) => path.endsWith('/photos') && ++count === 2;
		sandbox.facebookPages.faults.add({ match: isSecond, respond: refused });
		await expect(output(wanted)).rejects.toThrow(/were deleted again/);
		expect(photos()).toBe(before);
		expect(writes()).not.toContain('POST /feed');
	});

	it('says of a photo whose upload ended in the dark that it may be left', async () => {
		const before = photos();
		let count = 0;
		sandbox.facebookPages.faults.add({
			match: ({ path }) => path.endsWith('/photos') && ++count === 2,
			afterwards: true,
			respond: { status: 200, body: '{"id":"0"}' },
		});
		await expect(output(wanted)).rejects.toThrow(
			/Nothing was posted, but the photo that was being uploaded may be on the page/,
		);
		expect(photos()).toBe(before + 1);
		expect(writes().filter((write) => write.startsWith('DELETE'))).toHaveLength(1);
		expect(writes()).not.toContain('DELETE /0');
	});

	it('names the photos that could not be deleted', async () => {
		sandbox.facebookPages.faults.add({ match: isPost, respond: refused });
		sandbox.facebookPages.faults.add({
			match: ({ method }) => method === 'DELETE',
			respond: refused,
		});
		const [left, gone] = await output(wanted).then(
			() => [],
			(error: unknown) => {
				const text = String(error);
				expect(text).toMatch(/could not be deleted again: \d+/);
				return /deleted again: (\d+)(?:, (\d+))?/.exec(text)?.slice(1) ?? [];
			},
		);
		expect(stored(left)).toMatchObject({ kind: 'photo', isPublished: false });
		expect(gone).toBeUndefined();
	});

	it('leaves the photos to the post when nobody knows whether it was made', async () => {
		sandbox.facebookPages.faults.add({ match: isPost, afterwards: true, respond: 'reset' });
		await expect(output(wanted)).rejects.toThrow(/not known.*are left to it: \d+, \d+/s);
		expect(writes().filter((write) => write === 'POST /feed')).toHaveLength(1);
		expect(writes().filter((write) => write.startsWith('DELETE'))).toEqual([]);
	});
});

describe('wrong input', () => {
	const create = (parameters: Record<string, unknown>) =>
		output({ resource: 'post', operation: 'create', parameters });

	it.each([
		['nothing to post', {}, /"Message" is empty: give a message, a link or photos/],
		[
			'a time in five minutes',
			{ message: 'Soon', publish: 'schedule', publishTime: '={{ $now.plus({ minutes: 5 }) }}' },
			/"Publish Time" must be at least 10 minutes and at most 30 days ahead/,
		],
		[
			'a time in 31 days',
			{ message: 'Late', publish: 'schedule', publishTime: '={{ $now.plus({ days: 31 }) }}' },
			/"Publish Time" must be at least 10 minutes and at most 30 days ahead/,
		],
		[
			'no address',
			{ photos: { urls: 'roses.jpg' } },
			/"Photos → URLs.*" must be an address such as https:\/\/example\.com\/roses\.jpg/,
		],
	])('is told with the name of the field: %s', async (_what, parameters, message) => {
		await expect(create(parameters)).rejects.toThrow(message);
		expect(sandbox.facebookPages.requests).toEqual([]);
	});

	it('names the field of a post whose change is empty', async () => {
		const update = output({
			resource: 'post',
			operation: 'update',
			parameters: { post: '1_2', changes: {} },
		});
		await expect(update).rejects.toThrow(/"Changes" are empty: add what is to be changed/);
	});

	it('says that Facebook cannot read a file that is no picture', async () => {
		const respond = {
			status: 400,
			body: JSON.stringify({
				error: { message: 'Invalid parameter', code: 100, error_user_msg: 'Photos should be JPG' },
			}),
		};
		sandbox.facebookPages.faults.add({ match: ({ path }) => path.endsWith('/photos'), respond });
		const upload = output({
			resource: 'photo',
			operation: 'upload',
			parameters: { source: 'binary', binaryField: 'photo', published: true },
			items: [base64],
			files: ['photo'],
		});
		await expect(upload).rejects.toThrow(/Photos should be JPG/);
	});
});
