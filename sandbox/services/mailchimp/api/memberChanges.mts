import { z } from 'zod';

import { aboutMember, type Deliveries } from '../deliveries.mts';
import { invalid, Problem } from '../problem.mts';
import type { Call } from './route.mts';
import { checkMergeFields, storedValues } from './mergeFields.mts';
import {
	type Audience,
	createMember,
	hashOf,
	type Member,
	type MemberStatus,
	now,
	setTag,
} from '../state.mts';

const status = z.enum(['subscribed', 'unsubscribed', 'cleaned', 'pending', 'transactional']);

/** What a body says of a member; the specification was checked before. */
export const memberInput = z.object({
	email_address: z.string().optional(),
	email_type: z.string().optional(),
	status: status.optional(),
	status_if_new: status.optional(),
	merge_fields: z.record(z.unknown()).optional(),
	interests: z.record(z.boolean()).optional(),
	marketing_permissions: z
		.array(z.object({ marketing_permission_id: z.string(), enabled: z.boolean() }))
		.optional(),
	language: z.string().optional(),
	vip: z.boolean().optional(),
	ip_signup: z.string().optional(),
	ip_opt: z.string().optional(),
	timestamp_signup: z.string().optional(),
	timestamp_opt: z.string().optional(),
	tags: z.array(z.string()).optional(),
});

export type MemberInput = z.output<typeof memberInput>;

/** What a call says of how members are written. */
export interface WriteOptions {
	/** "Member data will be accepted without merge field values, even if the merge field is usually required." */
	readonly skipsMergeValidation: boolean;
}

export const optionsOf = ({ query }: Pick<Call, 'query'>): WriteOptions => ({
	skipsMergeValidation: query.skip_merge_validation === 'true',
});

/**
 * An address that the service takes: something in ASCII, an at sign, and a name with a dot, which may be of any letters
 * (Mailchimp's help on international characters, quoted in VingtCinq/python-mailchimp, pull request 117).
 */
const isAddress = (address: string) => /^[\x21-\x3f\x41-\x7e]+@[^@\s]+\.[^@\s.]{2,}$/.test(address);

/** @throws Problem 400, as recorded of the service in ibericode/mailchimp-for-wordpress */
function checkAddress(address: string | undefined): string {
	if (address !== undefined && isAddress(address)) return address;
	throw new Problem(400, 'Invalid Resource', 'Please provide a valid email address.', [
		{ field: 'email_address', message: 'Please provide a valid email address.' },
	]);
}

/**
 * A member who unsubscribed by the link in a mail, or whose address bounced, cannot be subscribed; asking with the
 * status "pending" is the way (Setono/SyliusMailchimpPlugin, issue 90; beabee-communityrm/monorepo, pull request 106;
 * ibericode/mailchimp-for-wordpress, issue 798).
 */
function checkCompliance(member: Member, wanted: MemberStatus | undefined): void {
	if (wanted !== 'subscribed') return;
	if (member.status !== 'cleaned' && !member.leftByThemselves) return;
	throw new Problem(
		400,
		'Member In Compliance State',
		`${member.email_address} is in a compliance state due to unsubscribe, bounce, or compliance review and cannot be subscribed.`,
	);
}

/** Interests and permissions are those of the audience; the words of the refusal are the stand-in's. */
function checkKnown(
	field: string,
	known: ReadonlyArray<{ readonly id: string }>,
	given: readonly string[],
): void {
	const unknown = given.find((name) => known.every(({ id }) => id !== name));
	if (unknown !== undefined) throw invalid(field, `The audience has no ${unknown}.`);
}

function checkForm(
	{ form }: Audience,
	{ interests = {}, marketing_permissions = [] }: MemberInput,
): void {
	checkKnown(
		'interests',
		form.interestCategories.flatMap((category) => category.interests),
		Object.keys(interests),
	);
	checkKnown(
		'marketing_permissions',
		form.marketingPermissions,
		marketing_permissions.map((permission) => permission.marketing_permission_id),
	);
}

/** An address that was deleted for good cannot be added again (ibericode/mailchimp-for-wordpress, issue 771). */
function checkForgotten(audience: Audience, address: string): void {
	if (!audience.forgotten.has(hashOf(address))) return;
	throw new Problem(
		400,
		'Forgotten Email Not Subscribed',
		`${address} was permanently deleted and cannot be re-imported. The contact must re-subscribe to get back on the list.`,
	);
}

/** @throws Problem 400 when the address is an active member's (amro/gibbon, issue 239) */
function checkFree(audience: Audience, address: string): void {
	const standing = audience.members.get(hashOf(address));
	if (!standing || standing.status === 'archived') return;
	throw new Problem(
		400,
		'Member Exists',
		`${address} is already a list member. Use PUT to insert or update list members.`,
	);
}

/** What a profile consists of; a webhook tells of its changes. */
const profileOf = ({
	email_type,
	language,
	merge_fields,
	interests,
	marketing_permissions,
	vip,
}: Member) =>
	JSON.stringify({ email_type, language, merge_fields, interests, marketing_permissions, vip });

