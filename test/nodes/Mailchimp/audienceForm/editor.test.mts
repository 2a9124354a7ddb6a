/** What the editor offers to choose from: the audience's own fields, interests, permissions, segments. */
import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { Mailchimp } from '../../../../nodes/Mailchimp/Mailchimp.node.ts';
import {
	type MailchimpStandIn,
	startMailchimp,
} from '../../../../sandbox/services/mailchimp/index.mts';
import { accountNamed, audienceNamed } from '../../../sandbox/mailchimp/caller.mts';
import { contextOf } from '../node.mts';

let standIn: MailchimpStandIn;

beforeEach(async () => {
	standIn = await startMailchimp();
});

afterEach(async () => {
	expect(standIn.violations).toEqual([]);
	await standIn.stop();
});

const { loadOptions, resourceMapping } = new Mailchimp().methods;

/** The editor's view of a node whose audience is set to this. */
function editor(audience: unknown): ILoadOptionsFunctions {
	const context = contextOf(standIn, { resource: 'member', operation: 'create', parameters: {} });
	return Object.assign(Object.create(context), { getCurrentNodeParameter: () => audience });
}

const chosen = (name: string) => editor(audienceNamed(accountNamed(standIn, 'freddie'), name).id);

describe('the merge fields', () => {
	it('are those of the audience, each with its type', async () => {
		const { fields } = await resourceMapping.getMergeFields.call(chosen('Weddings'));
		expect(fields.map(({ id, displayName, type }) => [id, displayName, type])).toEqual([
			['FNAME', 'First Name', 'string'],
			['LNAME', 'Last Name', 'string'],
			['ADDRESS', 'Address (Address: addr1, addr2, city, state, zip, country)', 'object'],
			['PHONE', 'Phone Number', 'string'],
			['DAY', 'Day of the Wedding', 'dateTime'],
			['GUESTS', 'Guests', 'number'],
			['STYLE', 'Style', 'options'],
			['ZIP', 'ZIP Code (ZIP Code)', 'string'],
		]);
		expect(fields.find(({ id }) => id === 'STYLE')?.options).toEqual([
			{ name: 'Garden', value: 'Garden' },
			{ name: 'Castle', value: 'Castle' },
		]);
	});

	it('say which ones Mailchimp requires', async () => {
		const audience = audienceNamed(accountNamed(standIn, 'freddie'), 'Regulars');
		const company = { tag: 'COMPANY', name: 'Company', type: 'text', required: true } as const;
		audience.form = { ...audience.form, mergeFields: [company] };
		const { fields } = await resourceMapping.getMergeFields.call(chosen('Regulars'));
		expect(fields).toMatchObject([
			{ displayName: 'Company (Required by Mailchimp)', required: false },
		]);
	});

	it.each([undefined, '', '={{ $json.audience }}'])(
		'are none while no audience is chosen: %j',
		async (audience) => {
			expect(await resourceMapping.getMergeFields.call(editor(audience))).toEqual({ fields: [] });
			expect(standIn.requests).toEqual([]);
		},
	);
});

describe('the lists to choose from', () => {
	it('are interests by name', async () => {
		expect(await loadOptions.getInterests.call(chosen('Regulars'))).toEqual([
			{ name: 'Roses', value: '9143cf3bd1' },
			{ name: 'Tulips', value: '3a2a927344' },
		]);
		expect(await loadOptions.getInterests.call(chosen('Weddings'))).toEqual([]);
	});

	it('are marketing permissions by their texts, as a member shows them', async () => {
		expect(await loadOptions.getMarketingPermissions.call(chosen('Regulars'))).toEqual([
			{ name: 'Email', value: 'caa8dcb11e' },
			{ name: 'Customized Online Advertising', value: '4256fc7dc5' },
		]);
		expect(await loadOptions.getMarketingPermissions.call(chosen('Weddings'))).toEqual([]);
	});

	it('are segments and tags', async () => {
		const options = await loadOptions.getSegments.call(chosen('Regulars'));
		expect(options.map(({ name }) => name)).toEqual([
			'Named Turing',
			'Customer (Tag)',
			'Newsletter (Tag)',
		]);
	});

	it('are not to be had with a key that Mailchimp refuses, which it says', async () => {
		const [account] = standIn.accounts;
		if (account) account.keyDisabled = true;
		await expect(loadOptions.getSegments.call(chosen('Regulars'))).rejects.toThrow(
			/no longer accepts/,
		);
	});
});
