import { z } from 'zod';

import { organizationField, organizationId } from '../fields';
import { pagesOf } from '../lists';
import { operation } from '../operation';

/** `GET /teams` */
const getMany = operation({
	name: 'Get Many',
	action: 'Get many teams',
	description: 'Get the teams of an organization',
	requires: ['readTeams'],
	fields: [organizationField],
	input: z.object({ organization: organizationId }),
	list: (connection, { organization }, limit) =>
		pagesOf(
			connection,
			{ path: '/teams', query: { organizationId: organization } },
			'teams',
			limit,
		),
});

export const team = { name: 'Team', operations: { getMany } };
