/** The writes of the node Connections, each with its mark in the real n8n. */
import { randomUUID } from 'node:crypto';

import { z } from 'zod';

import type { Sandbox } from '../../../sandbox/sandbox.mts';
import { createN8nKey, storeUser } from '../everyOperation.mts';
import { byId } from '../workflows.mts';
import { count, once, type Writes } from './write.mts';

const nodes = z.array(
	z.object({ credentials: z.record(z.object({ id: z.string() })).default({}) }).passthrough(),
);

/** A workflow with the connections in what the editor shows, and in what runs. */
const using = z.object({
	name: z.string(),
	nodes,
	activeVersion: z.object({ nodes }).nullish(),
});

/** The ids of all connections that a workflow uses. */
function usedBy(workflow: unknown): string[] {
	const { nodes: draft, activeVersion } = using.parse(workflow);
	return [...draft, ...(activeVersion?.nodes ?? [])].flatMap(({ credentials }) =>
		Object.values(credentials).map(({ id }) => id),
	);
}

export function n8nWrites(sandbox: Pick<Sandbox, 'client' | 'n8n'>): Writes {
	const { api, activate } = sandbox.client;
	return {
		'managedConnection.delete': async () => {
			const { id } = await createN8nKey(sandbox, `To delete ${randomUUID()}`);
			return {
				parameters: { connection: byId(id), preview: false },
				written: async () => once((await api.credentials()).every((one) => one.id !== id)),
			};
		},
		'managedConnection.rename': async () => {
			const { id } = await createN8nKey(sandbox, `To rename ${randomUUID()}`);
			const newName = `A name ${randomUUID()}`;
			return {
				parameters: { connection: byId(id), newName },
				written: async () => count(await api.credentials(), ({ name }) => name === newName),
			};
		},
		'managedConnection.replace': async () => {
			const old = await createN8nKey(sandbox, `To replace ${randomUUID()}`);
			const replacement = await createN8nKey(sandbox, `Replacement ${randomUUID()}`);
			const published = await storeUser(sandbox, old);
			await activate(published.id);
			const idle = await storeUser(sandbox, old);
			return {
				parameters: {
					connection: byId(old.id),
					replacement: byId(replacement.id),
					preview: false,
				},
				written: async () => {
					const there = new Set((await api.credentials()).map(({ id }) => id));
					const workflows = (await api.workflows()).filter(({ id }) =>
						[published.id, idle.id].includes(id),
					);
					// Whatever happens, no workflow is left with a connection that is gone, or with none.
					for (const workflow of workflows) {
						const used = usedBy(workflow);
						expect(used).toHaveLength(workflow.active ? 2 : 1);
						expect(used.filter((id) => !there.has(id))).toEqual([]);
					}
					expect(workflows.map(({ active }) => active).sort()).toEqual([false, true]);
					const isMoved = workflows.flatMap(usedBy).every((id) => id === replacement.id);
					return once(isMoved && !there.has(old.id));
				},
			};
		},
	};
}
