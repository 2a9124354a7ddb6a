/** What the node says of a member, computed from what happened to that member. */
import {
	createMember,
	leave,
	type MailchimpStandIn,
	startMailchimp,
} from '../../../../../sandbox/services/mailchimp/index.mts';
import { hashOf, setTag } from '../../../../../sandbox/services/mailchimp/state.mts';
import { accountNamed, audienceNamed } from '../../../../sandbox/mailchimp/caller.mts';
import { byId, mapped, runNode, type Wanted } from '../../node.mts';

let standIn: MailchimpStandIn;

beforeEach(async () => {
	standIn = await startMailchimp();
});

afterEach(async () => {
	expect(standIn.violations).toEqual([]);
	await standIn.stop();
});

const regulars = () => audienceNamed(accountNamed(standIn, 'freddie'), 'Regulars');

const memberOf = (address: string) => regulars().members.get(hashOf(address));

/** Writes a member for each address and goes on when one fails. */
const write = async (
	operation: string,
	addresses: readonly string[],
	parameters: Wanted['parameters'] = {},
) =>
	await runNode(standIn, {
		resource: 'member',
		operation,
		parameters: { audience: byId(regulars().id), email: '={{ $json.email }}', ...parameters },
		items: addresses.map((email) => ({ email })),
		onError: 'continueRegularOutput',
	});

/** Answers the next request that writes with this, whatever it asks. */
const answerWrite = (body: unknown, status = 200) =>
	standIn.faults.add({
		match: ({ method }) => method !== 'GET',
		respond: {
			status,
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify(body),
		},
	});

const NEW = 'new@example.com';

const WRITES: ReadonlyArray<readonly [string, Wanted['parameters']]> = [
	['create', {}],
	['update', { changes: { status: 'unsubscribed' } }],
	['createOrUpdate', { existingStatus: 'set' }],
];

describe.each(WRITES)('a success without a member, to %s', (operation, parameters) => {
	it.each([[{}], [{ id: '0' }], [{ success: true }], [[]], ['OK'], [null]])(
		'is none: %j',
		async (body) => {
			createMember(regulars(), { email_address: 'there@example.com', status: 'subscribed' });
			answerWrite(body);
			const address = operation === 'update' ? 'there@example.com' : NEW;
			const [result] = await write(operation, [address], parameters);
			expect(result?.error).toMatch(
				operation === 'createOrUpdate'
					? /^Mailchimp answered something else than it documents/
					: /not known whether the request was carried out/,
			);
		},
	);
});

describe('a batch whose members are none', () => {
	it.each([[{}], [{ id: '0' }], [{ email_address: NEW }]])('is no success: %j', async (member) => {
		answerWrite({ new_members: [member], updated_members: [], errors: [] });
		const [result] = await write('createOrUpdate', [NEW]);
		expect(result?.error).toMatch(/answered something else than it documents, at new_members\.0/);
	});

	it('and that says nothing of an address leaves it unknown', async () => {
		answerWrite({ new_members: [], updated_members: [], errors: [] });
		const [result] = await write('createOrUpdate', [NEW]);
		expect(result?.error).toMatch(/says nothing of this item/);
	});
});

const PENDING = /give the status Pending: Mailchimp then asks them by e-mail to confirm/;

describe('a member who unsubscribed by themselves', () => {
	const LEFT = 'left@example.com';

	beforeEach(() => {
		leave(createMember(regulars(), { email_address: LEFT, status: 'subscribed' }));
	});

	it.each<[string, Wanted['parameters']]>([
		['update', { changes: { status: 'subscribed' } }],
		['createOrUpdate', { existingStatus: 'set' }],
		['createOrUpdate', { additional: { permissionsToGive: ['Email'] } }],
	])('is not subscribed, and %s says to ask with Pending: %j', async (operation, parameters) => {
		const [result] = await write(operation, [LEFT], parameters);
		expect(result?.error).toMatch(/compliance state/);
		expect(result?.error).toMatch(PENDING);
		expect(memberOf(LEFT)?.status).toBe('unsubscribed');
	});

	it.each<[string, Wanted['parameters']]>([
		['update', { changes: { status: 'pending' } }],
		['createOrUpdate', { status: 'pending' }],
	])('is asked to confirm by %s with Pending', async (operation, parameters) => {
		expect(await write(operation, [LEFT], parameters)).toMatchObject([{ status: 'pending' }]);
	});
});

