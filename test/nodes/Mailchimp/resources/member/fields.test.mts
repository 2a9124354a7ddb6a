import type { INodeParameters } from 'n8n-workflow';

import {
	type MailchimpStandIn,
	startMailchimp,
} from '../../../../../sandbox/services/mailchimp/index.mts';
import { accountNamed, audienceNamed, callerOf } from '../../../../sandbox/mailchimp/caller.mts';
import { byId, mapped, runNode } from '../../node.mts';

let standIn: MailchimpStandIn;

beforeEach(async () => {
	standIn = await startMailchimp();
});

afterEach(async () => {
	await standIn.stop();
});

const regulars = () => audienceNamed(accountNamed(standIn, 'freddie'), 'Regulars');

const person = (index: number) => ({ email: `person${index}@example.com` });

/** Writes a member for each item, with these parameters besides. */
const write = async (operation: string, items: object[], parameters: INodeParameters) =>
	await runNode(standIn, {
		resource: 'member',
		operation,
		parameters: { audience: byId(regulars().id), email: '={{ $json.email }}', ...parameters },
		items: items.map((item) => ({ ...item })),
		onError: 'continueRegularOutput',
	});

const WRONG: ReadonlyArray<readonly [string, INodeParameters, RegExp]> = [
	[
		'interests that are no names',
		{ additional: { interestsToAdd: '={{ { "9143cf3bd1": true } }}' } },
		/"Additional Fields → Interest Names or IDs to Add" must be names or IDs of interests, separated by commas/,
	],
	[
		'merge fields that are no object',
		{ additional: { mergeFieldsJson: '["FNAME"]' } },
		/"Additional Fields → Merge Fields \(JSON\)" must be a JSON object, such as \{"FNAME": "Ada"\}/,
	],
	[
		'letters that Mailchimp does not take before the @',
		{ email: 'jörg@example.com' },
		/"Email Address" has letters before the @ that Mailchimp does not take/,
	],
	[
		'an opt-in from no IP address',
		{ additional: { ipOpt: '203.0.113.700' } },
		/"Additional Fields → Opt-In IP Address" must be an IP address, such as 203\.0\.113\.7/,
	],
	[
		'a sign-up from no IP address',
		{ additional: { ipSignup: 'localhost' } },
		/"Additional Fields → Sign-Up IP Address" must be an IP address/,
	],
	[
		'a language that is no code',
		{ additional: { language: 'English (UK)' } },
		/"Additional Fields → Language" must be a language code, such as en or pt_PT/,
	],
	[
		'a language that is a number',
		{ additional: { language: '={{ 7 }}' } },
		/"Additional Fields → Language" must be a language code/,
	],
	[
		'an e-mail type that is none',
		{ additional: { emailType: '={{ "pdf" }}' } },
		/"Additional Fields → Email Type" must be HTML or Text/,
	],
	[
		'a time that is none',
		{ additional: { timestampOpt: 'yesterday' } },
		/"Additional Fields → Opt-In Time" must be a time such as/,
	],
	[
		'a time that is a number',
		{ additional: { timestampSignup: '={{ 1769860800 }}' } },
		/"Additional Fields → Sign-Up Time" must be a time such as/,
	],
	[
		'a VIP that is a text',
		{ additional: { vip: '={{ "yes" }}' } },
		/"Additional Fields → VIP" must be true or false/,
	],
	[
		'a merge field that is a list',
		{ additional: { mergeFieldsJson: '={{ { "FNAME": ["Ada"] } }}' } },
		/"Additional Fields → Merge Fields \(JSON\)" must be text, a number, or an object for an address: FNAME is none of these/,
	],
];

describe.each(['create', 'createOrUpdate', 'update'])('the operation %s', (operation) => {
	it.each(WRONG)(
		'refuses %s by its field, before anything is sent',
		async (_what, more, message) => {
			const [result] = await write(operation, [person(1)], more);
			expect(result?.error).toMatch(message);
			expect(standIn.requests).toEqual([]);
		},
	);
});

describe('a member', () => {
	it('is written with all its fields as Mailchimp specifies them', async () => {
		const additional = {
			emailType: 'text',
			interestsToAdd: ['roses'],
			interestsToRemove: ['3a2a927344'],
			permissionsToGive: 'Email',
			language: 'pt_PT',
			ipOpt: '2001:db8::7',
			ipSignup: ' 203.0.113.7 ',
			timestampOpt: '2026-01-31T12:00:00Z',
			timestampSignup: '2026-01-30T12:00:00+01:00',
			vip: true,
		};
		const mergeFields = mapped({ FNAME: 'Ada' });
		const [written] = await write('createOrUpdate', [person(1)], { additional, mergeFields });
		expect(written).toMatchObject({
			email_type: 'text',
			interests: { '9143cf3bd1': true, '3a2a927344': false },
			language: 'pt_PT',
			ip_opt: '2001:db8::7',
			ip_signup: '203.0.113.7',
			vip: true,
			merge_fields: { FNAME: 'Ada' },
			marketing_permissions: [{ text: 'Email', enabled: true }, { enabled: false }],
		});
		expect(standIn.violations).toEqual([]);
	});

	it('is written without the fields that are empty or of which an expression finds nothing', async () => {
		const additional = {
			language: '',
			ipOpt: '={{ $json.ip }}',
			ipSignup: '={{ null }}',
			interestsToAdd: [],
			mergeFieldsJson: '',
			permissionsToGive: [],
			emailType: '',
		};
		await write('createOrUpdate', [person(1)], { additional });
		expect(standIn.requests[0]?.body).toMatchObject({
			members: [{ email_address: 'person1@example.com', status: 'subscribed' }],
		});
		const { members } = Object(standIn.requests[0]?.body);
		expect(Object.keys(members[0])).toEqual(['email_address', 'status']);
	});
});

describe('one wrong member among 500', () => {
	it('is refused alone: the others are written', async () => {
		const items = Array.from({ length: 500 }, (_, index) => ({
			...person(index),
			chosen: index === 250 ? 'Orchids' : 'Roses',
		}));
		const additional = { interestsToAdd: '={{ [$json.chosen] }}' };
		const results = await write('createOrUpdate', items, { additional });
		expect(results.filter(({ change }) => change === 'created')).toHaveLength(499);
		expect(results[250]?.error).toMatch(
			/The audience has no interest "Orchids".*Choose one of: "Roses", "Tulips"/,
		);
		const written = standIn.requests.filter(({ method }) => method === 'POST');
		// As many as are under way at once, and none of them again.
		expect(written).toHaveLength(10);
		// The interests of the audience are asked for once: its categories, and those of the one that it has.
		expect(standIn.requests).toHaveLength(12);
	});

	it('would make Mailchimp refuse them all, which is why it is not sent', async () => {
		const members = Array.from({ length: 500 }, (_, index) => ({
			email_address: person(index).email,
			status: 'subscribed',
			interests: { '9143cf3bd1': index === 250 ? 'yes' : true },
		}));
		const before = regulars().members.size;
		const body = { members, update_existing: true };
		expect(await callerOf(standIn)('POST', `/lists/${regulars().id}`, { body })).toMatchObject({
			status: 400,
			type: expect.stringContaining('application/problem+json'),
			body: {
				title: 'Invalid Resource',
				errors: [
					{
						field: 'members.250.interests.9143cf3bd1',
						message: 'Schema describes boolean, string found instead',
					},
				],
			},
		});
		expect(regulars().members.size).toBe(before);
	});
});
