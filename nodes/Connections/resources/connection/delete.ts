import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import type { Connection } from '../../../../connection/connection';
import { createExecutionMemory } from '../../../../connection/executionMemory';
import { ConnectionFailure } from '../../../../connection/failure/failure';
import { optionalText } from '../../../../operation/fields';
import type { Host } from '../../../../operation/host';
import { deleteCredential, getCredential } from '../../api/credentials';
import { connectionField, connectionId, preview, previewField } from '../../fields';
import { operation } from '../../operation';
import { shownBriefly, takers } from '../../usage/needs';
import type { UsingWorkflow } from '../../usage/usage';
import { settledUsage, usageOf } from '../../usage/usage';
import { shortly } from '../../words';

const confirmationField: INodeProperties = {
	displayName: 'Delete Although Used',
	name: 'confirmation',
	type: 'string',
	default: '',
	description:
		"The connection's name, to delete it although workflows use it: these stop working. Leave empty to delete it only when nothing uses it.",
};

const refused = (message: string, advice: string) =>
	new ConnectionFailure(message, { kind: 'input', advice });

/** The fingerprint of what was read last in a run. */
const readings = createExecutionMemory<{ last: string | undefined }>();

/**
 * The workflows that use a connection, read until two readings agree. The last reading of the run counts as one of
 * them: deleting connections changes no workflow, so that one more before each deletion is enough where nobody does.
 * @throws ConnectionFailure when the workflows do not come to rest
 */
export async function certainTakers(
	connection: Connection,
	id: string,
	host: Host,
): Promise<UsingWorkflow[]> {
	const run = await host.once(
		readings,
		`${connection.id}/${host.nodeId}`,
		async () => await Promise.resolve({ last: undefined }),
	);
	const settled = await settledUsage(connection, host, run.last);
	run.last = settled?.fingerprint;
	if (settled) return takers(settled.usage.of(id));
	throw refused(
		'The workflows of n8n changed each time they were read: it is not certain who uses the connection',
		'Run it again when nobody changes workflows.',
	);
}

/**
 * Refuses to touch the connection on which the node itself runs.
 * @throws ConnectionFailure when it is that one
 */
export function checkNotOwn(connection: Connection, id: string): void {
	if (connection.id !== id) return;
	throw refused(
		`"${connection.name}" is the connection with which this node itself works`,
		'Nothing was done. Choose another one.',
	);
}

/** `DELETE /credentials/{id}`, once it is certain that nothing uses it. */
export const remove = operation({
	name: 'Delete',
	requires: ['readCredentials', 'listWorkflows', 'deleteCredentials'],
	action: 'Delete a connection',
	description:
		"Delete a connection that no workflow uses (what n8n's Agents and Chat use cannot be seen); its grant at the service stays until it is revoked",
	fields: [connectionField, confirmationField, previewField],
	input: z.object({ connection: connectionId, confirmation: optionalText, preview }),
	// Of deletions, each is checked by itself, right before it.
	target: ({ connection, preview: isPreview }) => [isPreview ? connection : 'deletion'],
	run: async (connection, { connection: id, confirmation, preview: isPreview }, _files, host) => {
		checkNotOwn(connection, id);
		const { name, type } = await getCredential(connection, id);
		const isConfirmed = confirmation !== undefined && confirmation.trim() === name.trim();
		if (confirmation !== undefined && !isConfirmed) {
			throw refused(
				`"Delete Although Used" is "${confirmation}", but the connection's name is "${name}"`,
				'Nothing was deleted. Choose the connection that you mean, or give its name.',
			);
		}
		const using = isPreview
			? takers((await usageOf(connection, host)).of(id))
			: await certainTakers(connection, id, host);
		const mayBe = using.length === 0 || isConfirmed;
		if (!mayBe && !isPreview) {
			throw refused(
				`"${name}" was not deleted: it is used by ${shortly(
					using.map((one) => `"${one.name}"`),
					10,
				)}`,
				'Have these workflows use another connection (Replace does it), or give the name of the connection under "Delete Although Used".',
			);
		}
		if (!isPreview) await deleteCredential(connection, id);
		return {
			id,
			name,
			type,
			deleted: !isPreview,
			wouldBeDeleted: mayBe,
			usedBy: using.map(shownBriefly),
			preview: isPreview,
		};
	},
});
