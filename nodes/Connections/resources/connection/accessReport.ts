import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import type { Service } from '../../../../connection/model/service';
import { credentialPages } from '../../api/credentials';
import { filters, filtersField, isMeant } from '../../filters';
import { managing } from '../../declared';
import { operation } from '../../operation';
import { shownCredential } from '../../record';
import { kindOf } from '../../usage/catalogue';
import type { Needs } from '../../usage/needs';
import { labelled, needsOf } from '../../usage/needs';
import { usageOf } from '../../usage/usage';

/** What the workflows need of a connection, and who. */
const shownNeeds = (service: Service | undefined, { required, unknown }: Needs): IDataObject => ({
	required: [...required].map(([name, neededBy]) => ({
		...labelled(service, [name])[0],
		neededBy: neededBy.map((one) => ({ ...one })),
	})),
	unknown: unknown.map((one) => ({ ...one })),
});

/** What connections may do, beside what their workflows need of them. */
export const accessReport = operation({
	...managing.accessReport,
	action: 'Report on the access of connections',
	description: 'Say which permissions the workflows of each connection need',
	fields: [filtersField],
	input: z.object({ filters }),
	list: async function* (connection, { filters: wanted }, _limit, host) {
		const usage = await usageOf(connection, host);
		for await (const page of credentialPages(connection)) {
			const meant = page.filter((credential) => isMeant(credential, wanted, usage));
			const reports: IDataObject[] = [];
			for (const credential of meant) {
				const needs = needsOf(usage.of(credential.id));
				reports.push({
					...shownCredential(connection, credential),
					...shownNeeds(kindOf(credential.type)?.service, needs),
				});
			}
			yield reports;
		}
	},
});
