import {
	addMembers,
	createAudience,
	type MailchimpStandIn,
	startMailchimp,
} from '../../../sandbox/services/mailchimp/index.mts';
import { type Audience, hashOf } from '../../../sandbox/services/mailchimp/state.mts';
import { accountNamed, audienceNamed, callerOf } from './caller.mts';

let standIn: MailchimpStandIn;
let call: ReturnType<typeof callerOf>;
let regulars: Audience;

beforeEach(async () => {
	standIn = await startMailchimp();
	call = callerOf(standIn);
	regulars = audienceNamed(accountNamed(standIn, 'freddie'), 'Regulars');
});

afterEach(async () => {
	await standIn.stop();
});

const GRACE = 'grace.hopper@example.com';
const members = (rest = '') => `/lists/${regulars.id}/members${rest}`;
const one = (address: string, rest = '') => members(`/${hashOf(address)}${rest}`);

describe('a member', () => {
	afterEach(() => {
		expect(standIn.violations).toEqual([]);
	});

	it.each([
		['the hash of its address', () => hashOf(GRACE)],
		['its address', () => GRACE],
		['its address in capitals', () => GRACE.toUpperCase()],
		['its contact id', () => regulars.members.get(hashOf(GRACE))?.contact_id ?? ''],
	])('is found by %s', async (_what, name) => {
		const answer = await call('GET', members(`/${encodeURIComponent(name())}`));
		expect(answer).toMatchObject({
			status: 200,
			body: { email_address: GRACE, full_name: 'Grace Hopper' },
		});
	});

	it('is deleted for good by the hash only, and cannot come back', async () => {
		const deletion = '/actions/delete-permanent';
		expect((await call('POST', members(`/${GRACE}${deletion}`))).status).toBe(404);
		expect((await call('POST', one(GRACE, deletion))).status).toBe(204);
		expect((await call('GET', one(GRACE))).status).toBe(404);
		const body = { email_address: GRACE, status: 'subscribed' };
		expect(await call('POST', members(), { body })).toMatchObject({
			status: 400,
			body: { title: 'Forgotten Email Not Subscribed' },
		});
	});

	it('is added once', async () => {
		const body = { email_address: 'new@example.com', status: 'subscribed', tags: ['Fresh'] };
		expect(await call('POST', members(), { body })).toMatchObject({
			status: 200,
			body: { status: 'subscribed', tags: [{ name: 'Fresh' }] },
		});
		expect(await call('POST', members(), { body })).toMatchObject({
			status: 400,
			body: { title: 'Member Exists' },
		});
	});

	it('is put: created with the status for new ones, then only changed', async () => {
		const email_address = 'put@example.com';
		const body = { email_address, status_if_new: 'pending' };
		expect(await call('PUT', one(email_address), { body })).toMatchObject({
			status: 200,
			body: { status: 'pending' },
		});
		const again = { ...body, status_if_new: 'subscribed', vip: true };
		expect(await call('PUT', one(email_address), { body: again })).toMatchObject({
			body: { status: 'pending', vip: true },
		});
	});

	it('keeps the merge fields that a change does not name', async () => {
		const body = { merge_fields: { LNAME: 'Murray' } };
		expect(await call('PATCH', one(GRACE), { body })).toMatchObject({
			body: { merge_fields: { FNAME: 'Grace', LNAME: 'Murray' } },
		});
	});

	it('moves to another address, and is found there', async () => {
		const email_address = 'amazing.grace@example.com';
		const body = { email_address };
		expect(await call('PATCH', one(GRACE), { body })).toMatchObject({
			body: { id: hashOf(email_address), email_address },
		});
		expect((await call('GET', one(GRACE))).status).toBe(404);
		expect((await call('GET', one(email_address))).status).toBe(200);
	});

	it('is left as it is when its new address is none', async () => {
		const body = { email_address: 'nonsense', vip: true };
		expect((await call('PATCH', one(GRACE), { body })).status).toBe(400);
		expect(await call('GET', one(GRACE))).toMatchObject({ body: { vip: false } });
	});

	it('is archived once, is listed only when asked for, and comes back when it is added', async () => {
		expect((await call('DELETE', one(GRACE))).status).toBe(204);
		expect(await call('DELETE', one(GRACE))).toMatchObject({
			status: 405,
			body: { title: 'Method Not Allowed' },
		});
		expect(await call('GET', members('?fields=total_items'))).toMatchObject({
			body: { total_items: 2 },
		});
		expect(await call('GET', members('?status=archived'))).toMatchObject({
			body: { members: [{ email_address: GRACE }] },
		});
		const body = { email_address: GRACE, status: 'subscribed' };
		expect(await call('POST', members(), { body })).toMatchObject({
			status: 200,
			body: { status: 'subscribed', full_name: 'Grace Hopper' },
		});
	});

	it('that bounced for good is not subscribed again', async () => {
		await call('PATCH', one(GRACE), { body: { status: 'cleaned' } });
		expect(await call('PATCH', one(GRACE), { body: { status: 'subscribed' } })).toMatchObject({
			status: 400,
			body: { title: 'Member In Compliance State' },
		});
	});

	it('is given tags, and loses them', async () => {
		const tags = (status: string) => ({ tags: [{ name: 'VIP', status }] });
		expect((await call('POST', one(GRACE, '/tags'), { body: tags('active') })).status).toBe(204);
		expect(await call('GET', one(GRACE, '/tags'))).toMatchObject({
			body: { tags: [{ name: 'Customer' }, { name: 'VIP' }], total_items: 2 },
		});
		await call('POST', one(GRACE, '/tags'), { body: tags('inactive') });
		expect(await call('GET', one(GRACE, '/tags'))).toMatchObject({ body: { total_items: 1 } });
	});

	it('is found by a search over audiences', async () => {
		expect(await call('GET', '/search-members?query=hopper')).toMatchObject({
			body: {
				exact_matches: { total_items: 0 },
				full_search: { members: [{ id: hashOf(GRACE) }] },
			},
		});
	});
});

