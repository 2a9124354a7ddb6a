import {
	createMember,
	leave,
	type MailchimpStandIn,
	startMailchimp,
} from '../../../../../sandbox/services/mailchimp/index.mts';
import { hashOf, setTag, tagIdOf } from '../../../../../sandbox/services/mailchimp/state.mts';
import { accountNamed, audienceNamed } from '../../../../sandbox/mailchimp/caller.mts';
import { byId, runNode, type Wanted } from '../../node.mts';

let standIn: MailchimpStandIn;

beforeEach(async () => {
	standIn = await startMailchimp();
});

afterEach(async () => {
	expect(standIn.violations).toEqual([]);
	await standIn.stop();
});

const regulars = () => audienceNamed(accountNamed(standIn, 'freddie'), 'Regulars');

const read = async (operation: string, parameters: Wanted['parameters']) =>
	await runNode(standIn, {
		resource: 'member',
		operation,
		parameters: { audience: byId(regulars().id), returnAll: true, ...parameters },
	});

const addressesOf = async (parameters: Wanted['parameters']) =>
	(await read('getMany', parameters)).map(({ email_address }) => email_address);

const GRACE = 'grace.hopper@example.com';

const URIST = 'urist.mcvankab@example.com';

describe('a simplified member', () => {
	it.each<[string, Wanted['parameters']]>([
		['get', { email: GRACE }],
		['getMany', { filters: { segment: 'Customer' } }],
		['getMany', {}],
	])('begins with what people look for, by itself: %s %j', async (operation, parameters) => {
		const members = await read(operation, parameters);
		const grace = members.find(({ email_address }) => email_address === GRACE);
		expect(Object.keys(grace ?? {}).slice(0, 2)).toEqual(['email_address', 'status']);
		expect(grace).not.toHaveProperty('_links');
		expect(grace).not.toHaveProperty('unique_email_id');
	});

	it('has the names of its tags and the texts of its permissions', async () => {
		expect(await read('get', { email: GRACE })).toMatchObject([
			{
				full_name: 'Grace Hopper',
				tags: ['Customer'],
				merge_fields: { FNAME: 'Grace' },
				marketing_permissions: { Email: false, 'Customized Online Advertising': false },
			},
		]);
	});

	it('is the whole one when that is wanted', async () => {
		const [grace] = await read('get', { email: GRACE, simplify: false });
		expect(grace).toMatchObject({
			unique_email_id: expect.any(String),
			tags: [{ name: 'Customer' }],
		});
	});
});

describe('the members of a segment or with a tag', () => {
	it.each([['Customer'], ['customer'], ['id']])('are named by %s', async (name) => {
		const segment = name === 'id' ? String(tagIdOf('Customer')) : name;
		expect(await addressesOf({ filters: { segment } })).toEqual([URIST, GRACE]);
	});

	it('are those that fit the other filters, too: also such that have left', async () => {
		const grace = regulars().members.get(hashOf(GRACE));
		if (grace) leave(grace);
		const filters = { segment: 'Customer' };
		expect(await addressesOf({ filters })).toEqual([URIST, GRACE]);
		expect(await addressesOf({ filters: { ...filters, status: 'unsubscribed' } })).toEqual([GRACE]);
		expect(await addressesOf({ filters: { ...filters, vipOnly: true } })).toEqual([]);
		expect(await addressesOf({ filters: { ...filters, changedAfter: '2999-01-01' } })).toEqual([]);
		expect(
			await addressesOf({ filters: { ...filters, changedBefore: '2999-01-01' } }),
		).toHaveLength(2);
	});

	it('are as many as are wanted, page by page', async () => {
		for (let index = 0; index < 150; index += 1) {
			const member = createMember(regulars(), {
				email_address: `p${index}@example.com`,
				status: index % 2 ? 'subscribed' : 'unsubscribed',
			});
			setTag(member, 'Many', true);
		}
		const filters = { segment: 'Many', status: 'subscribed' };
		expect(await addressesOf({ filters })).toHaveLength(75);
		expect(await addressesOf({ filters, returnAll: false, limit: 60 })).toHaveLength(60);
	});

	it('that the audience does not have is named with what it has', async () => {
		await expect(addressesOf({ filters: { segment: 'Nobody' } })).rejects.toThrow(
			/The audience has no segment or tag "Nobody"/,
		);
	});
});