/** The fields that are simply replaced. The address is another matter: members are kept by it. */
const REPLACED = [
	'email_type',
	'status',
	'language',
	'vip',
	'ip_signup',
	'ip_opt',
	'timestamp_signup',
	'timestamp_opt',
] as const satisfies ReadonlyArray<keyof Member & keyof MemberInput>;

/** Writes what the input names into a member; the rest stays. */
function write({ form }: Audience, member: Member, input: MemberInput): void {
	const given = REPLACED.filter((name) => input[name] !== undefined);
	Object.assign(member, Object.fromEntries(given.map((name) => [name, input[name]])));
	Object.assign(member.merge_fields, storedValues(form, input.merge_fields));
	Object.assign(member.interests, input.interests);
	for (const { marketing_permission_id: id, enabled } of input.marketing_permissions ?? []) {
		member.marketing_permissions[id] = enabled;
	}
	for (const tag of input.tags ?? []) setTag(member, tag, true);
	member.last_changed = now();
}

/** Changes members, and has the audience's webhooks told. Everything here was caused through the API. */
export class MemberChanges {
	readonly #deliveries: Deliveries;

	constructor(deliveries: Deliveries) {
		this.#deliveries = deliveries;
	}

	/**
	 * Adds a member, or brings an archived one back.
	 * @throws Problem when the address is none, forgotten, or a member's, no status is given, or a field does not fit
	 */
	add(audience: Audience, input: MemberInput, options: WriteOptions): Member {
		const address = checkAddress(input.email_address);
		if (!input.status) throw invalid('status', 'This value should not be blank.');
		checkForgotten(audience, address);
		checkFree(audience, address);
		checkForm(audience, input);
		checkMergeFields(audience.form, input.merge_fields, options);
		const member =
			audience.members.get(hashOf(address)) ??
			createMember(audience, { email_address: address, status: input.status });
		write(audience, member, input);
		if (member.status === 'subscribed') {
			this.#deliveries.tell(audience, 'subscribe', 'api', aboutMember(audience, member));
		}
		return member;
	}

	/**
	 * Changes a member, all of it or nothing. A write that changes nothing tells nobody
	 * (`mailchimp/fern-marketing-api-docs: fern/.well-known/agent-skills/subscribe-to-webhooks/SKILL.md`).
	 * @throws Problem when the new address is none or a member's, the member may not be subscribed,
	 *   or a field does not fit
	 */
	change(audience: Audience, member: Member, input: MemberInput, options: WriteOptions): Member {
		const address = checkAddress(input.email_address ?? member.email_address);
		const isMoved = hashOf(address) !== hashOf(member.email_address);
		if (isMoved) checkFree(audience, address);
		checkCompliance(member, input.status);
		checkForm(audience, input);
		checkMergeFields(audience.form, { ...member.merge_fields, ...input.merge_fields }, options);
		const before = { status: member.status, profile: profileOf(member) };
		write(audience, member, input);
		if (isMoved) this.#move(audience, member, address);
		if (member.status !== before.status) this.#tellStatus(audience, member);
		else if (profileOf(member) !== before.profile) {
			this.#deliveries.tell(audience, 'profile', 'api', aboutMember(audience, member));
		}
		return member;
	}

	/**
	 * Archives a member.
	 * @throws Problem 405 for one that is archived, pending or cleaned (recorded in grouparoo/grouparoo:
	 *   plugins/@grouparoo/mailchimp/__tests__/fixtures/integration/mailchimpExportContacts.js)
	 */
	archive(audience: Audience, member: Member): void {
		if (['archived', 'pending', 'cleaned'].includes(member.status)) {
			throw new Problem(
				405,
				'Method Not Allowed',
				'This list member cannot be removed. Can not archive a contact that is bounced, pending or archived',
			);
		}
		member.status = 'archived';
		member.last_changed = now();
		this.#tellUnsubscribed(audience, member, 'delete');
	}

	#move(audience: Audience, member: Member, address: string): void {
		const old = member.email_address;
		audience.members.delete(hashOf(old));
		member.email_address = address;
		audience.members.set(hashOf(address), member);
		this.#deliveries.tell(audience, 'upemail', 'api', {
			'data[list_id]': audience.id,
			'data[new_id]': member.unique_email_id,
			'data[new_email]': address,
			'data[old_email]': old,
		});
	}

	#tellStatus(audience: Audience, member: Member): void {
		if (member.status === 'subscribed') {
			this.#deliveries.tell(audience, 'subscribe', 'api', aboutMember(audience, member));
		} else if (member.status === 'unsubscribed') {
			this.#tellUnsubscribed(audience, member, 'unsub');
		} else if (member.status === 'cleaned') {
			this.#deliveries.tell(audience, 'cleaned', 'api', {
				'data[list_id]': audience.id,
				'data[campaign_id]': '',
				'data[reason]': 'hard',
				'data[email]': member.email_address,
			});
		}
	}

	#tellUnsubscribed(audience: Audience, member: Member, action: string): void {
		this.#deliveries.tell(audience, 'unsubscribe', 'api', {
			'data[action]': action,
			'data[reason]': 'manual',
			...aboutMember(audience, member),
		});
	}
}
