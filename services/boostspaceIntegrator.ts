import { z } from 'zod';

import { readAs } from '../connection/model/reading';
import { defineService, type Grant } from '../connection/model/service';

const DOCUMENTATION = 'https://developers.make.com/api-documentation';
const SDK = 'integromat/make-typescript-sdk: src';

/** Error documents have one form (troubleshooting/http-status-codes); what an app said stands in `suberrors`. */
const refusal = z.object({
	code: z.string(),
	message: z.string(),
	detail: z.string().optional().catch(undefined),
	suberrors: z
		.array(z.object({ message: z.string() }))
		.optional()
		.catch(undefined),
});

/** `GET /users/me` */
const me = z.object({
	authUser: z.object({
		id: z.union([z.number(), z.string()]).transform(String),
		name: z.string(),
		email: z.string().optional(),
	}),
});

/** `GET /users/me/current-authorization` */
const authorization = z.object({ authorization: z.object({ scope: z.array(z.string()) }) });

const WHAT_IT_MAY_DO = '/users/me/current-authorization';

/** A scope of a token, as the vendor's own tools require it. */
const scope = (name: string, label: string, description: string, tools: string) => ({
	label,
	description,
	scopes: [name],
	source: `${SDK}/endpoints/${tools}.tools.ts`,
});

/**
 * Boost.space Integrator: the API of Make under another name.
 *
 * Only tokens. A token has the scopes that were ticked when it was made, each by itself (writing does not include
 * reading), and the service tells which they are.
 */
export const boostspaceIntegrator = defineService({
	name: 'boostspaceIntegrator',
	displayName: 'Boost.space Integrator',
	address: { template: 'https://integrator.boost.space/api/v2' },
	permissions: {
		readConnections: scope(
			'connections:read',
			'Read connections',
			'See the connections of your teams, their scopes, and the scenarios that use them.',
			'connections',
		),
		writeConnections: scope(
			'connections:write',
			'Verify and change connections',
			'Verify connections, check their scopes, rename and delete them.',
			'connections',
		),
		readScenarios: scope(
			'scenarios:read',
			'Read scenarios',
			'See the scenarios of your teams.',
			'scenarios',
		),
		runScenarios: scope(
			'scenarios:run',
			'Run scenarios',
			'Run active scenarios of your teams.',
			'scenarios',
		),
		writeScenarios: scope(
			'scenarios:write',
			'Start and stop scenarios',
			'Activate and deactivate the scenarios of your teams.',
			'scenarios',
		),
		readTeams: scope('teams:read', 'Read teams', 'See the teams of an organization.', 'teams'),
		readOrganizations: scope(
			'organizations:read',
			'Read organizations',
			'See your organizations.',
			'organizations',
		),
	},
	apiKey: {
		documentationUrl: `${DOCUMENTATION}/authentication/create-authentication-token`,
		label: 'API Token',
		hint: 'In Boost.space Integrator: your avatar → Profile → API → Add token. Tick the scopes that your workflows need.',
		// A token is a UUID (integromat/make-typescript-sdk: src/utils.ts).
		pattern: '[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}',
		example: 'the whole token: five groups of letters and digits, with hyphens between them',
		sign: { by: 'header', name: 'Authorization', prefix: 'Token ' },
		access: 'key',
		accessNotice:
			'The token may do what the scopes allow that were ticked when it was made, such as connections:read. Under each operation the node says what it needs. To allow more, make a new token.',
		verify: {
			url: WHAT_IT_MAY_DO,
			failures: [
				{
					when: { status: 401 },
					message:
						'Boost.space Integrator refused the API Token: it was deleted, or was not copied whole. Copy it again, or make a new one.',
				},
			],
		},
		account: {
			url: '/users/me',
			example: { authUser: { id: 42, name: 'Ada Lovelace', email: 'ada@example.com' } },
			parse: readAs(me, ({ authUser: { id, name, email } }) => ({ id, name, user: name, email })),
		},
		granted: {
			url: WHAT_IT_MAY_DO,
			example: (granted) => ({ authorization: { scope: granted } }),
			parse: (answer): Grant => ({ granted: authorization.parse(answer).authorization.scope }),
		},
	},
	/*
	 * Documented are 60 to 1,000 requests a minute, by the organization's plan (getting-started/rate-limiting), pages
	 * of 100 as an example, and 40 seconds that a run may be waited for. How many requests may be under way at once is
	 * not: few.
	 */
	limits: { concurrency: 4, timeout: 60_000, pageSize: 100, window: 60_000 },
	parseError: (body) => {
		const read = refusal.safeParse(body);
		if (!read.success) return undefined;
		const { code, message, detail, suberrors } = read.data;
		return {
			code,
			detail: detail ?? message,
			...(suberrors ? { fields: suberrors.map((one) => ({ field: '', ...one })) } : {}),
		};
	},
	errors: [
		// What an app answered that Integrator asked (awork-io/awork, issue 152).
		{
			when: { code: ['SC424'] },
			kind: 'input',
			advice:
				'The app that Boost.space Integrator asked refused it. Look at the connection in Boost.space Integrator, and reauthorize it there.',
		},
	],
	sources: [
		`${DOCUMENTATION}/authentication/api-scopes-overview`,
		`${DOCUMENTATION}/authentication/create-authentication-token`,
		`${DOCUMENTATION}/getting-started/rate-limiting`,
		`${DOCUMENTATION}/pagination-sorting-filtering/pagination-and-sorting`,
		`${DOCUMENTATION}/troubleshooting/http-status-codes`,
		`${DOCUMENTATION}/api-reference/connections`,
		`${DOCUMENTATION}/api-reference/scenarios`,
		`${SDK}/endpoints/connections.ts`,
		`${SDK}/endpoints/users.ts`,
		'harsh817/boostspace-cli: src/boostspace_cli/config.py',
		'awork-io/awork: issue 152 (SC424)',
	],
});
