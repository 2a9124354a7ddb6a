import type { Audience, Member } from '../state.mts';
import type { Routes } from './route.mts';
import { memberShape } from './shapes.mts';

/** Members with their audience. */
type Found = ReadonlyArray<{ audience: Audience; member: Member }>;

const answer = (found: Found) => ({
	members: found.map(({ audience, member }) => memberShape(audience, member)),
	total_items: found.length,
});

/** The search for members over audiences: "a valid email, or a string representing a contact's first or last name". */
export const searchRoutes: Routes = {
	'GET /search-members': ({ account, query }) => {
		const words = (query.query ?? '').toLowerCase();
		const audiences = [...account.audiences.values()].filter(
			({ id }) => query.list_id === undefined || query.list_id === id,
		);
		const all: Found = audiences.flatMap((audience) =>
			[...audience.members.values()].map((member) => ({ audience, member })),
		);
		const textOf = ({ email_address, merge_fields: { FNAME, LNAME } }: Member) =>
			[email_address, FNAME, LNAME].join(' ').toLowerCase();
		return {
			exact_matches: answer(
				all.filter(({ member }) => member.email_address.toLowerCase() === words),
			),
			full_search: answer(all.filter(({ member }) => textOf(member).includes(words))),
			_links: [],
		};
	},
};
