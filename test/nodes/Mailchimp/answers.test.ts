/** Answers with a successful status that do not hold what was asked for; those about members are in `written.test.mts`. */
import type { INodeParameters } from 'n8n-workflow';

import { resources } from '../../../nodes/Mailchimp/resources';
import { runOperation } from '../../../operation/run';
import { mailchimp } from '../../../services/mailchimp';
import type { Script } from '../../builders';
import { answer, host } from '../../builders';

const byId = (value: string) => ({ __rl: true, mode: 'id', value });

/** Of the form of a key, and of nobody. */
const EXAMPLE = '0123456789abcdef0123456789abcdef-us21';

async function run(operation: string, parameters: INodeParameters, script: Script) {
	const [resource = '', name = ''] = operation.split('.');
	const { context, requests } = host({
		service: mailchimp,
		credentials: { apiKey: EXAMPLE },
		variant: 'apiKey',
		script,
		resources,
		parameters: { resource, operation: name, ...parameters },
		onError: 'continueRegularOutput',
	});
	const [output = []] = await runOperation(context, mailchimp, resources);
	return { json: output[0]?.json, requests };
}

const CAMPAIGN = {
	audience: byId('a1b2c3d4e5'),
	subject: 'Hello',
	fromName: 'Freddie',
	replyTo: 'freddie@example.com',
	additional: {},
};

const NOTHING: ReadonlyArray<readonly [unknown]> = [
	[{}],
	[{ id: '0' }],
	[{ id: '' }],
	[{ success: true }],
];

describe.each<[string, INodeParameters]>([
	['campaign.create', { ...CAMPAIGN, html: '' }],
	['campaign.replicate', { campaign: byId('42694e9e57') }],
])('%s', (operation, parameters) => {
	it.each(NOTHING)('is no success without what was made, and is not repeated: %j', async (body) => {
		const { json, requests } = await run(operation, parameters, () => answer(200, body));
		expect(json?.error).toMatch(/It is not known whether the request was carried out/);
		expect(requests).toHaveLength(1);
	});
});

describe.each<[string, INodeParameters]>([
	['account.get', {}],
	['audience.get', { audience: byId('a1b2c3d4e5') }],
	['campaign.get', { campaign: byId('42694e9e57') }],
	['report.get', { campaign: byId('42694e9e57') }],
])('%s', (operation, parameters) => {
	it.each(NOTHING)('is no success without the thing itself: %j', async (body) => {
		const { json } = await run(operation, parameters, () => answer(200, body));
		expect(json?.error).toMatch(/^Mailchimp answered something else than it documents/);
	});
});

it('content that is not in the answer is not written: the draft that stands is named', async () => {
	const { json } = await run(
		'campaign.create',
		{ ...CAMPAIGN, html: '<p>Hello</p>' },
		({ method }) => answer(200, method === 'POST' ? { id: '42694e9e57' } : { success: true }),
	);
	expect(json?.error).toMatch(/^The draft 42694e9e57 was created, but writing its content failed/);
});

it('nothing is asked of the id 0', async () => {
	const id = '0';
	const { json, requests } = await run('audience.get', { audience: byId(id) }, () =>
		answer(200, { id }),
	);
	expect(json?.error).toMatch(/"Audience" must be an ID of letters and digits/);
	expect(requests).toEqual([]);
});
