import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import { path } from '../../../../connection/address';
import { ConnectionFailure } from '../../../../connection/failure';
import type { Outcome } from '../../../../operation/operation';
import { memberTarget, record } from '../../fields';
import { operation } from '../../operation';
import { newMember, newMemberBody, newMemberFields } from './fields';

/** Members that one request may hold, as the API's specification says of `POST /lists/{list_id}`. */
const MEMBERS_PER_REQUEST = 500;

/** What the API answers to a batch: the members that it wrote, and the ones that it refused with the reason. */
const batchAnswer = z.object({
	new_members: z.array(record),
	updated_members: z.array(record),
	errors: z.array(
		z.object({
			email_address: z.string(),
			error: z.string(),
			error_code: z.string().optional(),
			field: z.string().optional(),
			field_message: z.string().optional(),
		}),
	),
});

type BatchAnswer = z.infer<typeof batchAnswer>;

const sameAddress = (address: unknown) => String(address).toLowerCase();

/** What became of each address of a batch. */
function outcomesByAddress(answer: BatchAnswer): Map<string, Outcome> {
	const outcomes = new Map<string, Outcome>();
	const written = (members: readonly IDataObject[], change: string) => {
		for (const member of members) {
			outcomes.set(sameAddress(member.email_address), { data: { ...member, change } });
		}
	};
	written(answer.updated_members, 'updated');
	written(answer.new_members, 'created');
	for (const { email_address, error, error_code, field, field_message } of answer.errors) {
		const reason = [error, field && `${field}: ${field_message ?? ''}`].filter(Boolean).join(' ');
		outcomes.set(sameAddress(email_address), {
			failure: new ConnectionFailure(`Mailchimp refused ${email_address}: ${reason}`, {
				kind: 'input',
				advice: 'Correct the member and run it again. The other members of the batch were written.',
				error: { code: error_code, detail: error },
			}),
		});
	}
	return outcomes;
}

/** `POST /lists/{list_id}` with `update_existing` */
export const createOrUpdate = operation({
	name: 'Create or Update',
	action: 'Create or update a member',
	description:
		'Add members to an audience, or update the ones that are in it: up to 500 in one request',
	requires: [],
	fields: newMemberFields,
	input: newMember,
	target: memberTarget,
	batch: {
		size: MEMBERS_PER_REQUEST,
		key: ({ audience }) => audience,
		run: async (connection, inputs) => {
			const audience = inputs[0]?.audience ?? '';
			const answer = await connection.request(
				{
					method: 'POST',
					path: path`/lists/${audience}`,
					body: {
						members: inputs.map(newMemberBody),
						update_existing: true,
					},
					// Writing the same members again leaves them as they are, but may ask them to confirm again.
					repeatable: inputs.every(({ status }) => status !== 'pending'),
				},
				batchAnswer,
			);
			const outcomes = outcomesByAddress(answer);
			return inputs.map(
				(input): Outcome =>
					outcomes.get(sameAddress(input.email)) ?? {
						failure: new ConnectionFailure(`Mailchimp's answer says nothing of ${input.email}`, {
							kind: 'outcomeUnknown',
							advice: 'Look the member up in Mailchimp before you run it again.',
						}),
					},
			);
		},
	},
});
