import {
	createMember,
	type MailchimpStandIn,
	startMailchimp,
} from '../../../../../sandbox/services/mailchimp/index.mts';
import { hashOf } from '../../../../../sandbox/services/mailchimp/state.mts';
import { accountNamed, audienceNamed } from '../../../../sandbox/mailchimp/caller.mts';
import { byId, mapped, runNode, type Wanted } from '../../node.mts';

const LEFT = 'left@example.com';

let standIn: MailchimpStandIn;

beforeEach(async () => {
	standIn = await startMailchimp();
	createMember(regulars(), { email_address: LEFT, status: 'unsubscribed' });
});

afterEach(async () => {
	expect(standIn.violations).toEqual([]);
	await standIn.stop();
});

const regulars = () => audienceNamed(accountNamed(standIn, 'freddie'), 'Regulars');

const statusOf = (address: string) => regulars().members.get(hashOf(address))?.status;

/** Writes a member for each address. */
const write = async (
	addresses: readonly string[],
	parameters: Wanted['parameters'],
	more: Partial<Wanted> = {},
) =>
	await runNode(standIn, {
		resource: 'member',
		operation: 'createOrUpdate',
		parameters: {
			audience: byId(regulars().id),
			email: '={{ $json.email }}',
			mergeFields: mapped({ FNAME: 'Lea' }),
			...parameters,
		},
		items: addresses.map((email) => ({ email })),
		...more,
	});

/** The requests that write. */
const methods = () =>
	standIn.requests.map(({ method }) => method).filter((method) => method !== 'GET');

describe('the status of existing members', () => {
	it('is set unless it is to be kept: in one request', async () => {
		await write([LEFT, 'new@example.com'], {});
		expect(statusOf(LEFT)).toBe('subscribed');
		expect(methods()).toEqual(['POST']);
	});

	it('is kept when asked for, and what else is given is written', async () => {
		const [left] = await write([LEFT], { existingStatus: 'keep' });
		expect(left).toMatchObject({ status: 'unsubscribed', merge_fields: { FNAME: 'Lea' } });
		expect(statusOf(LEFT)).toBe('unsubscribed');
	});

	it('is not the one of new members, which get the status that is given', async () => {
		const [member] = await write(['new@example.com'], {
			existingStatus: 'keep',
			status: 'pending',
		});
		expect(member).toMatchObject({ email_address: 'new@example.com', status: 'pending' });
	});

	it('is kept by one request for each member, at most ten at once, each answer at its own item', async () => {
		const addresses = Array.from({ length: 30 }, (_, index) => `person${index}@example.com`);
		standIn.latency.perCall = 5;
		const written = await write(addresses, { existingStatus: 'keep' });
		expect(written.map(({ email_address }) => email_address)).toEqual(addresses);
		expect(methods()).toEqual(addresses.map(() => 'PUT'));
		expect(accountNamed(standIn, 'freddie').peak).toBeLessThanOrEqual(10);
	});

	it('may be kept for some and set for others', async () => {
		createMember(regulars(), { email_address: 'kept@example.com', status: 'unsubscribed' });
		const existingStatus = `={{ $json.email.startsWith('kept') ? 'keep' : 'set' }}`;
		await write([LEFT, 'kept@example.com', 'new@example.com'], { existingStatus });
		expect(statusOf('kept@example.com')).toBe('unsubscribed');
		expect(statusOf(LEFT)).toBe('subscribed');
		expect(methods().sort()).toEqual(['POST', 'PUT']);
	});

	it('that is neither kept nor set is refused', async () => {
		const refused = write([LEFT], { existingStatus: '={{ "leave" }}' });
		await expect(refused).rejects.toThrow(/"Status for Existing Members" must be Keep or Set/);
		expect(standIn.requests).toEqual([]);
	});
});

describe('a member that Mailchimp refuses while statuses are kept', () => {
	it('fails alone', async () => {
		regulars().forgotten.add(hashOf('forgotten@example.com'));
		const addresses = [LEFT, 'forgotten@example.com', 'new@example.com'];
		const results = await write(
			addresses,
			{ existingStatus: 'keep' },
			{ onError: 'continueRegularOutput' },
		);
		expect(results.map(({ error }) => Boolean(error))).toEqual([false, true, false]);
		expect(results[1]?.error).toMatch(/permanently deleted/);
	});
});

describe('members that Mailchimp refuses together', () => {
	const addresses = ['one@example.com', 'two@example.com'];

	const refuseOnce = () =>
		standIn.faults.add({
			match: ({ method }) => method === 'POST',
			respond: {
				status: 400,
				headers: { 'Content-Type': 'application/problem+json' },
				body: JSON.stringify({
					type: 'https://mailchimp.com/developer/marketing/docs/errors/',
					title: 'Invalid Resource',
					status: 400,
					detail: 'Not like this.',
					instance: '1',
				}),
			},
		});

	it('are written in halves: twice is as once', async () => {
		refuseOnce();
		await write(addresses, {});
		expect(addresses.map(statusOf)).toEqual(['subscribed', 'subscribed']);
		expect(methods()).toEqual(['POST', 'POST', 'POST']);
	});

	it('are not sent again where they would be asked to confirm twice', async () => {
		refuseOnce();
		const results = await write(
			addresses,
			{ status: 'pending' },
			{ onError: 'continueRegularOutput' },
		);
		for (const { error } of results) {
			expect(error).toMatch(/^It is not known whether Mailchimp .* 2 records.*Not like this/);
		}
		expect(methods()).toEqual(['POST']);
	});
});
