import { z } from 'zod';

import { invalid, Problem } from '../problem.mts';
import { type Audience, hashOf, type Member, setTag } from '../state.mts';
import { audienceOf } from './audiences.mts';
import {
	type MemberChanges,
	type MemberInput,
	memberInput,
	optionsOf,
	type WriteOptions,
} from './memberChanges.mts';
import type { Routes, TakeTime } from './route.mts';
import { batchMemberShape } from './shapes.mts';

/** "Up to 500 members may be added or updated with each API call", says the specification. */
const LARGEST_BATCH = 500;

const batchInput = z.object({
	members: z.array(memberInput),
	update_existing: z.boolean().default(false),
	sync_tags: z.boolean().default(false),
});

/** Why a member of a batch was refused, in the two codes that the specification has. */
function refusalOf(address: string, { title, message, errors }: Problem) {
	const [field] = errors ?? [];
	return {
		email_address: address,
		...(title === 'Member Exists'
			? {
					error: `${address} is already a list member, do you want to update? please provide update_existing:true in the request body`,
					error_code: 'ERROR_CONTACT_EXISTS',
				}
			: { error: message, error_code: 'ERROR_GENERIC' }),
		...(field ? { field: field.field, field_message: field.message } : {}),
	};
}

/** The first of each address, when the query asks to overlook further ones. */
function withoutRepetitions(members: readonly MemberInput[]): MemberInput[] {
	const byAddress = new Map<string, MemberInput>();
	for (const member of members) {
		const key = hashOf(member.email_address ?? '');
		if (!byAddress.has(key)) byAddress.set(key, member);
	}
	return [...byAddress.values()];
}

/** Takes every tag off a member that the input does not name. */
function syncTags(member: Member, { tags = [] }: MemberInput): void {
	for (const name of member.tags.keys()) if (!tags.includes(name)) setTag(member, name, false);
}

/** Many members in one call: `POST /lists/{list_id}`. Each is written or refused by itself. */
export const batchRoutes = (changes: MemberChanges, takeTime: TakeTime): Routes => {
	/** Writes one member and says what became of it. */
	const write = (
		audience: Audience,
		input: MemberInput,
		{ update, ...options }: WriteOptions & { readonly update: boolean },
	) => {
		const standing = audience.members.get(hashOf(input.email_address ?? ''));
		return standing && standing.status !== 'archived' && update
			? { isNew: false, member: changes.change(audience, standing, input, options) }
			: { isNew: true, member: changes.add(audience, input, options) };
	};

	return {
		'POST /lists/{list_id}': async (call) => {
			const audience = audienceOf(call);
			const { members, update_existing, sync_tags } = batchInput.parse(call.body);
			if (members.length > LARGEST_BATCH) {
				throw invalid('members', 'This collection should contain 500 elements or less.');
			}
			await takeTime(members.length);
			const options = { ...optionsOf(call), update: update_existing };
			const written: Array<{ isNew: boolean; shape: object }> = [];
			const errors: object[] = [];
			const wanted =
				call.query.skip_duplicate_check === 'true' ? withoutRepetitions(members) : members;
			for (const input of wanted) {
				try {
					const { isNew, member } = write(audience, input, options);
					if (sync_tags) syncTags(member, input);
					written.push({ isNew, shape: batchMemberShape(audience, member) });
				} catch (error) {
					if (!(error instanceof Problem)) throw error;
					errors.push(refusalOf(input.email_address ?? '', error));
				}
			}
			const created = written.filter(({ isNew }) => isNew).map(({ shape }) => shape);
			const updated = written.filter(({ isNew }) => !isNew).map(({ shape }) => shape);
			return {
				new_members: created,
				updated_members: updated,
				errors,
				total_created: created.length,
				total_updated: updated.length,
				error_count: errors.length,
				_links: [],
			};
		},
	};
};
