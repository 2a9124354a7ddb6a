import { z } from 'zod';

import { credentialPages } from '../../api/credentials';
import { filters, filtersField, isMeant } from '../../filters';
import { managing } from '../../declared';
import { operation } from '../../operation';
import { shownCredential, shownUsage } from '../../record';
import { usageOf } from '../../usage/usage';

/** `GET /credentials`, with what all workflows make of each. */
export const getMany = operation({
	...managing.getMany,
	action: 'Get many connections',
	description: 'Get the connections of n8n, and which workflows use each of them for what',
	fields: [filtersField],
	input: z.object({ filters }),
	list: async function* (connection, { filters: wanted }, _limit, host) {
		const usage = await usageOf(connection, host);
		for await (const page of credentialPages(connection)) {
			yield page
				.filter((credential) => isMeant(credential, wanted, usage))
				.map((credential) => ({
					...shownCredential(connection, credential),
					...shownUsage(credential.type, usage.of(credential.id)),
				}));
		}
	},
});
