/** Members of Mailchimp in the real n8n: fields of the audience's own, and what is said of what happened. */
import { type Credential, itemsOf } from '../../sandbox/client.mts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.mts';
import { createMember, leave } from '../../sandbox/services/mailchimp/index.mts';
import { hashOf } from '../../sandbox/services/mailchimp/state.mts';
import { accountNamed, audienceNamed } from '../sandbox/mailchimp/caller.mts';
import { byId, mapped, NODE, type OneNode, runOneNode } from './workflows.mts';

let sandbox: Sandbox;
let credential: Credential;

beforeAll(async () => {
	sandbox = await startSandbox();
	credential = await sandbox.client.api.createCredential({
		name: 'Flowers by key',
		type: 'mailchimpConnectionApi',
		data: { apiKey: sandbox.mailchimp.apiKey },
	});
});

afterAll(async () => {
	await sandbox.stop();
});

beforeEach(() => {
	sandbox.mailchimp.clear();
});

afterEach(() => {
	expect(sandbox.mailchimp.violations).toEqual([]);
});

const regulars = () => audienceNamed(accountNamed(sandbox.mailchimp, 'freddie'), 'Regulars');

const memberOf = (address: string) => regulars().members.get(hashOf(address));

/** Runs an operation on members, each of an item; gives what came out, failures as items. */
async function run(
	operation: string,
	parameters: OneNode['parameters'],
	items: ReadonlyArray<Record<string, unknown>> = [{}],
) {
	const execution = await runOneNode(sandbox.client, {
		credential,
		resource: 'member',
		operation,
		parameters: { audience: byId(regulars().id), ...parameters },
		items,
		onError: 'continueRegularOutput',
	});
	return itemsOf(execution, NODE).map(({ json }) => json);
}

const each = (addresses: readonly string[], more: object = {}) =>
	addresses.map((email) => ({ email, ...more }));

it('a member is created with merge fields in their types, interests and permissions by name, and tags', async () => {
	const home = { addr1: '1 Main St', city: 'Atlanta', state: 'GA', zip: 30303 };
	const [created] = await run(
		'create',
		{
			email: '={{ $json.email }}',
			mergeFields: mapped(
				{
					FNAME: 'Ada',
					PHONE: '={{ $json.phone }}',
					BIRTHDAY: '={{ $json.born }}',
					ADDRESS: JSON.stringify(home),
				},
				{ ADDRESS: 'object' },
			),
			tags: 'VIP, Customer',
			additional: {
				interestsToAdd: ['Roses'],
				permissionsToGive: ['Email'],
				language: 'en',
			},
		},
		each(['ada@example.com'], { born: '1815-12-10', phone: 4155550100 }),
	);
	expect(created).toMatchObject({
		status: 'subscribed',
		language: 'en',
		merge_fields: {
			FNAME: 'Ada',
			PHONE: '4155550100',
			BIRTHDAY: '12/10',
			ADDRESS: { ...home, zip: '30303' },
		},
		interests: { '9143cf3bd1': true, '3a2a927344': false },
		marketing_permissions: [{ text: 'Email', enabled: true }, { enabled: false }],
		tags: [{ name: 'VIP' }, { name: 'Customer' }],
	});
});

it('a member is read simplified, by segment and tag', async () => {
	const filters = { segment: 'customer' };
	const found = await run('getMany', { returnAll: true, filters });
	expect(found.map(({ email_address }) => email_address)).toContain('grace.hopper@example.com');
	expect(found.map(({ email_address }) => email_address)).not.toContain('alan.turing@example.com');
	const [grace] = await run('get', { email: 'grace.hopper@example.com' });
	expect(Object.keys(grace ?? {}).slice(0, 3)).toEqual(['email_address', 'status', 'full_name']);
	expect(grace).toMatchObject({ tags: ['Customer'] });
});

it('what happened is said of each member of a batch by itself', async () => {
	const [left, gone, fine, wrong] = [
		'left@example.com',
		'gone@example.com',
		'fine@example.com',
		'wrong@example.com',
	];
	leave(createMember(regulars(), { email_address: left, status: 'subscribed' }));
	regulars().forgotten.add(hashOf(gone));
	const items = [...each([left, gone, fine]), ...each([wrong], { born: 'in winter' })];
	const results = await run(
		'createOrUpdate',
		{
			email: '={{ $json.email }}',
			mergeFields: mapped({ BIRTHDAY: '={{ $json.born || null }}' }),
		},
		items,
	);
	expect(results[0]?.error).toMatch(/give the status Pending/);
	expect(results[0]?.error).toMatch(/1 of the 3 members of this request were written/);
	expect(results[1]?.error).toMatch(/asks for a sign-up form/);
	expect(results[2]).toMatchObject({ email_address: fine, change: 'created' });
	expect(results[3]?.error).toMatch(/BIRTHDAY \(Birthday\) must be a month and a day/);
	expect(memberOf(left)?.status).toBe('unsubscribed');
	expect(memberOf(wrong)).toBeUndefined();
	const asked = await run('update', { email: left, changes: { status: 'pending' } });
	expect(asked).toMatchObject([{ status: 'pending' }]);
});

it.each(['create', 'createOrUpdate', 'update'])(
	'a success without a member is none: %s',
	async (operation) => {
		sandbox.mailchimp.faults.add({
			match: ({ method }) => method !== 'GET',
			respond: { status: 200, headers: { 'Content-Type': 'application/json' }, body: '{"id":"0"}' },
		});
		const [result] = await run(operation, {
			email: 'nobody@example.com',
			changes: { status: 'unsubscribed' },
		});
		expect(result?.error).toMatch(/answered something else than it documents/);
		expect(memberOf('nobody@example.com')).toBeUndefined();
	},
);
