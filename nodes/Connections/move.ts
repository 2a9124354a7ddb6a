/** Moving workflows from one connection to another. */
import type { IDataObject } from 'n8n-workflow';

import type { Connection } from '../../connection/connection';
import { ConnectionFailure } from '../../connection/failure/failure';
import { isObject } from '../../operation/fields';
import type { NamedCredential } from './api/credentials';
import { getWorkflow, hasDraft, putNodes } from './api/workflows';
import type { UsingWorkflow } from './usage/usage';

/** What was changed in a workflow, so that it can be undone. */
export interface Move {
	readonly workflow: { readonly id: string; readonly name: string };
	/** n8n's history keeps the version before. */
	readonly versionBefore: string | null;
	readonly versionAfter: string | null;
	readonly published: boolean;
	readonly nodes: readonly string[];
}

/** Why a workflow cannot be moved for certain, if it cannot. */
export function obstacleOf({
	name,
	state,
	uses,
	hasDraft: draft,
}: UsingWorkflow): string | undefined {
	if (state === 'archived') {
		return `"${name}" is archived, and n8n lets nobody change it: unarchive it, or take the connection out of it`;
	}
	const inside = uses.find((use) => use.inside);
	if (inside) {
		return `"${name}" holds a workflow inside itself ("${inside.node}") that uses the connection: change it by hand`;
	}
	if (draft) {
		return `"${name}" has changes that are not published, and to publish them is for its owner: publish or discard them`;
	}
	return undefined;
}

/** The node with the replacement in each slot that held the old connection; the same one where none did. */
function withReplacement(node: IDataObject, old: string, to: NamedCredential): IDataObject {
	const { credentials } = node;
	if (!isObject(credentials)) return node;
	const slots = Object.entries(credentials);
	const isOld = (held: unknown) => isObject(held) && held.id === old;
	if (!slots.some(([, held]) => isOld(held))) return node;
	const moved = slots.map(([slot, held]) => [
		slot,
		isOld(held) ? { id: to.id, name: to.name } : held,
	]);
	return { ...node, credentials: Object.fromEntries(moved) as IDataObject };
}

const doubt = (message: string) =>
	new ConnectionFailure(message, {
		kind: 'input',
		advice: 'What was not moved still uses the old connection.',
	});

/**
 * Moves one workflow: it is read again, and only the slots that hold the old connection are changed.
 * @param willChange is told before anything is written
 * @throws ConnectionFailure at the first doubt: nothing is lost then
 */
export async function moveWorkflow(
	connection: Connection,
	{ id, name }: Pick<UsingWorkflow, 'id' | 'name'>,
	{ from, to }: { from: string; to: NamedCredential },
	willChange: (versionBefore: string | null) => void,
): Promise<Move> {
	const before = await getWorkflow(connection, id);
	if (hasDraft(before)) {
		throw doubt(`"${name}" has changes that are not published: publish or discard them first`);
	}
	const nodes = before.nodes.map((node) => withReplacement(node, from, to));
	const moved = nodes.filter((node, index) => node !== before.nodes[index]);
	if (moved.length > 0) willChange(before.versionId ?? null);
	// Somebody may have moved it in the meantime.
	const after = moved.length > 0 ? await putNodes(connection, before, nodes) : before;
	const left = after.nodes.filter((node) => withReplacement(node, from, to) !== node);
	const isPublished = Boolean(after.activeVersionId);
	if (left.length > 0) throw doubt(`"${name}" still uses the connection after it was changed`);
	if (Boolean(before.activeVersionId) && after.activeVersionId !== after.versionId) {
		throw doubt(`"${name}" was changed, but n8n did not publish it again: what runs is unchanged`);
	}
	return {
		workflow: { id, name },
		versionBefore: before.versionId ?? null,
		versionAfter: after.versionId ?? null,
		published: isPublished,
		nodes: moved.map((node) => String(node.name)),
	};
}