describe('lists', () => {
	afterEach(() => {
		expect(standIn.violations).toEqual([]);
	});

	it('have ten records a page unless asked for others, and say how many there are', async () => {
		addMembers(regulars, 30);
		const count = async (query: string) => {
			const { body } = await call('GET', members(query));
			return body;
		};
		expect(await count('')).toMatchObject({ total_items: 33, members: { length: 10 } });
		expect(await count('?count=1000')).toMatchObject({ members: { length: 33 } });
		expect(await count('?count=20&offset=30')).toMatchObject({ members: { length: 3 } });
	});

	it('have only the fields that were asked for', async () => {
		const { body } = await call('GET', '/lists?fields=lists.id,total_items');
		expect(body).toEqual({
			lists: [{ id: regulars.id }, { id: expect.any(String) }],
			total_items: 2,
		});
		const { body: rest } = await call('GET', '/lists?exclude_fields=lists,_links');
		expect(rest).toEqual({ total_items: 2 });
	});

	it('are filtered and sorted', async () => {
		createAudience(accountNamed(standIn, 'freddie'), 'Empty');
		expect(await call('GET', `/lists?email=${GRACE}`)).toMatchObject({
			body: { lists: [{ name: 'Regulars' }], total_items: 1 },
		});
		const future = '2999-01-01T00:00:00%2B00:00';
		expect(await call('GET', members(`?since_last_changed=${future}`))).toMatchObject({
			body: { total_items: 0 },
		});
		expect(await call('GET', members('?sort_field=last_changed&sort_dir=DESC'))).toMatchObject({
			body: { total_items: 3 },
		});
	});

	it('know their tags by prefix, and their merge fields', async () => {
		expect(await call('GET', `/lists/${regulars.id}/tag-search?name=cust`)).toMatchObject({
			body: { tags: [{ name: 'Customer' }], total_items: 1 },
		});
		expect(await call('GET', `/lists/${regulars.id}/merge-fields`)).toMatchObject({
			body: {
				merge_fields: [
					{ tag: 'FNAME', type: 'text' },
					{ tag: 'LNAME', type: 'text' },
					{ tag: 'ADDRESS', type: 'address' },
					{ tag: 'PHONE', type: 'phone' },
					{ tag: 'BIRTHDAY', type: 'birthday' },
				],
				total_items: 5,
			},
		});
	});
});