describe('a member who was permanently deleted', () => {
	it.each([['create'], ['createOrUpdate']])(
		'is sent to the sign-up form by %s',
		async (operation) => {
			regulars().forgotten.add(hashOf(NEW));
			const [result] = await write(operation, [NEW]);
			expect(result?.error).toMatch(/permanently deleted and cannot be re-imported/);
			expect(result?.error).toMatch(/Mailchimp asks for a sign-up form/);
		},
	);
});

describe('a merge field that the audience requires', () => {
	beforeEach(() => {
		const { form } = regulars();
		const company = { tag: 'COMPANY', name: 'Company', type: 'text', required: true } as const;
		regulars().form = { ...form, mergeFields: [...form.mergeFields, company] };
		createMember(regulars(), { email_address: 'there@example.com', status: 'subscribed' });
	});

	it.each<[string, string, Wanted['parameters']]>([
		['create', NEW, {}],
		['createOrUpdate', NEW, {}],
		['createOrUpdate', NEW, { existingStatus: 'keep' }],
		['update', 'there@example.com', { changes: { status: 'unsubscribed' } }],
	])(
		'is missed by %s, which says how to go on, and can be skipped',
		async (operation, address, more) => {
			const [refused] = await write(operation, [address], more);
			expect(refused?.error).toMatch(/COMPANY: Please enter a value/);
			expect(refused?.error).toMatch(/turn on "Skip Required Merge Fields"/);
			const skipping = { ...more, additional: { skipMergeValidation: true } };
			expect(await write(operation, [address], skipping)).toMatchObject([
				{ email_address: address },
			]);
		},
	);
});

describe('what is said of the other members of a batch', () => {
	const forget = (...addresses: string[]) => {
		for (const address of addresses) regulars().forgotten.add(hashOf(address));
	};

	it.each<[string, string[], string[], RegExp]>([
		[
			'all of them',
			['a@x.org', 'b@x.org', 'c@x.org'],
			['a@x.org'],
			/The other members of this request were written\.$/,
		],
		[
			'none',
			['a@x.org', 'b@x.org'],
			['a@x.org', 'b@x.org'],
			/None of the members of this request was written\.$/,
		],
		[
			'some',
			['a@x.org', 'b@x.org', 'c@x.org'],
			['a@x.org', 'b@x.org'],
			/1 of the 3 members of this request were written\.$/,
		],
	])('is true when %s were written', async (_what, addresses, forgotten, words) => {
		forget(...forgotten);
		const results = await write('createOrUpdate', addresses);
		expect(results[0]?.error).toMatch(words);
	});

	it('is nothing when there are no others', async () => {
		forget(NEW);
		const [result] = await write('createOrUpdate', [NEW]);
		expect(result?.error).not.toMatch(/of this request/);
	});
});

describe('a refusal in a batch that does not name its member', () => {
	const batch = (errors: object[], written: string[] = []) =>
		answerWrite({
			new_members: written.map((email_address) => ({ email_address, status: 'subscribed' })),
			updated_members: [],
			errors,
		});

	const unnamed = { email_address: '', error: 'Something is wrong with it' };

	it('keeps its reason: for the one member of which nothing else is said', async () => {
		batch([unnamed], ['b@x.org']);
		const [first, second] = await write('createOrUpdate', ['a@x.org', 'b@x.org']);
		expect(first?.error).toMatch(/^Mailchimp refused this member: Something is wrong with it/);
		expect(first?.error).toMatch(/The other members of this request were written/);
		expect(second).toMatchObject({ email_address: 'b@x.org' });
	});

	it('keeps its reason: for each of as many members', async () => {
		batch([unnamed, unnamed]);
		const results = await write('createOrUpdate', ['a@x.org', 'b@x.org']);
		for (const { error } of results) {
			expect(error).toMatch(
				/refused this member and 1 more without naming them: Something is wrong/,
			);
		}
	});

	it('keeps its reason, and leaves open whose it is of more members', async () => {
		batch([{ error: 'Something is wrong with it' }]);
		const results = await write('createOrUpdate', ['a@x.org', 'b@x.org']);
		for (const { error } of results) {
			expect(error).toMatch(/refused 1 of 2 members without naming them: Something is wrong/);
			expect(error).toMatch(/Check in Mailchimp which of them are there/);
		}
	});
});

