import { z } from 'zod';

import { connectionField, connectionId } from '../../fields';
import { operation } from '../../operation';
import { usagesOf } from '../../usages';

/** The usages of a connection. */
export const getManyOfConnection = operation({
	name: 'Get Many of a Connection',
	action: 'Get many scenarios that use a connection',
	description: 'Get the scenarios that use a connection of Boost.space Integrator',
	requires: ['readConnections'],
	fields: [connectionField],
	input: z.object({ connection: connectionId }),
	run: async (connection, { connection: id }) => (await usagesOf(connection, id)).scenarios,
});
