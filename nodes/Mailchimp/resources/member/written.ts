/** What an answer says of a member that was written: whether it is what was asked for. */
import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import type { Connection } from '../../../../connection/connection';
import { ConnectionFailure } from '../../../../connection/failure/failure';
import { isObject } from '../../../../operation/fields';
import { asLateFailure } from '../../../../operation/group';
import { recordWith } from '../../fields';
import { setTags } from '../tag/fields';
import { adviceFor, NOT_SUBSCRIBED } from './refusal';

/** A member as the API answers it: what has no address and no status is none. */
export const memberRecord = recordWith({
	email_address: z.string().includes('@'),
	status: z.string().min(1),
});

/** What was asked for. */
interface Asked {
	readonly audience: string;
	readonly email: string;
	readonly status?: string | undefined;
	readonly tags?: readonly string[];
}

/** That Mailchimp answered with success and kept another status than it was sent. */
function otherStatus(sent: string, { email_address, status }: IDataObject): ConnectionFailure {
	const advice =
		sent === 'subscribed' && status !== 'subscribed'
			? adviceFor({ title: NOT_SUBSCRIBED, text: '' })
			: undefined;
	return new ConnectionFailure(
		`Mailchimp wrote ${String(email_address)}, but its status is ${String(status)}, not ${sent}`,
		{ kind: 'input', advice: advice ?? 'Check the member in Mailchimp before running it again.' },
	);
}

const nameOf = (tag: unknown) => (isObject(tag) ? String(tag.name) : '').toLowerCase();

/** The tags of a written member that the answer does not show. */
function lackingTags(tags: readonly string[], { tags: shown }: IDataObject): string[] {
	const names = Array.isArray(shown) ? shown.map(nameOf) : [];
	return tags.filter((tag) => !names.includes(tag.toLowerCase()));
}

/** A member that was written, whose tags could not be added. */
function withoutTags(email: string, tags: readonly string[], failure: ConnectionFailure) {
	const { kind, status, advice, error } = failure;
	return new ConnectionFailure(
		`Mailchimp wrote ${email}, but adding the tags ${tags.join(', ')} failed: ${failure.message}`,
		{ kind, status, advice, error },
	);
}

/**
 * Sees to it that a written member has what was asked for. Tags that the answer does not show are added by the request
 * that is documented to do so: of the tags of members who are there already, the specification says nothing.
 * @returns the member
 * @throws ConnectionFailure that names the member, and what it has instead
 */
export async function completed(
	connection: Connection,
	{ audience, email, status, tags = [] }: Asked,
	member: IDataObject,
): Promise<IDataObject> {
	if (status !== undefined && member.status !== status) throw otherStatus(status, member);
	const lacking = lackingTags(tags, member);
	const [first, ...others] = lacking;
	if (first === undefined) return member;
	await setTags(connection, { audience, email, tags: [first, ...others] }, 'active').catch(
		(error: unknown) => {
			throw withoutTags(email, lacking, asLateFailure(error, connection));
		},
	);
	const shown = Array.isArray(member.tags) ? member.tags.filter(isObject) : [];
	return { ...member, tags: [...shown, ...lacking.map((name) => ({ name }))] };
}