describe('a batch', () => {
	const batch = async (more: object, query = '') =>
		await call('POST', `/lists/${regulars.id}${query}`, { body: more });
	const person = (email_address: string, more: object = {}) => ({
		email_address,
		status: 'subscribed',
		...more,
	});

	it('writes each member, and refuses each by itself', async () => {
		const list = [person('new@example.com'), person(GRACE), person('nonsense')];
		expect(await batch({ members: list })).toMatchObject({
			status: 200,
			body: {
				new_members: [{ email_address: 'new@example.com' }],
				updated_members: [],
				total_created: 1,
				total_updated: 0,
				error_count: 2,
				errors: [
					{ email_address: GRACE, error_code: 'ERROR_CONTACT_EXISTS' },
					{ email_address: 'nonsense', error_code: 'ERROR_GENERIC', field: 'email_address' },
				],
			},
		});
		expect(standIn.violations).toEqual([]);
	});

	it('updates the ones that stand there, when asked to', async () => {
		const list = [person(GRACE, { vip: true })];
		expect(await batch({ members: list, update_existing: true })).toMatchObject({
			body: { updated_members: [{ email_address: GRACE, vip: true }], total_updated: 1 },
		});
	});

	it('replaces tags when asked to, and otherwise adds them', async () => {
		const list = [person(GRACE, { tags: ['Navy'] })];
		const tagsOfGrace = () => [...(regulars.members.get(hashOf(GRACE))?.tags.keys() ?? [])];
		await batch({ members: list, update_existing: true });
		expect(tagsOfGrace()).toEqual(['Customer', 'Navy']);
		await batch({ members: list, update_existing: true, sync_tags: true });
		expect(tagsOfGrace()).toEqual(['Navy']);
		expect(standIn.violations).toEqual([]);
	});

	it('takes the first of an address when told to overlook repetitions', async () => {
		const list = [person('twice@example.com'), person('twice@example.com', { vip: true })];
		expect(await batch({ members: list }, '?skip_duplicate_check=true')).toMatchObject({
			body: { total_created: 1, error_count: 0, new_members: [{ vip: false }] },
		});
	});

	it('holds 500 members and not one more', async () => {
		const people = (count: number) =>
			Array.from({ length: count }, (_, index) => person(`person${index}@example.com`));
		expect(await batch({ members: people(501) })).toMatchObject({
			status: 400,
			body: { errors: [{ field: 'members' }] },
		});
		expect(regulars.members.size).toBe(3);
		expect(await batch({ members: people(500) })).toMatchObject({ body: { total_created: 500 } });
	});

	it('takes its time for each member', async () => {
		standIn.latency.perRecord = 20;
		const started = Date.now();
		await batch({ members: [person('a@example.com'), person('b@example.com')] });
		expect(Date.now() - started).toBeGreaterThanOrEqual(38);
	});
});

describe('input that does not fit', () => {
	it.each([
		[
			'lacks a field',
			{ email_address: 'a@example.com' },
			'',
			'Required fields were not provided: status',
		],
		[
			'has a wrong type',
			{ email_address: null, status: 'subscribed' },
			'email_address',
			'Schema describes string, NULL found instead',
		],
		[
			'has a status that is none',
			{ email_address: 'a@example.com', status: 'happy' },
			'status',
			'Data presented is not one of the accepted values: subscribed, unsubscribed, cleaned, pending, transactional.',
		],
	])(
		'%s: it is refused by field, and the specification notices',
		async (_what, body, field, message) => {
			expect(await call('POST', members(), { body })).toMatchObject({
				status: 400,
				body: { title: 'Invalid Resource', errors: [{ field, message }] },
			});
			expect(standIn.violations).toHaveLength(1);
		},
	);

	it('is not JSON', async () => {
		expect(await call('POST', members(), { body: '{"email' })).toMatchObject({
			status: 400,
			body: { title: 'JSON Parse Exception' },
		});
	});

	it.each(['/lists?count=many', '/lists?count=1001', '/lists?sort_dir=UP'])(
		'%s: a query of another type or range is refused',
		async (path) => {
			expect((await call('GET', path)).status).toBe(400);
			expect(standIn.violations).toHaveLength(1);
		},
	);

	it.each([
		['an unknown path', '/listz', 'GET /listz: the specification has no such operation'],
		[
			'a path that cannot be decoded',
			'/lists/%E0%A4%A',
			'GET /lists/%E0%A4%A: the specification has no such operation',
		],
		[
			'an operation that is not served',
			'/templates',
			'GET /templates: the stand-in does not serve this operation',
		],
	])('%s is not found, and noticed', async (_what, path, violation) => {
		expect(await call('GET', path)).toMatchObject({
			status: 404,
			body: { title: 'Resource Not Found' },
		});
		expect(standIn.violations).toEqual([violation]);
	});

	it.each([
		[
			'a query that the specification does not know',
			'/lists?counts=3',
			'GET /lists: query counts is not known',
		],
		[
			'a query that is not served',
			'/lists?has_ecommerce_store=true',
			'GET /lists: the stand-in does not serve the query has_ecommerce_store',
		],
	])('%s is overlooked, and noticed', async (_what, path, violation) => {
		expect((await call('GET', path)).status).toBe(200);
		expect(standIn.violations).toEqual([violation]);
	});

	it('has a misspelt property: it is overlooked, and noticed', async () => {
		const body = { email_address: 'a@example.com', status: 'subscribed', merge_field: {} };
		expect((await call('POST', members(), { body })).status).toBe(200);
		expect(standIn.violations).toEqual([
			'POST /lists/{list_id}/members: body.merge_field is not known',
		]);
	});
});
