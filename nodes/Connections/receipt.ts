/** A replacement that stops half-way: an item that fails has only its message to say what was done before. */
import type { IDataObject } from 'n8n-workflow';

import { ConnectionFailure } from '../../connection/failure/failure';
import { asFailure } from '../../operation/group';
import type { NamedCredential } from './api/credentials';
import type { Move } from './move';

/** The steps of a replacement, as a person is told at which it stopped. */
const STEPS = {
	moving: 'moving the workflows',
	readingAgain: 'reading all workflows again',
	revoking: 'revoking the grant',
	verifyingAgain: 'verifying the replacement after the revocation',
	deleting: 'deleting the old connection',
} as const;

/** How far a replacement came. */
export interface Progress {
	step: keyof typeof STEPS;
	readonly moves: Move[];
	/** The workflow that is being written: what became of it is known only when that is done. */
	changing: Pick<Move, 'workflow' | 'versionBefore'> | undefined;
	/** Whether the grant at the service is withdrawn for certain. */
	isRevoked: boolean;
}

export const shownMove = (move: Move): IDataObject => ({ ...move, nodes: [...move.nodes] });

/** Names for a receipt, all of them. */
export const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');

const told = ({ workflow: { id, name }, versionBefore, nodes }: Move) =>
	`"${name}" (ID ${id}, version before: ${versionBefore}, ${
		nodes.length > 0 ? `nodes: ${quoted(nodes)}` : 'changed by somebody else meanwhile'
	})`;

/** All that was done; nothing of it is cut, since it is all that there is to undo it with. */
function receiptOf({ step, moves, changing, isRevoked }: Progress): string {
	const open = changing
		? ` "${changing.workflow.name}" (ID ${changing.workflow.id}) may have been changed (version before: ${changing.versionBefore}).`
		: '';
	const done = moves.length > 0 ? moves.map(told).join('; ') : 'nothing';
	return `It stopped at: ${STEPS[step]}. Moved so far: ${done}.${open}${isRevoked ? ' Its grant at the service is revoked already.' : ''}`;
}

/** A failure with all that was done before it. */
export function halfway(
	error: unknown,
	{ name: old }: NamedCredential,
	progress: Progress,
): ConnectionFailure {
	const failure = asFailure(error);
	const { message, kind, status, advice, error: said } = failure;
	const what =
		progress.step === 'deleting' && kind === 'outcomeUnknown'
			? `No workflow uses "${old}" any more, but it is not known whether it was deleted`
			: `"${old}" was not replaced`;
	return new ConnectionFailure(`${what}: ${message}. ${receiptOf(progress)}`, {
		kind,
		status,
		advice:
			progress.step === 'deleting'
				? advice
				: `${advice} The old connection is still there: run it again for the rest${
						progress.isRevoked ? ', with "Revoke at the Service" turned off' : ''
					}.`,
		error: said,
	});
}
