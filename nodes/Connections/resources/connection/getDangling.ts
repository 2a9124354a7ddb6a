import { z } from 'zod';

import { allCredentials } from '../../api/credentials';
import { danglingIn, shownDangling } from '../../dangling';
import { operation } from '../../operation';
import { usageOf } from '../../usage/usage';

/** Every node whose connection is deleted, of another type, or not shared with the workflow's project. */
export const getDangling = operation({
	name: 'Get Dangling References',
	requires: ['listCredentials', 'readCredentials', 'listWorkflows', 'readWorkflows'],
	action: 'Get dangling references to connections',
	description:
		'Get the nodes whose connection was deleted, is of another type, or is not shared with the project of the workflow',
	fields: [],
	input: z.object({}),
	run: async (connection, _input, _files, host) => {
		const usage = await usageOf(connection, host);
		const all = await allCredentials(connection);
		return (await danglingIn(connection, all, usage)).map(shownDangling);
	},
});
