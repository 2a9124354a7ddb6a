import { z } from 'zod';

import { path } from '../../../../connection/model/address';
import { scenarioField, scenarioId } from '../../fields';
import { oneOf } from '../../lists';
import { operation } from '../../operation';

/** `GET /scenarios/{scenarioId}` */
export const get = operation({
	name: 'Get',
	action: 'Get a scenario',
	description: 'Get a scenario of Boost.space Integrator',
	requires: ['readScenarios'],
	fields: [scenarioField],
	input: z.object({ scenario: scenarioId }),
	run: async (connection, { scenario }) =>
		await connection.request(
			{ method: 'GET', path: path`/scenarios/${scenario}` },
			oneOf('scenario'),
		),
});
