import { z } from 'zod';

import { getCredential } from '../../api/credentials';
import { connectionField, connectionId } from '../../fields';
import { operation } from '../../operation';
import { kindOf } from '../../usage/catalogue';
import { shownUse, takers } from '../../usage/needs';
import { usageOf } from '../../usage/usage';

/** Every node of every workflow that uses a connection. */
export const getUsage = operation({
	name: 'Get Usage',
	requires: ['readCredentials', 'listWorkflows'],
	action: 'Get the usage of a connection',
	description:
		'Get the workflows, nodes and operations that use a connection, an item for each node',
	fields: [connectionField],
	input: z.object({ connection: connectionId }),
	run: async (connection, { connection: id }, _files, host) => {
		const { name, type } = await getCredential(connection, id);
		const service = kindOf(type)?.service;
		const usage = await usageOf(connection, host);
		return takers(usage.of(id)).flatMap(({ uses, ...workflow }) =>
			uses.map((use) => ({
				connection: { id, name, type },
				workflow: {
					id: workflow.id,
					name: workflow.name,
					state: workflow.state,
					calledBy: [...workflow.calledBy],
				},
				...shownUse(use, service),
			})),
		);
	},
});