describe('an answer with another status than was sent', () => {
	const written = { email_address: NEW, status: 'unsubscribed' };

	it.each<[string, unknown, Wanted['parameters']]>([
		['create', written, {}],
		['update', written, { changes: { status: 'subscribed' } }],
		['createOrUpdate', { new_members: [], updated_members: [written], errors: [] }, {}],
	])('is told by %s', async (operation, body, parameters) => {
		answerWrite(body);
		const [result] = await write(operation, [NEW], parameters);
		expect(result?.error).toMatch(
			/^Mailchimp wrote new@example\.com, but its status is unsubscribed, not subscribed/,
		);
		expect(result?.error).toMatch(PENDING);
	});

	it('is none where the status is kept', async () => {
		answerWrite(written);
		const [result] = await write('createOrUpdate', [NEW], { existingStatus: 'keep' });
		expect(result).toMatchObject(written);
	});
});

describe('tags', () => {
	const namesOf = (member: { tags?: unknown } | undefined) =>
		JSON.stringify(member?.tags).match(/(?<="name":")[^"]+/g);

	it.each<[string, Wanted['parameters']]>([
		['create', {}],
		['createOrUpdate', {}],
		['createOrUpdate', { existingStatus: 'keep' }],
		['createOrUpdate', { additional: { permissionsToGive: ['Email'] } }],
	])('are given by %s: %j', async (operation, parameters) => {
		const [member] = await write(operation, [NEW], { ...parameters, tags: 'VIP, Customer' });
		expect(namesOf(member)).toEqual(['VIP', 'Customer']);
		expect([...(memberOf(NEW)?.tags.keys() ?? [])]).toEqual(['VIP', 'Customer']);
	});

	it('that the answer does not show are added by a request of their own', async () => {
		const member = createMember(regulars(), { email_address: NEW, status: 'subscribed' });
		setTag(member, 'Customer', true);
		const shown = { email_address: NEW, status: 'subscribed', tags: [{ id: 1, name: 'customer' }] };
		answerWrite({ new_members: [], updated_members: [shown], errors: [] });
		const [result] = await write('createOrUpdate', [NEW], { tags: ['VIP', 'Customer'] });
		expect(namesOf(result)).toEqual(['customer', 'VIP']);
		expect(member.tags.has('VIP')).toBe(true);
		expect(standIn.requests.at(-1)?.body).toEqual({ tags: [{ name: 'VIP', status: 'active' }] });
	});

	it('that cannot be added are told of with the member that was written', async () => {
		createMember(regulars(), { email_address: NEW, status: 'subscribed' });
		standIn.faults.add({
			match: ({ path }) => path.endsWith('/tags'),
			respond: { status: 400, body: '{"title":"Bad Request","status":400,"detail":"No such."}' },
		});
		const [result] = await write('createOrUpdate', [NEW], { existingStatus: 'keep', tags: 'VIP' });
		expect(result?.error).toMatch(
			/^Mailchimp wrote new@example\.com, but adding the tags VIP failed: .*No such/,
		);
	});
});

