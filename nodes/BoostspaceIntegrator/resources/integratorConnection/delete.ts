import { z } from 'zod';

import { path } from '../../../../connection/model/address';
import { ConnectionFailure } from '../../../../connection/failure/failure';
import { optionalText } from '../../../../operation/fields';
import { connectionField, connectionId } from '../../fields';
import { operation } from '../../operation';
import { usagesOf } from '../../usages';

/** https://developers.make.com/api-documentation/api-reference/connections: it "returns the ID in the response". */
const deleted = z.object({ connection: z.number() });

type Usages = Awaited<ReturnType<typeof usagesOf>>;

const refused = (message: string, advice: string) =>
	new ConnectionFailure(message, { kind: 'input', advice: `${advice} Nothing was deleted.` });

/** Refuses what would stop scenarios without a word, and what is not the connection that was meant. */
function guard({ name, scenarios }: Usages, confirmation: string | undefined): void {
	if (confirmation !== undefined && confirmation !== name.trim()) {
		throw refused(
			`"Name of the Connection" is "${confirmation}", but the connection is called "${name}"`,
			'Choose the connection that you mean, or give its name.',
		);
	}
	if (confirmation === undefined && scenarios.length > 0) {
		const users = scenarios.map((one) => `"${one.name}" (${one.id})`).join(', ');
		throw refused(
			`"${name}" is used by ${scenarios.length === 1 ? 'a scenario' : `${scenarios.length} scenarios`}, which would no longer work: ${users}`,
			'Give these scenarios another connection first, or confirm with "Name of the Connection".',
		);
	}
}

/**
 * `DELETE /connections/{connectionId}`: confirmed only where the name was given, so that Integrator refuses it, too, when
 * a scenario begins to use it in between.
 */
export const deleteOperation = operation({
	name: 'Delete',
	action: 'Delete an integrator connection',
	description:
		'Delete a connection of Boost.space Integrator. One that scenarios use is deleted only when you give its name.',
	requires: ['readConnections', 'writeConnections'],
	fields: [
		connectionField,
		{
			displayName: 'Name of the Connection',
			name: 'confirmation',
			type: 'string',
			default: '',
			description:
				'To delete it although scenarios use it, which then no longer work: its name, as "Get" shows it',
		},
	],
	input: z.object({ connection: connectionId, confirmation: optionalText }),
	target: ({ connection }) => [connection],
	run: async (connection, { connection: id, confirmation }) => {
		const usages = await usagesOf(connection, id);
		guard(usages, confirmation);
		const query = confirmation === undefined ? {} : { confirmed: true };
		await connection.request({ method: 'DELETE', path: path`/connections/${id}`, query }, deleted);
		return { id: Number(id), name: usages.name, deleted: true, scenarios: usages.scenarios };
	},
});
