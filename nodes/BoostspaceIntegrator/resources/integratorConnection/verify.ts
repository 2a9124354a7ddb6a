import { z } from 'zod';

import { path } from '../../../../connection/model/address';
import { ConnectionFailure } from '../../../../connection/failure/failure';
import { connectionField, connectionId } from '../../fields';
import { operation } from '../../operation';

/** Integrator says of a connection that does not work only that, where it does not refuse the request. */
const verification = z
	.object({ verified: z.boolean() })
	.transform(({ verified }) =>
		verified
			? { verified }
			: { verified, reason: 'Boost.space Integrator says that it does not work' },
	);

/**
 * What the app of the connection said, where that is why Integrator refused: the request holds nothing but the ID, of
 * which Integrator itself says no in other ways.
 */
function reasonOf(error: unknown): string | undefined {
	if (!(error instanceof ConnectionFailure) || error.kind !== 'input') return undefined;
	const said = error.error?.fields?.map(({ message }) => message) ?? [];
	return said.join(' ') || error.error?.detail;
}

/** A refusal of the app is an answer: the connection no longer works. */
function asAnswer(error: unknown) {
	const reason = reasonOf(error);
	if (reason === undefined) throw error;
	return { verified: false, reason };
}

/** `POST /connections/{connectionId}/test`: it asks the app, and changes nothing. */
export const verify = operation({
	name: 'Verify',
	action: 'Verify an integrator connection',
	description: 'Ask the connected app whether a connection of Boost.space Integrator still works',
	requires: ['writeConnections'],
	fields: [connectionField],
	input: z.object({ connection: connectionId }),
	run: async (connection, { connection: id }) => {
		const answer = await connection
			.request({ method: 'POST', path: path`/connections/${id}/test`, safe: true }, verification)
			.catch(asAnswer);
		return { id: Number(id), ...answer };
	},
});
