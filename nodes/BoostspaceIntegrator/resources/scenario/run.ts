import { z } from 'zod';

import { path } from '../../../../connection/model/address';
import { definedOnly, jsonObject } from '../../../../operation/fields';
import { scenarioField, scenarioId } from '../../fields';
import { operation } from '../../operation';

/** What the number of a run that was waited for means (integromat/make-typescript-sdk: src/endpoints/scenarios.ts). */
const STATUSES: Readonly<Record<number, string>> = {
	1: 'successful',
	2: 'successful with warnings',
	3: 'failed',
};

const execution = z.object({
	executionId: z.string().regex(/[^0]/),
	status: z.number().optional(),
	outputs: z.unknown(),
});

/**
 * `POST /scenarios/{scenarioId}/run`: never repeated, since it would run twice
 * (https://developers.make.com/api-documentation/api-reference/scenarios)
 */
export const run = operation({
	name: 'Run',
	action: 'Run a scenario',
	description: 'Run an active scenario now',
	requires: ['runScenarios'],
	fields: [
		scenarioField,
		{
			displayName: 'Inputs (JSON)',
			name: 'inputs',
			type: 'json',
			default: '{}',
			description: 'The inputs of the scenario as a JSON object, such as {"name": "Ada"}',
		},
		{
			displayName: 'Wait for the End',
			name: 'wait',
			type: 'boolean',
			default: true,
			description:
				'Whether to wait until the scenario has run, for at most 40 seconds, and to give its status and outputs',
		},
	],
	input: z.object({
		scenario: scenarioId,
		inputs: jsonObject('{"name": "Ada"}').optional(),
		wait: z.boolean({ message: 'must be true or false' }),
	}),
	target: ({ scenario }) => [scenario],
	run: async (connection, { scenario, inputs = {}, wait }) => {
		const { executionId, status, outputs } = await connection.request(
			{
				method: 'POST',
				path: path`/scenarios/${scenario}/run`,
				body: { data: inputs, responsive: wait },
			},
			execution,
		);
		return definedOnly({
			id: Number(scenario),
			executionId,
			// One that was not waited for, or takes longer, has no status yet.
			status: status === undefined ? 'started' : (STATUSES[status] ?? String(status)),
			outputs,
		});
	},
});
