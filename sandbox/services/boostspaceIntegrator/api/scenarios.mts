import { randomUUID } from 'node:crypto';

import { z } from 'zod';

import { badRequest, notFound } from '../problem.mts';
import type { Scenario, Team } from '../state.mts';
import {
	byName,
	type Call,
	columns,
	demandMember,
	numberOf,
	PAGED,
	pageOf,
	type Routes,
} from './route.mts';

const runBody = z
	.object({
		data: z.record(z.unknown()).optional(),
		responsive: z.boolean().optional(),
		callbackUrl: z.string().optional(),
	})
	.strict();

function scenarioOf(call: Call): Scenario {
	const found = call.world.scenarios.get(call.id);
	if (!found) throw notFound();
	demandMember(call, found.team.organization);
	return found;
}

/** What the API says of a scenario (integromat/make-typescript-sdk: test/mocks/scenarios/get.json). */
const shown = ({ id, name, team, isActive }: Scenario) => ({
	id,
	name,
	teamId: team.id,
	hookId: null,
	deviceId: null,
	deviceScope: null,
	concept: false,
	description: '',
	folderId: null,
	isinvalid: false,
	islinked: isActive,
	isActive,
	islocked: false,
	isPaused: false,
	usedPackages: ['google-drive'],
	lastEdit: '2026-09-22T06:40:56.692Z',
	scheduling: { type: 'on-demand' },
	iswaiting: false,
	dlqCount: 0,
	nextExec: null,
	created: '2026-09-22T06:41:56.692Z',
});

const ALL = [
	'id',
	'name',
	'teamId',
	'isActive',
	'isinvalid',
	'isPaused',
	'islinked',
	'description',
	'folderId',
	'usedPackages',
	'lastEdit',
	'scheduling',
	'dlqCount',
	'created',
];

/** The teams whose scenarios are asked for: of one team or of one organization, never of both. */
function teamsOf(call: Call): readonly Team[] {
	const teamId = numberOf(call, 'teamId');
	const organizationId = numberOf(call, 'organizationId');
	if (teamId !== undefined && organizationId !== undefined) {
		throw badRequest('teamId and organizationId cannot be used together');
	}
	const { organizations } = call.world;
	if (organizationId !== undefined) {
		const organization = organizations.find(({ id }) => id === organizationId);
		demandMember(call, organization);
		return organization?.teams ?? [];
	}
	if (teamId === undefined) throw badRequest('Missing required parameter teamId or organizationId');
	const team = organizations.flatMap(({ teams }) => teams).find(({ id }) => id === teamId);
	demandMember(call, team?.organization);
	return team ? [team] : [];
}

/** Starts a scenario or stops it. */
const setActive = (isActive: boolean): Routes[string] => ({
	scope: 'scenarios:write',
	answer: (call) => {
		const scenario = scenarioOf(call);
		scenario.isActive = isActive;
		return { scenario: { id: scenario.id, isActive, islinked: isActive } };
	},
});

/** The routes of scenarios (integromat/make-typescript-sdk: src/endpoints/scenarios.ts and scenarios.tools.ts). */
export const scenarioRoutes: Routes = {
	'GET /scenarios': {
		scope: 'scenarios:read',
		parameters: ['teamId', 'organizationId', 'isActive', ...PAGED],
		answer: (call) => {
			const teams = teamsOf(call);
			const onlyActive = call.query.get('isActive') === 'true';
			const found = [...call.world.scenarios.values()].filter(
				({ team, isActive }) => teams.includes(team) && (isActive || !onlyActive),
			);
			const { page, pg } = pageOf(call, found.sort(byName));
			return { scenarios: page.map((one) => columns(call, shown(one), ALL)), pg };
		},
	},

	'GET /scenarios/{id}': {
		scope: 'scenarios:read',
		parameters: ['cols[]'],
		answer: (call) => ({ scenario: columns(call, shown(scenarioOf(call)), ALL) }),
	},

	'POST /scenarios/{id}/start': setActive(true),

	'POST /scenarios/{id}/stop': setActive(false),

	// "Organization request limits do not apply to this endpoint." A scenario that is not active does not run.
	'POST /scenarios/{id}/run': {
		scope: 'scenarios:run',
		unlimited: true,
		answer: (call) => {
			const scenario = scenarioOf(call);
			const read = runBody.safeParse(call.body ?? {});
			if (!read.success) throw badRequest('The body is not that of a run');
			const { data = {}, responsive = false } = read.data;
			if (!scenario.isActive) throw badRequest('The scenario is not active');
			const lacking = scenario.requiredInputs.filter((name) => !Object.hasOwn(data, name));
			if (lacking.length > 0) {
				throw badRequest(`Missing value of required parameter '${lacking.join("', '")}'`);
			}
			scenario.runs.push(data);
			const executionId = randomUUID().replaceAll('-', '');
			return responsive
				? { executionId, status: 1, outputs: { runs: scenario.runs.length } }
				: { executionId };
		},
	},
};
