import { createHash, randomBytes, randomUUID } from 'node:crypto';

/** What a user of an account may do; a viewer may only read. */
export type Role = 'owner' | 'admin' | 'manager' | 'author' | 'viewer';

export type MemberStatus =
	| 'subscribed'
	| 'unsubscribed'
	| 'cleaned'
	| 'pending'
	| 'transactional'
	| 'archived';

export interface Member {
	readonly id: string;
	email_address: string;
	unique_email_id: string;
	email_type: string;
	status: MemberStatus;
	merge_fields: Record<string, unknown>;
	vip: boolean;
	language: string;
	last_changed: string;
	timestamp_signup: string;
	readonly tags: Map<string, { id: number; name: string; date_added: string }>;
}

export interface Webhook {
	readonly id: string;
	readonly url: string;
	readonly events: Readonly<Record<string, boolean>>;
	readonly sources: Readonly<Record<string, boolean>>;
	/** Told once, in the answer to its creation. */
	readonly signingSecret: string | undefined;
}

export interface Audience {
	readonly id: string;
	readonly name: string;
	readonly date_created: string;
	/** By the MD5 hash of the lower-cased address. */
	readonly members: Map<string, Member>;
	/** Hashes of addresses that were deleted for good. */
	readonly forgotten: Set<string>;
	readonly webhooks: Map<string, Webhook>;
}

export interface Campaign {
	readonly id: string;
	readonly type: string;
	readonly create_time: string;
	status: 'save' | 'sent';
	send_time?: string;
	emails_sent: number;
	settings: Record<string, unknown>;
	list_id: string;
	content: { html?: string; plain_text?: string };
}

export interface Account {
	readonly name: string;
	readonly id: string;
	readonly userId: number;
	readonly dataCentre: string;
	readonly login: {
		readonly login_name: string;
		readonly email: string;
		readonly login_id: number;
	};
	role: Role;
	apiKey: string;
	/** Whether the key was deleted. */
	keyDisabled: boolean;
	readonly audiences: Map<string, Audience>;
	readonly campaigns: Map<string, Campaign>;
	/** Requests of its user that are under way. */
	underWay: number;
	/** The most that were ever under way at once. */
	peak: number;
}

const now = () => new Date().toISOString().replace(/\.\d+Z$/, '+00:00');

/** How the API names a member: the MD5 hash of the lower-cased address. */
export const hashOf = (address: string) =>
	createHash('md5').update(address.toLowerCase()).digest('hex');

const shortId = () => randomBytes(5).toString('hex');

/** A new audience without members. */
export function createAudience(account: Account, name: string): Audience {
	const audience: Audience = {
		id: shortId(),
		name,
		date_created: now(),
		members: new Map(),
		forgotten: new Set(),
		webhooks: new Map(),
	};
	account.audiences.set(audience.id, audience);
	return audience;
}

/** A new member, which is put into the audience. */
export function createMember(
	audience: Audience,
	fields: { email_address: string; status: MemberStatus } & Partial<
		Pick<Member, 'merge_fields' | 'vip' | 'language' | 'email_type'>
	>,
): Member {
	const member: Member = {
		id: hashOf(fields.email_address),
		email_address: fields.email_address,
		unique_email_id: shortId(),
		email_type: fields.email_type ?? 'html',
		status: fields.status,
		merge_fields: { FNAME: '', LNAME: '', ...fields.merge_fields },
		vip: fields.vip ?? false,
		language: fields.language ?? '',
		last_changed: now(),
		timestamp_signup: now(),
		tags: new Map(),
	};
	audience.members.set(member.id, member);
	return member;
}

/** Marks a member as changed now. */
export function touch(member: Member): void {
	member.last_changed = now();
}

/** Adds `count` members at once, `member0@<name>.example` and so on. */
export function addMembers(audience: Audience, count: number): void {
	for (let index = 0; index < count; index += 1) {
		createMember(audience, {
			email_address: `member${index}@bulk.example.com`,
			status: 'subscribed',
		});
	}
}

/** A new campaign, a draft. */
export function createCampaign(
	account: Account,
	listId: string,
	settings: Record<string, unknown>,
	content: Campaign['content'] = {},
): Campaign {
	const campaign: Campaign = {
		id: shortId(),
		type: 'regular',
		create_time: now(),
		status: 'save',
		emails_sent: 0,
		settings,
		list_id: listId,
		content,
	};
	account.campaigns.set(campaign.id, campaign);
	return campaign;
}

/** Sends a campaign to the subscribed members of its audience. */
export function markSent(account: Account, campaign: Campaign): void {
	const members = account.audiences.get(campaign.list_id)?.members.values() ?? [];
	campaign.status = 'sent';
	campaign.send_time = now();
	campaign.emails_sent = [...members].filter(({ status }) => status === 'subscribed').length;
}

let tagId = 0;

/** Puts a tag on a member, or takes it off. */
export function setTag(member: Member, name: string, active: boolean): void {
	if (!active) member.tags.delete(name);
	else if (!member.tags.has(name)) {
		tagId += 1;
		member.tags.set(name, { id: tagId, name, date_added: now() });
	}
}

/** A webhook with a secret of its own, as the service gives one at creation. */
export function createWebhook(
	audience: Audience,
	{ url, events, sources }: Pick<Webhook, 'url' | 'events' | 'sources'>,
): Webhook {
	const webhook = { id: shortId(), url, events, sources, signingSecret: randomUUID() };
	audience.webhooks.set(webhook.id, webhook);
	return webhook;
}

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
		audiences: new Map(),
		campaigns: new Map(),
		underWay: 0,
		peak: 0,
	};
}

/** Two accounts at two data centres, so that switching from one to the other can be seen. */
export function createAccounts(): Account[] {
	const flowers = createAccount("Freddie's Flowers", 'us21', 'freddie');
	const bakery = createAccount("Ada's Bakery", 'us6', 'ada');
	const regulars = createAudience(flowers, 'Regulars');
	const weddings = createAudience(flowers, 'Weddings');
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
	const settings = {
		title: 'Spring',
		subject_line: 'Spring is here',
		from_name: flowers.name,
		reply_to: flowers.login.email,
	};
	createCampaign(flowers, regulars.id, settings, { html: '<p>Tulips!</p>' });
	const sent = createCampaign(
		flowers,
		regulars.id,
		{ ...settings, title: 'Winter', subject_line: 'Winter flowers' },
		{ html: '<p>Roses!</p>' },
	);
	markSent(flowers, sent);
	return [flowers, bakery];
}
