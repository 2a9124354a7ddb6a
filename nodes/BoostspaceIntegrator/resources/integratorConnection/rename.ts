import { z } from 'zod';

import { path } from '../../../../connection/model/address';
import { ConnectionFailure } from '../../../../connection/failure/failure';
import { requiredText } from '../../../../operation/fields';
import { connectionField, connectionId } from '../../fields';
import { oneOf } from '../../lists';
import { operation } from '../../operation';

/** https://developers.make.com/api-documentation/api-reference/connections */
const LONGEST_NAME = 128;

/** That Integrator answered with success and kept another name. */
const notRenamed = (name: unknown) =>
	new ConnectionFailure(
		`Boost.space Integrator took the change, but the name is ${JSON.stringify(name)}`,
		{
			kind: 'outcomeUnknown',
			advice: 'Check the connection in Boost.space Integrator before running it again.',
		},
	);

/** `PATCH /connections/{connectionId}`: the same name twice is the same as once. */
export const rename = operation({
	name: 'Rename',
	action: 'Rename an integrator connection',
	description: 'Give a connection of Boost.space Integrator another name',
	requires: ['writeConnections'],
	fields: [
		connectionField,
		{
			displayName: 'New Name',
			name: 'newName',
			type: 'string',
			required: true,
			default: '',
		},
	],
	input: z.object({
		connection: connectionId,
		newName: requiredText('new name').pipe(
			z.string().max(LONGEST_NAME, `must have at most ${LONGEST_NAME} characters`),
		),
	}),
	target: ({ connection }) => [connection],
	run: async (connection, { connection: id, newName }) => {
		const renamed = await connection.request(
			{
				method: 'PATCH',
				path: path`/connections/${id}`,
				body: { name: newName },
				repeatable: true,
			},
			oneOf('connection'),
		);
		if (renamed.name !== newName) throw notRenamed(renamed.name);
		return renamed;
	},
});