describe('merge fields of the audience', () => {
	it('are sent in the form that their types want', async () => {
		const home = '{"addr1": "1 Main St", "city": "Atlanta", "state": "GA", "zip": 30303}';
		const mergeFields = mapped({ BIRTHDAY: '1815-12-10', ADDRESS: home }, { ADDRESS: 'object' });
		await write('create', [NEW], { mergeFields });
		expect(memberOf(NEW)?.merge_fields).toMatchObject({
			BIRTHDAY: '12/10',
			ADDRESS: { addr1: '1 Main St', city: 'Atlanta', state: 'GA', zip: '30303' },
		});
	});

	it.each(['America/New_York', 'Asia/Tokyo', 'UTC'])(
		'that are dates stay the day that was meant, in a workflow of %s',
		async (timeZone) => {
			const weddings = audienceNamed(accountNamed(standIn, 'freddie'), 'Weddings');
			const days = ['2026-06-13', '2026-06-13T00:00:00', '2026-06-13T23:59:59'];
			const results = await runNode(standIn, {
				resource: 'member',
				operation: 'create',
				parameters: {
					audience: byId(weddings.id),
					email: '={{ $json.email }}',
					mergeFields: mapped({ DAY: '={{ $json.day }}' }, { DAY: 'dateTime' }),
				},
				items: days.map((day, index) => ({ email: `p${index}@example.com`, day })),
				timeZone,
			});
			expect(results.map(({ merge_fields: fields }) => fields)).toEqual(
				days.map(() => expect.objectContaining({ DAY: '2026-06-13' })),
			);
		},
	);

	it('that are left empty are not sent, and an empty text clears', async () => {
		const there = createMember(regulars(), {
			email_address: NEW,
			status: 'subscribed',
			merge_fields: { FNAME: 'Ada', LNAME: 'Lovelace' },
		});
		await write('update', [NEW], { mergeFields: mapped({ FNAME: null, LNAME: '' }) });
		expect(there.merge_fields).toMatchObject({ FNAME: 'Ada', LNAME: '' });
	});

	it('that it does not have are refused, since Mailchimp would drop them without a word', async () => {
		const additional = { mergeFieldsJson: '{"fname": "Ada", "nickname": "Countess"}' };
		const [result] = await write('create', [NEW], { additional });
		expect(result?.error).toMatch(
			/^The audience has no merge field NICKNAME: it has FNAME, LNAME, ADDRESS, PHONE, BIRTHDAY/,
		);
		expect(memberOf(NEW)).toBeUndefined();
	});

	it('fail for their own member of a batch alone, and are asked for once', async () => {
		const results = await runNode(standIn, {
			resource: 'member',
			operation: 'createOrUpdate',
			parameters: {
				audience: byId(regulars().id),
				email: '={{ $json.email }}',
				mergeFields: mapped({ BIRTHDAY: '={{ $json.born }}' }),
			},
			items: [
				{ email: 'a@x.org', born: '12/10' },
				{ email: 'b@x.org', born: 'in winter' },
			],
			onError: 'continueRegularOutput',
		});
		expect(results[0]).toMatchObject({ merge_fields: { BIRTHDAY: '12/10' } });
		expect(results[1]?.error).toMatch(/BIRTHDAY \(Birthday\) must be a month and a day/);
		expect(standIn.requests.map(({ method }) => method)).toEqual(['GET', 'POST']);
	});
});

describe('marketing permissions', () => {
	it('are given and withdrawn by their texts or ids, one member at a time', async () => {
		createMember(regulars(), {
			email_address: NEW,
			status: 'subscribed',
			marketing_permissions: { '4256fc7dc5': true },
		});
		const additional = {
			permissionsToGive: ['email'],
			permissionsToWithdraw: '4256fc7dc5',
		};
		await write('createOrUpdate', [NEW, 'other@example.com'], { additional });
		expect(memberOf(NEW)?.marketing_permissions).toEqual({ caa8dcb11e: true, '4256fc7dc5': false });
		expect(standIn.requests.map(({ method }) => method).sort()).toEqual(['GET', 'PUT', 'PUT']);
	});

	it('that the audience does not have are named with those that it has', async () => {
		const additional = { permissionsToGive: ['Direct Mail'] };
		const [result] = await write('create', [NEW], { additional });
		expect(result?.error).toMatch(
			/no marketing permission "Direct Mail".*"Email", "Customized Online Advertising"/,
		);
	});

	it('of an audience without a member are given by their ids', async () => {
		regulars().members.clear();
		const additional = { permissionsToGive: ['caa8dcb11e'] };
		expect(await write('create', [NEW], { additional })).toMatchObject([
			{ marketing_permissions: [{ enabled: true }, { enabled: false }] },
		]);
	});
});
