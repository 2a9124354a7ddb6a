import { createHash, randomBytes } from 'node:crypto';

import {
	type Account,
	type AudienceForm,
	createAudience,
	createCampaign,
	createMember,
	markSent,
	setTag,
} from './state.mts';

/** An account without audiences; its ids follow from its name, its key is new each time. */
function createAccount(name: string, dataCentre: string, login: string): Account {
	const number = Number.parseInt(createHash('md5').update(name).digest('hex').slice(0, 6), 16);
	return {
		name,
		id: randomBytes(12).toString('hex'),
		userId: number,
		dataCentre,
		login: { login_name: login, email: `${login}@example.com`, login_id: number + 1 },
		role: 'owner',
		apiKey: `${randomBytes(16).toString('hex')}-${dataCentre}`,
		keyDisabled: false,
		deactivated: false,
		audiences: new Map(),
		campaigns: new Map(),
		underWay: 0,
		peak: 0,
	};
}

/** One campaign that is ready to be sent, and one that was sent and so has a report. */
function addCampaigns(account: Account, listId: string): void {
	const settings = { from_name: account.name, reply_to: account.login.email };
	createCampaign(
		account,
		listId,
		{ ...settings, title: 'Spring', subject_line: 'Spring is here' },
		{ content: { html: '<p>Tulips!</p>' } },
	);
	const winter = createCampaign(
		account,
		listId,
		{ ...settings, title: 'Winter', subject_line: 'Winter flowers' },
		{ content: { html: '<p>Roses!</p>' } },
	);
	markSent(account, winter);
}

/** What the audience of a shop's regulars asks them. */
const OF_REGULARS: Partial<AudienceForm> = {
	mergeFields: [{ tag: 'BIRTHDAY', name: 'Birthday', type: 'birthday' }],
	interestCategories: [
		{
			id: '5c1e4bb5a1',
			title: 'Flowers',
			interests: [
				{ id: '9143cf3bd1', name: 'Roses' },
				{ id: '3a2a927344', name: 'Tulips' },
			],
		},
	],
	marketingPermissions: [
		{ id: 'caa8dcb11e', text: 'Email' },
		{ id: '4256fc7dc5', text: 'Customized Online Advertising' },
	],
	segments: [
		{
			id: 9001,
			name: 'Named Turing',
			holds: ({ merge_fields }) => merge_fields.LNAME === 'Turing',
		},
	],
};

/** What the audience of people who marry asks them: a field of every type that is shaped in its own way. */
const OF_WEDDINGS: Partial<AudienceForm> = {
	mergeFields: [
		{ tag: 'DAY', name: 'Day of the Wedding', type: 'date' },
		{ tag: 'GUESTS', name: 'Guests', type: 'number' },
		{ tag: 'STYLE', name: 'Style', type: 'dropdown', choices: ['Garden', 'Castle'] },
		{ tag: 'ZIP', name: 'ZIP Code', type: 'zip' },
	],
};

/**
 * Two accounts at two data centres, so that switching from one to the other can be seen: a florist with two
 * audiences and two campaigns, and a bakery with one audience.
 */
export function createAccounts(): [flowers: Account, bakery: Account] {
	const flowers = createAccount("Freddie's Flowers", 'us21', 'freddie');
	const bakery = createAccount("Ada's Bakery", 'us6', 'ada');
	const regulars = createAudience(flowers, 'Regulars', OF_REGULARS);
	const weddings = createAudience(flowers, 'Weddings', OF_WEDDINGS);
	const guests = createAudience(bakery, 'Bakery guests');
	for (const [audience, first, last, tag] of [
		[regulars, 'Urist', 'McVankab', 'Customer'],
		[regulars, 'Grace', 'Hopper', 'Customer'],
		[regulars, 'Alan', 'Turing', 'Newsletter'],
		[weddings, 'Emmy', 'Noether', 'Bride'],
		[guests, 'Marie', 'Curie', 'Bread'],
	] as const) {
		const member = createMember(audience, {
			email_address: `${first}.${last}@example.com`.toLowerCase(),
			status: 'subscribed',
			merge_fields: { FNAME: first, LNAME: last },
		});
		setTag(member, tag, true);
	}
	addCampaigns(flowers, regulars.id);
	return [flowers, bakery];
}
