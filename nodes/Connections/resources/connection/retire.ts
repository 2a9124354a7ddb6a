import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import type { Connection } from '../../../../connection/connection';
import { ConnectionFailure } from '../../../../connection/failure';
import type { Host } from '../../../../operation/host';
import type { NamedCredential } from '../../api/credentials';
import { deleteCredential, getCredential } from '../../api/credentials';
import { connectionField, connectionId, dryRun, dryRunField, replacementField } from '../../fields';
import type { Move } from '../../move';
import { moveWorkflow, obstacleOf } from '../../move';
import { openChosen, openedField, openedType } from '../../opened';
import { managing } from '../../declared';
import { operation } from '../../operation';
import { shownBriefly } from '../../usage/needs';
import type { UsingWorkflow } from '../../usage/usage';
import { verify } from '../../verify';
import { certainTakers, checkNotOwn, listed } from './delete';

/** Milliseconds to wait for the test of the replacement. */
const TEST_LIMIT = 30_000;

const stopped = (message: string, advice: string) =>
	new ConnectionFailure(message, { kind: 'input', advice });

/**
 * The connection to retire and the one for it.
 * @throws ConnectionFailure when they are no two connections of one type, or the new one does not work
 */
async function readPair(
	connection: Connection,
	{ connection: oldId, replacement: newId }: { connection: string; replacement: string },
) {
	checkNotOwn(connection, oldId);
	if (oldId === newId) {
		throw stopped(
			'"Replacement" is the connection itself',
			'Nothing was changed. Choose another connection of the same type.',
		);
	}
	const from = await getCredential(connection, oldId);
	const to = await getCredential(connection, newId);
	if (from.type !== to.type) {
		throw stopped(
			`"${to.name}" is of another type (${to.type}) than "${from.name}" (${from.type})`,
			'Nothing was changed. Choose a connection of the same type.',
		);
	}
	const verdict = await verify(connection, to, TEST_LIMIT);
	if (verdict.status !== 'working') {
		throw stopped(
			`"${to.name}" is ${verdict.status}: ${verdict.message}`,
			'Nothing was changed. A replacement must be known to work.',
		);
	}
	return { from, to };
}

/** The connection's own node is not among its users: it is set to it only to revoke it. */
const withoutSelf = (using: readonly UsingWorkflow[], { nodeId, workflowId }: Host) =>
	using
		.map((workflow) => ({
			...workflow,
			uses: workflow.uses.filter(
				(use) => !(workflow.id === workflowId && use.nodeId === nodeId && !use.inside),
			),
		}))
		.filter(({ uses }) => uses.length > 0);

const shownMove = (move: Move): IDataObject => ({ ...move, nodes: [...move.nodes] });

/** How far a retirement came. */
interface Progress {
	readonly moves: Move[];
	/** Whether nothing is left but to delete the old connection. */
	isDeleting: boolean;
}

/**
 * A failure with all that was done before it: an item that fails has nothing else to say it with.
 * @returns anything but a ConnectionFailure as it is
 */
function halfway(
	error: unknown,
	{ name: old }: NamedCredential,
	{ moves, isDeleting }: Progress,
): unknown {
	if (!(error instanceof ConnectionFailure)) return error;
	const { message, kind, status, advice, error: said } = error;
	const what =
		isDeleting && kind === 'outcomeUnknown'
			? `No workflow uses "${old}" any more, but it is not known whether it was deleted`
			: `"${old}" was not retired`;
	const done = moves.map(
		({ workflow: { name }, versionBefore }) => `${name} (version before: ${versionBefore})`,
	);
	return new ConnectionFailure(
		`${what}: ${message}. Moved so far: ${done.length > 0 ? listed(done) : 'nothing'}`,
		{ kind, status, advice, error: said },
	);
}

/**
 * Moves all workflows, one after another.
 * @param moves receives what was moved, also where a workflow fails
 * @throws ConnectionFailure at the first that cannot be moved
 */
async function moveAll(
	connection: Connection,
	using: readonly UsingWorkflow[],
	pair: { from: NamedCredential; to: NamedCredential },
	{ host, moves }: { host: Host; moves: Move[] },
): Promise<void> {
	for (const workflow of using) {
		const move = await moveWorkflow(connection, workflow, {
			from: pair.from.id,
			to: pair.to,
			skipped: workflow.id === host.workflowId ? host.nodeId : '',
		});
		moves.push(move);
		host.log(`${moves.length} of ${using.length} workflows moved to "${pair.to.name}"`);
	}
}

/** The opened connection, if it is the one to retire. */
async function openOld(host: Host, type: string | undefined, from: NamedCredential) {
	const opened = await openChosen(host, type);
	if (!opened || opened.id === from.id) return opened;
	throw stopped(
		`The connection to revoke is "${opened.name}", not "${from.name}"`,
		'Nothing was changed. Choose the connection that is to be retired.',
	);
}

/** Withdraws the grant at the service. What fails there stops before anything is deleted. */
async function revoke(opened: Connection | undefined): Promise<string> {
	if (!opened) return 'not asked for';
	const { oauth2, displayName } = opened.service;
	if (opened.variant !== 'oauth2' || !oauth2?.revoke) {
		return `${displayName} has no way to revoke it from here: delete the key, or remove the app, there`;
	}
	await opened.revoke();
	return 'revoked';
}

/** Usage, replacement verified, workflows moved, revoked at the service, deleted: each only when the one before is certain. */
export const retire = operation({
	...managing.retire,
	action: 'Retire a connection',
	description:
		'Move all workflows from a connection to another one of the same type, then revoke and delete it. Stops at the first doubt, having lost nothing.',
	fields: [
		connectionField,
		replacementField,
		openedField({
			displayName: 'Revoke at the Service',
			description:
				'The type of the connection to retire, to withdraw its grant at the service too: it is then chosen once more in this node, since only so can it be asked to',
		}),
		dryRunField,
	],
	input: z.object({
		connection: connectionId,
		replacement: connectionId,
		openedType,
		dryRun,
	}),
	target: () => ['workflows'],
	run: async (connection, input, _files, host) => {
		const { from, to } = await readPair(connection, input);
		const opened = await openOld(host, input.openedType, from);
		const using = withoutSelf(await certainTakers(connection, from.id, host), host);
		const obstacles = using.flatMap((workflow) => obstacleOf(workflow) ?? []);
		const plan = {
			connection: { ...from },
			replacement: { ...to },
			workflows: using.map(({ uses, ...workflow }) => ({
				...shownBriefly({ ...workflow, uses }),
				nodes: uses.map(({ node }) => node),
			})),
			obstacles,
			dryRun: input.dryRun,
		};
		if (input.dryRun) return { ...plan, retired: false };
		if (obstacles.length > 0) {
			throw stopped(
				`"${from.name}" was not retired. ${obstacles.join('. ')}`,
				'Nothing was changed.',
			);
		}
		const progress: Progress = { moves: [], isDeleting: false };
		const { moves } = progress;
		try {
			await moveAll(connection, using, { from, to }, { host, moves });
			const left = withoutSelf(await certainTakers(connection, from.id, host), host);
			if (left.length > 0) {
				throw stopped(
					`${listed(left.map(({ name }) => name))} uses it meanwhile`,
					'Run it again for the rest.',
				);
			}
			const revocation = await revoke(opened);
			progress.isDeleting = true;
			await deleteCredential(connection, from.id);
			return { ...plan, retired: true, moved: moves.map(shownMove), revocation };
		} catch (error) {
			throw halfway(error, from, progress);
		}
	},
});
