import { openConnection } from '../../../../../connection/connection.ts';
import { create as operation } from '../../../../../nodes/Mailchimp/resources/campaign/create.ts';
import {
	type MailchimpStandIn,
	startMailchimp,
} from '../../../../../sandbox/services/mailchimp/index.mts';
import { mailchimp } from '../../../../../services/mailchimp.ts';
import { hostOf } from '../../../../../operation/host.ts';
import { answer, host } from '../../../../builders.ts';
import { accountNamed, audienceNamed } from '../../../../sandbox/mailchimp/caller.mts';
import { byId, runNode } from '../../node.mts';

let standIn: MailchimpStandIn;

beforeEach(async () => {
	standIn = await startMailchimp();
});

afterEach(async () => {
	expect(standIn.violations).toEqual([]);
	await standIn.stop();
});

const flowers = () => accountNamed(standIn, 'freddie');

const create = async () =>
	await runNode(standIn, {
		resource: 'campaign',
		operation: 'create',
		parameters: {
			audience: byId(audienceNamed(flowers(), 'Regulars').id),
			subject: 'Hello',
			fromName: 'Freddie',
			replyTo: 'freddie@example.com',
			html: '<p>Hello</p>',
		},
	});

const input = {
	audience: 'a1b2c3d4e5',
	subject: 'Hello',
	fromName: 'Freddie',
	replyTo: 'freddie@example.com',
	html: '<p>Hello</p>',
	additional: {},
};

/** Refuses the content of a campaign as Mailchimp refuses a request. */
const refuseContent = () =>
	standIn.faults.add({
		match: ({ path }) => path.endsWith('/content'),
		respond: {
			status: 400,
			headers: { 'Content-Type': 'application/problem+json' },
			body: JSON.stringify({
				type: 'https://mailchimp.com/developer/marketing/docs/errors/',
				title: 'Bad Request',
				status: 400,
				detail: 'Your HTML is not valid.',
				instance: '1',
			}),
		},
	});

describe('a campaign with content', () => {
	it('is created and has it', async () => {
		const [campaign] = await create();
		const stored = flowers().campaigns.get(String(campaign?.id));
		expect(stored?.content.html).toBe('<p>Hello</p>');
	});
});

describe('a campaign whose content Mailchimp refuses', () => {
	it('is named, with why its content failed and what to do instead of running it again', async () => {
		const known = new Set(flowers().campaigns.keys());
		refuseContent();
		const refused = create();
		const draft = () => [...flowers().campaigns.keys()].find((id) => !known.has(id));
		await expect(refused).rejects.toMatchObject({
			message: expect.stringMatching(/Your HTML is not valid\..*HTTP 400/),
			description: 'Correct the values named above and run it again.',
		});
		await expect(refused).rejects.toThrow(
			`The draft ${draft()} was created, but writing its content failed`,
		);
		await expect(refused).rejects.toThrow(/delete the draft before you run this again/);
	});

	it('fails with the kind, the status and the advice of the refusal', async () => {
		const { context } = host({
			service: mailchimp,
			credentials: { apiKey: standIn.apiKey },
			variant: 'apiKey',
			script: ({ url }) =>
				url.endsWith('/content')
					? answer(403, { title: 'Forbidden', status: 403, detail: 'Not you.' })
					: answer(200, { id: '42694e9e57' }),
		});
		const connection = await openConnection(context, mailchimp);
		if (!('run' in operation)) throw new Error('not an operation of one item');
		await expect(operation.run(connection, input, {}, hostOf(context))).rejects.toMatchObject({
			name: 'ConnectionFailure',
			kind: 'permission',
			status: 403,
			error: { code: 'Forbidden' },
			message: expect.stringMatching(/^The draft 42694e9e57 was created.*Not you\./),
			advice: expect.stringMatching(/^Ask the owner of the Mailchimp account/),
		});
	});

	it('may be run again once the draft is deleted, and is there once', async () => {
		const before = flowers().campaigns.size;
		refuseContent();
		const refusal = await create().catch(String);
		const [, draft = ''] = /The draft (\w+) was created/.exec(String(refusal)) ?? [];
		expect(flowers().campaigns.delete(draft)).toBe(true);
		await create();
		expect(flowers().campaigns.size).toBe(before + 1);
	});
});

describe('a campaign whose draft comes without an ID', () => {
	it.each(['', '..', '../lists', null, undefined])('may be there all the same: %j', async (id) => {
		const { context, requests } = host({
			service: mailchimp,
			credentials: { apiKey: standIn.apiKey },
			variant: 'apiKey',
			script: () => answer(200, { id }),
		});
		const connection = await openConnection(context, mailchimp);
		if (!('run' in operation)) throw new Error('not an operation of one item');
		await expect(operation.run(connection, input, {}, hostOf(context))).rejects.toMatchObject({
			kind: 'outcomeUnknown',
			message: expect.stringMatching(/answered something else than it documents, at id/),
		});
		expect(requests).toHaveLength(1);
	});
});

describe('a campaign of which Mailchimp refuses the draft itself', () => {
	it('is not said to be there', async () => {
		flowers().role = 'viewer';
		const refused = create();
		await expect(refused).rejects.toThrow(/may not do this in Mailchimp/);
		await expect(refused).rejects.not.toThrow(/draft/);
	});
});
