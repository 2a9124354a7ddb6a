/** What an audience asks of its members: merge fields, interests, marketing permissions, and consent. */
import {
	confirm,
	createMember,
	leave,
	type MailchimpStandIn,
	startMailchimp,
} from '../../../sandbox/services/mailchimp/index.mts';
import {
	type Audience,
	hashOf,
	type MergeField,
} from '../../../sandbox/services/mailchimp/state.mts';
import { accountNamed, audienceNamed, callerOf } from './caller.mts';

let standIn: MailchimpStandIn;
let call: ReturnType<typeof callerOf>;
let regulars: Audience;
let weddings: Audience;

beforeEach(async () => {
	standIn = await startMailchimp();
	call = callerOf(standIn);
	regulars = audienceNamed(accountNamed(standIn, 'freddie'), 'Regulars');
	weddings = audienceNamed(accountNamed(standIn, 'freddie'), 'Weddings');
});

afterEach(async () => {
	expect(standIn.violations).toEqual([]);
	await standIn.stop();
});

const ADDRESS = 'new@example.com';

const members = ({ id }: Audience, rest = '') => `/lists/${id}/members${rest}`;
const one = (audience: Audience, address = ADDRESS) => members(audience, `/${hashOf(address)}`);

const add = async (audience: Audience, more: object, query = '') =>
	await call('POST', members(audience, query), {
		body: { email_address: ADDRESS, status: 'subscribed', ...more },
	});

const mergeFieldsOf = ({ members: all }: Audience) => all.get(hashOf(ADDRESS))?.merge_fields;

const HOME = { addr1: '1 Main St', city: 'Atlanta', state: 'GA', zip: '30303' };

