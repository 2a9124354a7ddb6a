import { z } from 'zod';

import { path } from '../../../../connection/model/address';
import { connectionField, connectionId } from '../../fields';
import { oneOf } from '../../lists';
import { operation } from '../../operation';

/** `GET /connections/{connectionId}` */
export const get = operation({
	name: 'Get',
	action: 'Get an integrator connection',
	description: 'Get a connection of Boost.space Integrator with its scopes',
	requires: ['readConnections'],
	fields: [connectionField],
	input: z.object({ connection: connectionId }),
	run: async (connection, { connection: id }) =>
		await connection.request(
			{ method: 'GET', path: path`/connections/${id}` },
			oneOf('connection'),
		),
});
