import { z } from 'zod';

import { getCredential } from '../../api/credentials';
import { connectionField, connectionId } from '../../fields';
import { operation } from '../../operation';
import { reauthorizeUrl } from '../../record';

/** `/home/credentials/{id}` opens the dialog of a connection. */
export const getReauthorizeLink = operation({
	name: 'Get Reauthorize Link',
	requires: ['readCredentials'],
	action: 'Get the reauthorize link of a connection',
	description: 'Get the address of the dialog in which a person reconnects a connection',
	fields: [connectionField],
	input: z.object({ connection: connectionId }),
	run: async (connection, { connection: id }) => {
		const { name, type } = await getCredential(connection, id);
		return { id, name, type, reauthorizeUrl: reauthorizeUrl(connection, id) };
	},
});
