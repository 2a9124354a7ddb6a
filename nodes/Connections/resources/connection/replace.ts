import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import type { Connection } from '../../../../connection/connection';
import { ConnectionFailure } from '../../../../connection/failure/failure';
import type { Host } from '../../../../operation/host';
import { accessObstacles } from '../../access';
import type { NamedCredential } from '../../api/credentials';
import { deleteCredential, getCredential } from '../../api/credentials';
import {
	connectionField,
	connectionId,
	preview,
	previewField,
	replacementField,
} from '../../fields';
import { moveWorkflow, obstacleOf } from '../../move';
import { operation } from '../../operation';
import type { Progress } from '../../receipt';
import { halfway, quoted, shownMove } from '../../receipt';
import type { Revocable } from '../../revocation';
import { planRevocation, revoke } from '../../revocation';
import { shownBriefly, takers } from '../../usage/needs';
import type { UsingWorkflow } from '../../usage/usage';
import { usageOf } from '../../usage/usage';
import { verify } from '../../verify';
import { certainTakers, checkNotOwn } from './delete';

const revokeField: INodeProperties = {
	displayName: 'Revoke at the Service',
	name: 'revoke',
	type: 'boolean',
	default: false,
	description:
		'Whether to withdraw the grant of the old connection at its service too. This workflow must be allowed to use both connections.',
};

/** Milliseconds to wait for the test of the replacement. */
const TEST_LIMIT = 30_000;

const stopped = (message: string, advice: string) =>
	new ConnectionFailure(message, { kind: 'input', advice });

/**
 * The connection to replace and its replacement.
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
	readonly using: readonly UsingWorkflow[];
	/** The grant to withdraw at the service, where that is wanted. */
	readonly revocable: Revocable | undefined;
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
		readonly revoke: boolean;
		readonly preview: boolean;
	},
	host: Host,
): Promise<Plan> {
	const { from, to } = await readPair(connection, input);
	const using = input.preview
		? takers((await usageOf(connection, host)).of(from.id))
		: await certainTakers(connection, from.id, host);
	const revocation = input.revoke ? await planRevocation(host, from, to) : undefined;
	const obstacles = [
		...(revocation && 'obstacle' in revocation ? [revocation.obstacle] : []),
		...using.flatMap((workflow) => obstacleOf(workflow) ?? []),
		...(await accessObstacles(connection, using, to)),
	];
	const revocable = revocation && !('obstacle' in revocation) ? revocation : undefined;
	return { from, to, using, revocable, obstacles };
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
	{ from, to, using }: Plan,
	progress: Progress,
	host: Host,
): Promise<void> {
	for (const workflow of using) {
		const { id, name } = workflow;
		const pair = { from: from.id, to };
		const move = await moveWorkflow(connection, workflow, pair, (versionBefore) => {
			progress.changing = { workflow: { id, name }, versionBefore };
		});
		progress.changing = undefined;
		progress.moves.push(move);
		host.log(`${progress.moves.length} of ${using.length} workflows moved to "${to.name}"`);
	}
}

/** Withdraws the grant, and makes sure that the replacement survived it. */
async function revokeOld(
	connection: Connection,
	{ to, revocable }: Plan,
	progress: Progress,
	host: Host,
): Promise<void> {
	if (!revocable) return;
	progress.step = 'revoking';
	await revoke(host, revocable);
	progress.isRevoked = true;
	progress.step = 'verifyingAgain';
	const { status, message } = await verify(connection, to, TEST_LIMIT);
	if (status === 'working') return;
	throw new ConnectionFailure(`"${to.name}" is ${status} after the revocation: ${message}`, {
		kind: 'reauthorize',
		advice: `All workflows use "${to.name}" now: reconnect it.`,
	});
}

/** Carries a plan out: each step only when the one before is certain. */
async function carryOut(
	connection: Connection,
	planned: Plan,
	progress: Progress,
	host: Host,
): Promise<void> {
	const { from } = planned;
	await moveAll(connection, planned, progress, host);
	progress.step = 'readingAgain';
	const left = await certainTakers(connection, from.id, host);
	if (left.length > 0) {
		throw stopped(
			`${quoted(left.map(({ name }) => name))} uses it meanwhile`,
			'Somebody changed it while this ran.',
		);
	}
	if (planned.revocable) await revokeOld(connection, planned, progress, host);
	progress.step = 'deleting';
	await deleteCredential(connection, from.id);
}

/** Moves all workflows to another connection, then deletes the old one: each step only when the one before is certain. */
export const replace = operation({
	name: 'Replace',
	requires: [
		'listCredentials',
		'readCredentials',
		'listWorkflows',
		'readWorkflows',
		'updateWorkflows',
		'activateWorkflows',
		'deleteCredentials',
	],
	action: 'Replace a connection',
	description:
		"Move all workflows from a connection to another one of the same type, then revoke and delete it. Stops at the first doubt, with nothing lost. What n8n's Agents and Chat use is neither seen nor moved.",
	fields: [connectionField, replacementField, revokeField, previewField],
	input: z.object({
		connection: connectionId,
		replacement: connectionId,
		revoke: z.boolean({ message: 'must be true or false' }).default(false),
		preview,
	}),
	target: () => ['workflows'],
	run: async (connection, input, _files, host) => {
		const planned = await plan(connection, input, host);
		const { from, obstacles } = planned;
		const shown = { ...shownPlan(planned), preview: input.preview };
		if (input.preview) {
			const message =
				obstacles.length > 0 ? `Cannot be replaced: ${obstacles.join('. ')}` : 'Can be replaced';
			return { message, ...shown, replaced: false };
		}
		if (obstacles.length > 0) {
			throw stopped(
				`"${from.name}" was not replaced. ${obstacles.join('. ')}`,
				'Nothing was changed.',
			);
		}
		const progress: Progress = {
			step: 'moving',
			moves: [],
			changing: undefined,
			isRevoked: false,
		};
		try {
			await carryOut(connection, planned, progress, host);
			return {
				...shown,
				replaced: true,
				revoked: progress.isRevoked,
				moved: progress.moves.map(shownMove),
			};
		} catch (error) {
			const failure = halfway(error, from, progress);
			// A run that is cancelled passes on no error of its items.
			host.log(failure.message);
			throw failure;
		}
	},
});
