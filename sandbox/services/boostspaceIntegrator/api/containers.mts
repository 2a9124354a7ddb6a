import { badRequest, notFound } from '../problem.mts';
import type { Organization, Team } from '../state.mts';
import { byName, columns, demandMember, numberOf, PAGED, pageOf, type Routes } from './route.mts';

const shownOrganization = ({ id, name, teams }: Organization) => ({
	id,
	name,
	timezoneId: 113,
	countryId: 1,
	zone: 'integrator.boost.space',
	isPaused: false,
	teams: teams.map((team) => ({ id: team.id, name: team.name })),
	license: { apiLimit: 60 },
});

const shownTeam = ({ id, name, organization }: Team) => ({
	id,
	name,
	organizationId: organization.id,
	operationsLimit: null,
	consumedOperations: 0,
	isPaused: false,
});

const TEAM = ['id', 'name', 'organizationId'];

/** The routes of organizations, of teams, and of the token itself (integromat/make-typescript-sdk: src/endpoints). */
export const containerRoutes: Routes = {
	'GET /users/me': {
		answer: ({ token: { user } }) => ({
			authUser: {
				id: user.id,
				name: user.name,
				email: user.email,
				language: 'en',
				timezoneId: 113,
				localeId: 18,
				countryId: 1,
				features: {},
				timezone: 'Europe/Prague',
				locale: 'en',
			},
		}),
	},

	'GET /users/me/current-authorization': {
		answer: ({ token: { scopes } }) => ({
			authorization: { authUsed: 'token', scope: [...scopes] },
		}),
	},

	'GET /organizations': {
		scope: 'organizations:read',
		parameters: [...PAGED],
		answer: (call) => {
			const { page, pg } = pageOf(call, [...call.token.user.organizations].sort(byName));
			const shown = page.map((one) =>
				columns(call, shownOrganization(one), ['id', 'name', 'timezoneId']),
			);
			return { organizations: shown, pg };
		},
	},

	'GET /organizations/{id}': {
		scope: 'organizations:read',
		answer: (call) => {
			const organization = call.world.organizations.find(({ id }) => id === call.id);
			if (!organization) throw notFound();
			demandMember(call, organization);
			return { organization: shownOrganization(organization) };
		},
	},

	'GET /teams': {
		scope: 'teams:read',
		parameters: ['organizationId', ...PAGED],
		answer: (call) => {
			const organizationId = numberOf(call, 'organizationId');
			if (organizationId === undefined) {
				throw badRequest('Missing value of required parameter organizationId');
			}
			const organization = call.world.organizations.find(({ id }) => id === organizationId);
			demandMember(call, organization);
			const { page, pg } = pageOf(call, [...(organization?.teams ?? [])].sort(byName));
			return { teams: page.map((one) => columns(call, shownTeam(one), TEAM)), pg };
		},
	},

	'GET /teams/{id}': {
		scope: 'teams:read',
		parameters: ['cols[]'],
		answer: (call) => {
			const teams = call.world.organizations.flatMap(({ teams: some }) => some);
			const team = teams.find(({ id }) => id === call.id);
			if (!team) throw notFound();
			demandMember(call, team.organization);
			return { team: columns(call, shownTeam(team), TEAM) };
		},
	},
};
