import { z } from 'zod';

import { path } from '../../connection/model/address';
import type { Connection } from '../../connection/connection';

const usage = z.object({ id: z.number(), name: z.string() });

const used = z.object({
	connection: z.object({ name: z.string(), scenarioUsages: z.array(usage) }),
});

/**
 * A connection's name, and the scenarios that use it: `GET /connections/{id}` with `scenarioUsages`
 * (integromat/make-typescript-sdk: src/endpoints/connections.ts)
 */
export async function usagesOf(connection: Connection, id: string) {
	const answer = await connection.request(
		{
			method: 'GET',
			path: path`/connections/${id}`,
			query: { cols: ['name', 'scenarioUsages'] },
		},
		used,
	);
	return { name: answer.connection.name, scenarios: answer.connection.scenarioUsages };
}
