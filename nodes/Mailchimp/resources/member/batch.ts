/** Many members in one request, and what its answer says of each. */
import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import { ConnectionFailure } from '../../../../connection/failure/failure';
import type { Outcome } from '../../../../operation/operation';
import { aboutOthers, adviceFor } from './refusal';
import { memberRecord } from './written';

/** What the API says of a member that it refused; of which one, it does not always say. */
const refusal = z.object({
	email_address: z.string().default(''),
	error: z.string(),
	error_code: z.string().optional(),
	field: z.string().optional(),
	field_message: z.string().optional(),
});

type Refusal = z.output<typeof refusal>;

/** What the API answers to a batch: the members that it wrote, and the ones that it refused with the reason. */
export const batchAnswer = z.object({
	new_members: z.array(memberRecord),
	updated_members: z.array(memberRecord),
	errors: z.array(refusal),
});

type BatchAnswer = z.output<typeof batchAnswer>;

const sameAddress = (address: unknown) => String(address).trim().toLowerCase();

const reasonOf = ({ error, field, field_message }: Refusal) =>
	[error, field && `${field}: ${field_message ?? ''}`].filter(Boolean).join(' ');

/** A member that was refused, beside so many that were written. */
function refused(member: string, one: Refusal, others: string): ConnectionFailure {
	const text = reasonOf(one);
	const advice = adviceFor({ text }) ?? 'Correct the member and run it again.';
	return new ConnectionFailure(`Mailchimp refused ${member}: ${text}`, {
		kind: 'input',
		advice: `${advice}${others}`,
		error: { code: one.error_code, detail: one.error },
	});
}

/** The failure of members that the answer does not name, where it gives reasons without saying for whom. */
function unnamed(reasons: readonly Refusal[], silent: number, others: string): ConnectionFailure {
	const [only] = reasons;
	if (only && reasons.length === 1 && silent === 1) return refused('this member', only, others);
	const texts = [...new Set(reasons.map(reasonOf))].join(' ');
	const isEachOne = reasons.length === silent;
	return new ConnectionFailure(
		isEachOne
			? `Mailchimp refused this member and ${silent - 1} more without naming them: ${texts}`
			: `Mailchimp refused ${reasons.length} of ${silent} members without naming them: ${texts}`,
		{
			kind: isEachOne ? 'input' : 'outcomeUnknown',
			advice: `${isEachOne ? 'Correct the members and run them again.' : 'Check in Mailchimp which of them are there before running them again.'}${others}`,
		},
	);
}

/**
 * What became of each address of a batch, in their order; `undefined` where the answer says nothing of it.
 * @param addresses those that were sent
 */
export function batchOutcomes(
	{ new_members, updated_members, errors }: BatchAnswer,
	addresses: readonly string[],
): Array<Outcome | undefined> {
	const written = new Map<string, IDataObject>();
	for (const member of updated_members) {
		written.set(sameAddress(member.email_address), { ...member, change: 'updated' });
	}
	for (const member of new_members) {
		written.set(sameAddress(member.email_address), { ...member, change: 'created' });
	}
	const sent = addresses.map(sameAddress);
	const others = aboutOthers(sent.filter((address) => written.has(address)).length, sent.length);
	const named = new Map(errors.map((one) => [sameAddress(one.email_address), one] as const));
	const ofNobody = errors.filter((one) => !sent.includes(sameAddress(one.email_address)));
	const silent = sent.filter((address) => !written.has(address) && !named.has(address)).length;
	return sent.map((address, index): Outcome | undefined => {
		const refusal = named.get(address);
		if (refusal) return { failure: refused(addresses[index] ?? address, refusal, others) };
		const member = written.get(address);
		if (member) return { data: member };
		return ofNobody.length > 0 ? { failure: unnamed(ofNobody, silent, others) } : undefined;
	});
}
