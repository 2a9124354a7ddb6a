import { scenarioField } from '../../fields';
import { operation } from '../../operation';
import { oneScenario, scenarioTarget, setActive } from './change';

export const start = operation({
	name: 'Start',
	action: 'Start a scenario',
	description: 'Activate a scenario; one that runs at regular intervals also runs at once',
	requires: ['writeScenarios'],
	fields: [scenarioField],
	input: oneScenario,
	target: scenarioTarget,
	run: async (connection, { scenario }) => await setActive(connection, scenario, true),
});
