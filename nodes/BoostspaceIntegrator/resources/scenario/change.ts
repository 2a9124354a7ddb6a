import { z } from 'zod';

import { path } from '../../../../connection/model/address';
import type { Connection } from '../../../../connection/connection';
import { ConnectionFailure } from '../../../../connection/failure/failure';
import { scenarioId } from '../../fields';

/** A scenario, as what starts and stops it takes it. */
export const oneScenario = z.object({ scenario: scenarioId });

export const scenarioTarget = ({ scenario }: z.infer<typeof oneScenario>) => [scenario];

/** That Integrator answered with success and left the scenario as it was. */
const notChanged = (isActive: boolean) =>
	new ConnectionFailure(
		`Boost.space Integrator took the change, but the scenario is ${isActive ? 'not active' : 'still active'}`,
		{
			kind: 'outcomeUnknown',
			advice: 'Check the scenario in Boost.space Integrator before running it again.',
		},
	);

const changed = z.object({ scenario: z.object({ isActive: z.boolean() }) });

/**
 * `POST /scenarios/{scenarioId}/start|stop`. Starting may run it at once, so that it is not repeated; stopping twice is
 * the same as once (https://developers.make.com/api-documentation/api-reference/scenarios).
 */
export async function setActive(connection: Connection, scenario: string, isActive: boolean) {
	const at = path`/scenarios/${scenario}/${isActive ? 'start' : 'stop'}`;
	const answer = await connection.request(
		{ method: 'POST', path: at, repeatable: !isActive },
		changed,
	);
	if (answer.scenario.isActive !== isActive) throw notChanged(isActive);
	return { id: Number(scenario), isActive };
}
