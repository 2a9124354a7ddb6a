import { z } from 'zod';

import { path } from '../../../../connection/model/address';
import { customRecord } from '../../fields';
import { operation } from '../../operation';
import { remoteFields, remoteShape } from './fields';

/** `GET /custom-module-item/remote/{remoteId}/{remoteApp}` */
export const getByRemoteId = operation({
	name: 'Get by Remote ID',
	action: 'Get a record by its remote ID',
	description: "Get the record that stands for another application's record",
	requires: ['read'],
	fields: remoteFields,
	input: z.object(remoteShape),
	run: async (connection, { remoteId, remoteApplication }) =>
		await connection.request(
			{
				method: 'GET',
				path: path`/custom-module-item/remote/${remoteId}/${remoteApplication}`,
			},
			z.union([customRecord, z.array(customRecord)]),
		),
});
