import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import type { Connection } from '../../../../connection/connection';
import { ConnectionFailure } from '../../../../connection/failure/failure';
import type { Host } from '../../../../operation/host';
import { accessObstacles } from '../../access';
import type { NamedCredential } from '../../api/credentials';
import { deleteCredential, getCredential } from '../../api/credentials';
import { connectionField, connectionId, dryRun, dryRunField, replacementField } from '../../fields';
import { moveWorkflow, obstacleOf, ownNode, withoutSelf } from '../../move';
import { openedField, openedType } from '../../opened';
import { managing } from '../../declared';
import { operation } from '../../operation';
import type { Progress } from '../../receipt';
import { halfway, quoted, shownMove } from '../../receipt';
import {
	checkStillWorking,
	openOld,
	otherAccount,
	otherAccountField,
	revocationObstacle,
	withoutRevocation,
} from '../../revocation';
import { shownBriefly, takers } from '../../usage/needs';
import type { UsingWorkflow } from '../../usage/usage';
import { usageOf } from '../../usage/usage';
import { verify } from '../../verify';
import { certainTakers, checkNotOwn } from './delete';

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

/** What was read and found before anything is changed. */
interface Plan {
	readonly from: NamedCredential;
	readonly to: NamedCredential;
	/** The connection to revoke. */
	readonly opened: Connection | undefined;
	readonly using: readonly UsingWorkflow[];
	/** The name of the node that runs this, where it is set to the old connection. */
	readonly self: string | undefined;
	readonly obstacles: readonly string[];
}

/**
 * Reads who uses the old connection, and all that speaks against moving them to the new one.
 * @throws ConnectionFailure when the two cannot be exchanged at all
 */
async function plan(
	connection: Connection,
	input: {
		readonly connection: string;
		readonly replacement: string;
		readonly openedType?: string | undefined;
		readonly otherAccount: boolean;
		readonly dryRun: boolean;
	},
	host: Host,
): Promise<Plan> {
	const { from, to } = await readPair(connection, input);
	const opened = await openOld(host, input.openedType, from);
	const all = input.dryRun
		? takers((await usageOf(connection, host)).of(from.id))
		: await certainTakers(connection, from.id, host);
	const self = ownNode(all, host, opened);
	const using = withoutSelf(all, host, self);
	const obstacles = [
		revocationObstacle(opened, to, input.otherAccount) ?? [],
		using.flatMap((workflow) => obstacleOf(workflow) ?? []),
		await accessObstacles(connection, using, to),
	].flat();
	return { from, to, opened, using, self, obstacles };
}

const shownPlan = ({ from, to, using, obstacles }: Plan): IDataObject => ({
	connection: { ...from },
	replacement: { ...to },
	workflows: using.map((workflow) => ({
		...shownBriefly(workflow),
		nodes: workflow.uses.map(({ node }) => node),
	})),
	obstacles: [...obstacles],
});

/**
 * Moves all workflows, one after another.
 * @param progress receives what was moved, also where a workflow fails
 * @throws ConnectionFailure at the first that cannot be moved
 */
async function moveAll(
	connection: Connection,
	{ from, to, using, self }: Plan,
	progress: Progress,
	host: Host,
): Promise<void> {
	for (const workflow of using) {
		const { id, name } = workflow;
		const pair = { from: from.id, to, skipped: id === host.workflowId ? self : undefined };
		const move = await moveWorkflow(connection, workflow, pair, (versionBefore) => {
			progress.changing = { workflow: { id, name }, versionBefore };
		});
		progress.changing = undefined;
		progress.moves.push(move);
		host.log(`${progress.moves.length} of ${using.length} workflows moved to "${to.name}"`);
	}
}

/**
 * Withdraws the grant at the service. What fails there stops before anything is deleted.
 * @returns what became of it
 */
async function revoke(
	connection: Connection,
	{ to, opened }: Plan,
	progress: Progress,
): Promise<string> {
	const without = withoutRevocation(opened);
	if (!opened || without !== undefined) return without ?? '';
	progress.step = 'revoking';
	await opened.revoke();
	progress.grant = 'revoked';
	progress.step = 'verifyingAgain';
	await checkStillWorking(connection, to, TEST_LIMIT);
	return 'revoked';
}

/** Carries a plan out: each step only when the one before is certain. */
async function carryOut(
	connection: Connection,
	planned: Plan,
	progress: Progress,
	host: Host,
): Promise<string> {
	const { from, self } = planned;
	await moveAll(connection, planned, progress, host);
	progress.step = 'readingAgain';
	const left = withoutSelf(await certainTakers(connection, from.id, host), host, self);
	if (left.length > 0) {
		throw stopped(
			`${quoted(left.map(({ name }) => name))} uses it meanwhile`,
			'Somebody changed it while this ran.',
		);
	}
	const revocation = await revoke(connection, planned, progress);
	progress.step = 'deleting';
	await deleteCredential(connection, from.id);
	return revocation;
}

/** Usage, replacement verified, workflows moved, revoked at the service, deleted: each only when the one before is certain. */
export const retire = operation({
	...managing.retire,
	action: 'Retire a connection',
	description:
		"Move all workflows from a connection to another one of the same type, then revoke and delete it. Stops at the first doubt, having lost nothing. What n8n's Agents and Chat use is neither seen nor moved.",
	fields: [
		connectionField,
		replacementField,
		openedField({
			displayName: 'Revoke at the Service',
			description:
				'The type of the connection to retire, to withdraw its grant at the service too: it is then chosen once more in this node, since only so can it be asked to',
		}),
		otherAccountField,
		dryRunField,
	],
	input: z.object({
		connection: connectionId,
		replacement: connectionId,
		openedType,
		otherAccount,
		dryRun,
	}),
	target: () => ['workflows'],
	run: async (connection, input, _files, host) => {
		const planned = await plan(connection, input, host);
		const { from, opened, obstacles } = planned;
		const shown = { ...shownPlan(planned), dryRun: input.dryRun };
		if (input.dryRun) return { ...shown, retired: false };
		if (obstacles.length > 0) {
			throw stopped(
				`"${from.name}" was not retired. ${obstacles.join('. ')}`,
				'Nothing was changed.',
			);
		}
		const progress: Progress = {
			step: 'moving',
			moves: [],
			changing: undefined,
			grant: withoutRevocation(opened) === undefined ? 'notRevoked' : 'untouched',
		};
		try {
			const revocation = await carryOut(connection, planned, progress, host);
			return { ...shown, retired: true, moved: progress.moves.map(shownMove), revocation };
		} catch (error) {
			const failure = halfway(error, from, progress);
			// A run that is cancelled passes on no error of its items.
			host.log(failure.message);
			throw failure;
		}
	},
});