describe('a merge field', () => {
	it.each<[string, 'regulars' | 'weddings', string, unknown, unknown]>([
		['a text', 'regulars', 'FNAME', 'Ada', 'Ada'],
		[
			'a text of 300 signs, cut after 255 bytes',
			'regulars',
			'FNAME',
			'a'.repeat(300),
			'a'.repeat(255),
		],
		['an address', 'regulars', 'ADDRESS', HOME, HOME],
		['a birthday', 'regulars', 'BIRTHDAY', '12/10', '12/10'],
		['a date', 'weddings', 'DAY', '2026-06-13', '2026-06-13'],
		['a number', 'weddings', 'GUESTS', 80, 80],
		['a number as text', 'weddings', 'GUESTS', '80', 80],
		['an option', 'weddings', 'STYLE', 'Castle', 'Castle'],
		['a ZIP code', 'weddings', 'ZIP', '02134', '02134'],
		['nothing', 'weddings', 'DAY', '', ''],
	])('takes %s', async (_what, name, tag, value, kept) => {
		const audience = { regulars, weddings }[name];
		expect((await add(audience, { merge_fields: { [tag]: value } })).status).toBe(200);
		expect(mergeFieldsOf(audience)?.[tag]).toEqual(kept);
	});

	it.each<[string, 'regulars' | 'weddings', string, unknown, string]>([
		['an address as text', 'regulars', 'ADDRESS', '1 Main St', 'Please enter a complete address'],
		[
			'an address without its city',
			'regulars',
			'ADDRESS',
			{ ...HOME, city: undefined },
			'Please enter a complete address',
		],
		[
			'a birthday with a year',
			'regulars',
			'BIRTHDAY',
			'1815-12-10',
			'Please enter a month (01-12) and a day (01-31)',
		],
		['a date in words', 'weddings', 'DAY', '13 June 2026', 'Please enter the date'],
		['a number in words', 'weddings', 'GUESTS', 'eighty', 'Please enter a number'],
		['another option', 'weddings', 'STYLE', 'Beach', 'Please choose one of the options'],
		['a ZIP code of four digits', 'weddings', 'ZIP', '2134', 'Please enter a ZIP code'],
	])('refuses %s', async (_what, name, tag, value, message) => {
		const audience = { regulars, weddings }[name];
		expect(await add(audience, { merge_fields: { [tag]: value } })).toMatchObject({
			status: 400,
			body: {
				title: 'Invalid Resource',
				detail: 'Your merge fields were invalid.',
				errors: [{ field: tag, message }],
			},
		});
		expect(mergeFieldsOf(audience)).toBeUndefined();
	});

	it('that the audience does not have is dropped without a word', async () => {
		const answer = await add(regulars, { merge_fields: { FNAME: 'Ada', NICKNAME: 'Countess' } });
		expect(answer.status).toBe(200);
		expect(mergeFieldsOf(regulars)).toEqual({
			FNAME: 'Ada',
			LNAME: '',
			ADDRESS: '',
			PHONE: '',
			BIRTHDAY: '',
		});
	});

	describe('that is required', () => {
		const company: MergeField = { tag: 'COMPANY', name: 'Company', type: 'text', required: true };

		beforeEach(() => {
			const { form } = regulars;
			regulars.form = { ...form, mergeFields: [...form.mergeFields, company] };
		});

		const refusal = {
			status: 400,
			body: { errors: [{ field: 'COMPANY', message: 'Please enter a value' }] },
		};

		it('has to be given, unless that is skipped', async () => {
			expect(await add(regulars, {})).toMatchObject(refusal);
			expect((await add(regulars, {}, '?skip_merge_validation=true')).status).toBe(200);
		});

		it('is missed at any change of a member without it, unless that is skipped', async () => {
			createMember(regulars, { email_address: ADDRESS, status: 'subscribed' });
			const body = { vip: true };
			expect(await call('PATCH', one(regulars), { body })).toMatchObject(refusal);
			const skipped = await call('PATCH', `${one(regulars)}?skip_merge_validation=true`, { body });
			expect(skipped.status).toBe(200);
		});

		it('is missed by each member of a batch by itself', async () => {
			const given = { email_address: 'with@example.com', status: 'subscribed' };
			const list = [
				{ email_address: ADDRESS, status: 'subscribed' },
				{ ...given, merge_fields: { COMPANY: 'Analytical Engines' } },
			];
			const answer = await call('POST', `/lists/${regulars.id}`, { body: { members: list } });
			expect(answer).toMatchObject({
				status: 200,
				body: {
					new_members: [{ email_address: 'with@example.com' }],
					errors: [
						{ email_address: ADDRESS, field: 'COMPANY', field_message: 'Please enter a value' },
					],
				},
			});
		});
	});
});

describe('a member who unsubscribed by the link in a mail', () => {
	beforeEach(() => {
		leave(createMember(regulars, { email_address: ADDRESS, status: 'subscribed' }));
	});

	const refusal = { status: 400, body: { title: 'Member In Compliance State' } };
	const statusOf = () => regulars.members.get(hashOf(ADDRESS))?.status;

	it('is not subscribed by a change', async () => {
		const body = { status: 'subscribed' };
		expect(await call('PATCH', one(regulars), { body })).toMatchObject(refusal);
		const put = { ...body, email_address: ADDRESS, status_if_new: 'subscribed' };
		expect(await call('PUT', one(regulars), { body: put })).toMatchObject(refusal);
		expect(statusOf()).toBe('unsubscribed');
	});

	it('is refused alone in a batch', async () => {
		const list = ['other@example.com', ADDRESS].map((email_address) => ({
			email_address,
			status: 'subscribed',
		}));
		const body = { members: list, update_existing: true };
		expect(await call('POST', `/lists/${regulars.id}`, { body })).toMatchObject({
			body: {
				new_members: [{ email_address: 'other@example.com' }],
				errors: [{ email_address: ADDRESS, error: expect.stringContaining('compliance state') }],
			},
		});
	});

	it('is changed otherwise, asked to confirm, and subscribed by confirming', async () => {
		expect((await call('PATCH', one(regulars), { body: { vip: true } })).status).toBe(200);
		expect((await call('PATCH', one(regulars), { body: { status: 'pending' } })).status).toBe(200);
		const again = { status: 'subscribed' };
		expect(await call('PATCH', one(regulars), { body: again })).toMatchObject(refusal);
		const member = regulars.members.get(hashOf(ADDRESS));
		if (member) confirm(member);
		expect((await call('PATCH', one(regulars), { body: again })).status).toBe(200);
	});

	it('is another one than a member whom somebody else unsubscribed', async () => {
		const address = 'other@example.com';
		createMember(regulars, { email_address: address, status: 'unsubscribed' });
		const body = { status: 'subscribed' };
		expect((await call('PATCH', one(regulars, address), { body })).status).toBe(200);
	});
});

