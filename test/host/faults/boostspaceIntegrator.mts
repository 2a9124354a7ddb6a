/** The writes of the node Boost.space Integrator, each with its mark. */
import { randomUUID } from 'node:crypto';

import type { Sandbox } from '../../../sandbox/sandbox.mts';
import {
	addConnection,
	addScenario,
} from '../../../sandbox/services/boostspaceIntegrator/index.mts';
import type { Scenario } from '../../../sandbox/services/boostspaceIntegrator/state.mts';
import { byId } from '../workflows.mts';
import { once, type Writes } from './write.mts';

export function boostspaceIntegratorWrites({ boostspaceIntegrator: { world } }: Sandbox): Writes {
	const [shop] = world.organizations[0]?.teams ?? [];
	if (!shop) throw new Error('Integrator has no team');
	const locate = ({ id }: { readonly id: number }) => byId(String(id));

	const onScenario =
		(isActive: boolean, written: (scenario: Scenario) => number, more: object = {}) =>
		() => {
			const scenario = addScenario(world, shop, 'A scenario', { isActive });
			return {
				parameters: { scenario: locate(scenario), ...more },
				written: () => written(scenario),
			};
		};

	return {
		'integratorConnection.delete': () => {
			const one = addConnection(world, shop, 'A connection');
			return {
				parameters: { connection: locate(one) },
				written: () => once(!world.connections.has(one.id)),
			};
		},
		'integratorConnection.rename': () => {
			const one = addConnection(world, shop, 'A connection');
			const newName = `A name ${randomUUID()}`;
			return {
				parameters: { connection: locate(one), newName },
				written: () => once(one.name === newName),
			};
		},
		'scenario.run': onScenario(true, ({ runs }) => runs.length, { inputs: '{"who": "Ada"}' }),
		'scenario.start': onScenario(false, ({ isActive }) => once(isActive)),
		'scenario.stop': onScenario(true, ({ isActive }) => once(!isActive)),
	};
}
