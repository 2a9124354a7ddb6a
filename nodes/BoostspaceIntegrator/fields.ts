import type { INodeProperties } from 'n8n-workflow';

import { listOrId, numericId } from '../../operation/fields';

/** A choice from a list, or an ID, of something of Integrator. */
const choice = (displayName: string, searchListMethod: string): INodeProperties =>
	listOrId(
		{
			displayName,
			name: displayName.toLowerCase(),
			description: `The ${displayName.toLowerCase()} of Boost.space Integrator to work with`,
		},
		{
			searchListMethod,
			example: '42',
			id: { pattern: '[0-9]+', message: 'An ID consists of digits' },
		},
	);

export const connectionId = numericId('connection');

export const connectionField = choice('Connection', 'searchConnections');

export const organizationId = numericId('organization');

export const organizationField = choice('Organization', 'searchOrganizations');

export const scenarioId = numericId('scenario');

export const scenarioField = choice('Scenario', 'searchScenarios');

export const teamId = numericId('team');

export const teamField = choice('Team', 'searchTeams');
