import { scenarioField } from '../../fields';
import { operation } from '../../operation';
import { oneScenario, scenarioTarget, setActive } from './change';

export const stop = operation({
	name: 'Stop',
	action: 'Stop a scenario',
	description: 'Deactivate a scenario; a run that is under way is stopped',
	requires: ['writeScenarios'],
	fields: [scenarioField],
	input: oneScenario,
	target: scenarioTarget,
	run: async (connection, { scenario }) => await setActive(connection, scenario, false),
});
