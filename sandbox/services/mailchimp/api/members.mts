import { z } from 'zod';

import { notFound } from '../problem.mts';
import { type Audience, hashOf, type Member, setTag } from '../state.mts';
import { audienceOf } from './audiences.mts';
import { isAsked, isWithin, sorted } from './filters.mts';
import { type MemberChanges, memberInput, optionsOf } from './memberChanges.mts';
import { pageOf } from './paging.mts';
import type { Call, Routes, TakeTime } from './route.mts';
import { memberShape } from './shapes.mts';

const tagChanges = z.object({
	tags: z.array(z.object({ name: z.string(), status: z.enum(['active', 'inactive']) })),
});

/**
 * The member that a path names by the hash of its address. "This endpoint also accepts a list member's email
 * address or contact_id", the specification says of most operations.
 */
function findMember(audience: Audience, { subscriber_hash: name = '' }: Call['path']) {
	return (
		audience.members.get(name) ??
		audience.members.get(hashOf(name)) ??
		[...audience.members.values()].find(({ contact_id }) => contact_id === name)
	);
}

/** @throws Problem 404 */
function memberOf(audience: Audience, path: Call['path']): Member {
	const member = findMember(audience, path);
	if (!member) throw notFound();
	return member;
}

/**
 * The member, where the specification takes nothing but the hash: to delete for good, and to change tags.
 * @throws Problem 404
 */
function memberByHash(audience: Audience, { subscriber_hash: hash = '' }: Call['path']): Member {
	const member = audience.members.get(hash);
	if (!member) throw notFound();
	return member;
}

/** Whether a query for members asks for this one; archived members only come when they are asked for. */
const isWanted = (query: Call['query']) => (member: Member) =>
	(query.status === undefined ? member.status !== 'archived' : member.status === query.status) &&
	isAsked(query, 'email_type', member.email_type) &&
	isAsked(query, 'unique_email_id', member.unique_email_id) &&
	isWithin(query, 'last_changed', member.last_changed) &&
	isWithin(query, 'timestamp_opt', member.timestamp_opt) &&
	(query.vip_only !== 'true' || member.vip);

/** The routes of an audience's members, one at a time. */
export const memberRoutes = (changes: MemberChanges, takeTime: TakeTime): Routes => ({
	'GET /lists/{list_id}/members': async (call) => {
		const audience = audienceOf(call);
		const wanted = [...audience.members.values()].filter(isWanted(call.query));
		const { page, total } = pageOf(call, sorted(call.query, wanted));
		await takeTime(page.length);
		return {
			members: page.map((member) => memberShape(audience, member)),
			list_id: audience.id,
			total_items: total,
			_links: [],
		};
	},

	'POST /lists/{list_id}/members': async (call) => {
		const audience = audienceOf(call);
		const member = changes.add(audience, memberInput.parse(call.body), optionsOf(call));
		await takeTime(1);
		return memberShape(audience, member);
	},

	'GET /lists/{list_id}/members/{subscriber_hash}': (call) => {
		const audience = audienceOf(call);
		return memberShape(audience, memberOf(audience, call.path));
	},

	'PUT /lists/{list_id}/members/{subscriber_hash}': async (call) => {
		const audience = audienceOf(call);
		const input = memberInput.parse(call.body);
		const standing = findMember(audience, call.path);
		const member =
			standing && standing.status !== 'archived'
				? changes.change(audience, standing, input, optionsOf(call))
				: changes.add(audience, { ...input, status: input.status_if_new }, optionsOf(call));
		await takeTime(1);
		return memberShape(audience, member);
	},

	'PATCH /lists/{list_id}/members/{subscriber_hash}': async (call) => {
		const audience = audienceOf(call);
		const standing = memberOf(audience, call.path);
		const member = changes.change(
			audience,
			standing,
			memberInput.parse(call.body),
			optionsOf(call),
		);
		await takeTime(1);
		return memberShape(audience, member);
	},

	'DELETE /lists/{list_id}/members/{subscriber_hash}': (call) => {
		const audience = audienceOf(call);
		changes.archive(audience, memberOf(audience, call.path));
		return undefined;
	},

	'POST /lists/{list_id}/members/{subscriber_hash}/actions/delete-permanent': (call) => {
		const audience = audienceOf(call);
		const hash = hashOf(memberByHash(audience, call.path).email_address);
		audience.members.delete(hash);
		audience.forgotten.add(hash);
		return undefined;
	},

	'GET /lists/{list_id}/members/{subscriber_hash}/tags': (call) => {
		const { page, total } = pageOf(call, memberOf(audienceOf(call), call.path).tags.values());
		return { tags: page, total_items: total, _links: [] };
	},

	'POST /lists/{list_id}/members/{subscriber_hash}/tags': (call) => {
		const member = memberByHash(audienceOf(call), call.path);
		for (const { name, status } of tagChanges.parse(call.body).tags) {
			setTag(member, name, status === 'active');
		}
		return undefined;
	},
});
