import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { credentialPages } from '../../api/credentials';
import { managing } from '../../declared';
import { simplify, simplifyField } from '../../fields';
import { filters, filtersField, isMeant } from '../../filters';
import { checkAll } from '../../inspect/check';
import { operation } from '../../operation';
import { rowOf } from '../../report';
import { usageOf } from '../../usage/usage';

const inspectField: INodeProperties = {
	displayName: 'Inspect',
	name: 'inspect',
	type: 'boolean',
	default: false,
	description:
		'Whether to ask each service whether the connection works, whose it is, what it may do and until when',
};

/** How connections of a page are inspected. */
const INSPECTING = { atOnce: 5, timeout: 30_000 };

/** `GET /credentials`, with what all workflows make of each. */
export const getMany = operation({
	...managing.getMany,
	action: 'Get many connections',
	description: 'Get the connections of n8n, and which workflows use each of them for what',
	fields: [filtersField, inspectField, simplifyField],
	input: z.object({
		filters,
		inspect: z.boolean({ message: 'must be true or false' }).default(false),
		simplify,
	}),
	list: async function* (connection, input, _limit, host) {
		const usage = await usageOf(connection, host);
		for await (const page of credentialPages(connection)) {
			const meant = page.filter((credential) => isMeant(credential, input.filters, usage));
			const verdicts = input.inspect
				? await checkAll(connection, meant, { host, ...INSPECTING })
				: undefined;
			yield meant.map((credential) => {
				const verdict = verdicts?.get(credential.id);
				const workflows = usage.of(credential.id);
				return rowOf(connection, { credential, workflows, verdict }, input.simplify);
			});
		}
	},
});