describe('interests and marketing permissions', () => {
	it('are listed by name, category by category', async () => {
		const base = `/lists/${regulars.id}/interest-categories`;
		expect(await call('GET', base)).toMatchObject({ body: { categories: [{ title: 'Flowers' }] } });
		expect(await call('GET', `${base}/5c1e4bb5a1/interests`)).toMatchObject({
			body: { interests: [{ name: 'Roses' }, { name: 'Tulips' }], total_items: 2 },
		});
		expect((await call('GET', `${base}/0000000000/interests`)).status).toBe(404);
	});

	it('are kept, and shown with those that were not given', async () => {
		const more = {
			interests: { '9143cf3bd1': true },
			marketing_permissions: [{ marketing_permission_id: 'caa8dcb11e', enabled: true }],
		};
		const shown = {
			interests: { '9143cf3bd1': true, '3a2a927344': false },
			marketing_permissions: [
				{ marketing_permission_id: 'caa8dcb11e', text: 'Email', enabled: true },
				{ text: 'Customized Online Advertising', enabled: false },
			],
		};
		expect(await add(regulars, more)).toMatchObject({ body: shown });
		expect(await call('GET', one(regulars))).toMatchObject({ body: shown });
	});

	it.each([
		['an interest', { interests: { '0000000000': true } }],
		[
			'a permission',
			{ marketing_permissions: [{ marketing_permission_id: '0000000000', enabled: true }] },
		],
	])('are refused where the audience has no such: %s', async (_what, more) => {
		expect(await add(regulars, more)).toMatchObject({
			status: 400,
			body: { title: 'Invalid Resource' },
		});
	});

	it('are none in an audience that does not ask for permissions', async () => {
		const { body } = await add(weddings, {});
		expect(body).not.toHaveProperty('marketing_permissions');
	});
});

describe('an address', () => {
	it.each(['jörg@example.com', 'direcciónelectrónica@example.com'])(
		'with other letters than ASCII before the at sign is refused: %s',
		async (email_address) => {
			expect(await add(regulars, { email_address })).toMatchObject({
				status: 400,
				body: { errors: [{ field: 'email_address' }] },
			});
		},
	);

	it('may have them behind it', async () => {
		expect((await add(regulars, { email_address: 'test@ñoñó1234.com' })).status).toBe(200);
	});
});

describe('segments', () => {
	it('are saved ones and tags', async () => {
		expect(await call('GET', `/lists/${regulars.id}/segments`)).toMatchObject({
			body: {
				segments: [
					{ name: 'Named Turing', type: 'saved', member_count: 1 },
					{ name: 'Customer', type: 'static', member_count: 2 },
					{ name: 'Newsletter', type: 'static', member_count: 1 },
				],
			},
		});
	});

	it('list their members, unsubscribed ones only when they are asked for', async () => {
		const member = regulars.members.get(hashOf('alan.turing@example.com'));
		if (member) leave(member);
		const at = `/lists/${regulars.id}/segments/9001/members`;
		expect(await call('GET', at)).toMatchObject({ body: { members: [], total_items: 0 } });
		expect(await call('GET', `${at}?include_unsubscribed=true`)).toMatchObject({
			body: { members: [{ email_address: 'alan.turing@example.com' }], total_items: 1 },
		});
		expect((await call('GET', `/lists/${regulars.id}/segments/1234567/members`)).status).toBe(404);
	});
});
