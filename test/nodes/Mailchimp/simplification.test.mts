import type { INodeParameters } from 'n8n-workflow';

import {
	type MailchimpStandIn,
	startMailchimp,
} from '../../../sandbox/services/mailchimp/index.mts';
import { accountNamed, audienceNamed, campaignTitled } from '../../sandbox/mailchimp/caller.mts';
import { byId, runNode } from './node.mts';

let standIn: MailchimpStandIn;

beforeEach(async () => {
	standIn = await startMailchimp();
});

afterEach(async () => {
	expect(standIn.violations).toEqual([]);
	await standIn.stop();
});

const flowers = () => accountNamed(standIn, 'freddie');

const run = async (resource: string, operation: string, parameters: INodeParameters = {}) =>
	await runNode(standIn, { resource, operation, parameters: { returnAll: true, ...parameters } });

const audience = () => ({ audience: byId(audienceNamed(flowers(), 'Regulars').id) });

const sent = () => ({ campaign: byId(campaignTitled(flowers(), 'Winter').id) });

const RECORDS: ReadonlyArray<readonly [string, string, () => INodeParameters, object]> = [
	['audience', 'get', audience, { name: 'Regulars', member_count: 3 }],
	['audience', 'getMany', () => ({}), { name: 'Regulars', member_count: 3 }],
	['campaign', 'get', sent, { title: 'Winter', subject_line: 'Winter flowers', status: 'sent' }],
	[
		'campaign',
		'getMany',
		() => ({ filters: { status: 'sent' } }),
		{ title: 'Winter', list_name: 'Regulars' },
	],
	['report', 'get', sent, { campaign_title: 'Winter', unique_opens: 0 }],
	['report', 'getMany', () => ({}), { campaign_title: 'Winter', open_rate: 0 }],
];

describe.each(RECORDS)('a simplified record: %s %s', (resource, operation, parameters, shown) => {
	it('holds what people look for, in columns side by side', async () => {
		const [record] = await run(resource, operation, parameters());
		expect(record).toMatchObject(shown);
		for (const value of Object.values(record ?? {})) expect(typeof value).not.toBe('object');
	});

	it('is the whole one when that is wanted, but for the links', async () => {
		const [record] = await run(resource, operation, { ...parameters(), simplify: false });
		expect(record).toHaveProperty(resource === 'audience' ? 'stats' : 'type');
		expect(record).not.toHaveProperty('_links');
	});
});
