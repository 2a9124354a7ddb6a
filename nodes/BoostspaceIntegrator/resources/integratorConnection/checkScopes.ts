import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { path } from '../../../../connection/model/address';
import { textList } from '../../../../operation/fields';
import { connectionField, connectionId } from '../../fields';
import { operation } from '../../operation';

const scopesField: INodeProperties = {
	displayName: 'Scopes',
	name: 'scopes',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. files.read',
	description:
		'The scopes to look for as the connected app calls them, separated by commas, or a list from an expression',
};

const checked = z.object({ connection: z.object({ scoped: z.boolean() }) });

/** `POST /connections/{connectionId}/scoped`: it changes nothing. */
export const checkScopes = operation({
	name: 'Check Scopes',
	action: 'Check the scopes of an integrator connection',
	description: 'Check whether a connection of Boost.space Integrator has all of some scopes',
	requires: ['writeConnections'],
	fields: [connectionField, scopesField],
	input: z.object({
		connection: connectionId,
		scopes: textList('scopes').pipe(
			z.array(z.string()).nonempty('is empty: give at least one scope'),
		),
	}),
	run: async (connection, { connection: id, scopes }) => {
		const answer = await connection.request(
			{
				method: 'POST',
				path: path`/connections/${id}/scoped`,
				body: { scope: scopes },
				safe: true,
			},
			checked,
		);
		return { id: Number(id), scopes, scoped: answer.connection.scoped };
	},
});
