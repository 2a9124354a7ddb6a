import { z } from 'zod';

import { path } from '../../../../connection/model/address';
import { requiredText } from '../../../../operation/fields';
import { connectionField, connectionId } from '../../fields';
import { oneOf } from '../../lists';
import { operation } from '../../operation';

/** https://developers.make.com/api-documentation/api-reference/connections */
const LONGEST_NAME = 128;

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
	run: async (connection, { connection: id, newName }) =>
		await connection.request(
			{
				method: 'PATCH',
				path: path`/connections/${id}`,
				body: { name: newName },
				repeatable: true,
			},
			oneOf('connection'),
		),
});
