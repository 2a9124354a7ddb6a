import { app } from '../app.mts';
import { GraphError, invalidParameter } from '../graphError.mts';
import type { Person } from '../state.mts';
import { scopesOf, statusOf, type Token } from '../tokens.mts';
import type { Call } from './call.mts';
import { askedFields, type NodeType, shape } from './fields.mts';

/** A person (facebook/facebook-business-sdk-codegen: api_specs/specs/User.json). */
const userType: NodeType<Person> = {
	name: 'User',
	defaults: ['name', 'id'],
	fields: {
		id: ({ id }) => id,
		name: ({ name }) => name,
		first_name: ({ name }) => name.split(' ')[0],
		last_name: ({ name }) => name.split(' ').at(-1),
		// Left out without the permission.
		email: ({ email }, _field, call) => (call.may('email') ? email : undefined),
	},
};

/** `GET /me` with a person's token. */
export const readUser = (call: Call, person: Person): object =>
	shape(userType, person, askedFields(call), call);

/**
 * `GET /me/permissions` (developers.facebook.com/docs/graph-api/reference/user/permissions), with the parameters
 * `permission` and `status` (facebook/facebook-business-sdk-codegen: api_specs/specs/User.json).
 */
export function listPermissions(call: Call, person: Person): object {
	const named = call.parameter('permission');
	const wanted = call.parameter('status');
	const data = [...person.permissions.keys()].map((permission) => ({
		permission,
		status: statusOf(person, permission, call.clock.now),
	}));
	return {
		data: data.filter(
			({ permission, status }) =>
				[permission, undefined].includes(named) && [status, undefined].includes(wanted),
		),
	};
}

/**
 * `DELETE /me/permissions` takes everything back and with it every token; `/me/permissions/{name}` takes back one
 * (developers.facebook.com/docs/facebook-login/guides/permissions/request-revoke).
 */
export function removePermission(call: Call, person: Person, name: string | undefined): object {
	const scope = name ?? call.parameter('permission');
	if (scope === undefined) {
		removeApp(call.world.tokens, person);
		return { success: true };
	}
	const permission = person.permissions.get(scope);
	if (permission) permission.status = 'declined';
	return { success: true };
}

/** What removing the app in Facebook's settings does: no permission is left, and every token is refused. */
export function removeApp(tokens: Call['world']['tokens'], person: Person): void {
	person.permissions.clear();
	tokens.revoke(person, 458);
}

/** Permissions with the pages or businesses that they are for (developers.facebook.com/docs/graph-api/reference/debug_token). */
const granularScopesOf = ({ person, page }: Token, scopes: readonly string[]) => {
	const pages = person ? [...person.roles.keys()] : page ? [page] : [];
	const targetsOf = (scope: string) => {
		if (scope === 'business_management') return [...(person?.businesses ?? [])];
		return scope.startsWith('pages_') || scope === 'read_insights' ? pages : undefined;
	};
	return scopes.flatMap((scope) => {
		const targets = targetsOf(scope);
		return targets ? [{ scope, target_ids: targets.map(({ id }) => id) }] : [];
	});
};

/**
 * `GET /debug_token` with an app's token, or with the token itself or another one of the same person
 * (developers.facebook.com/docs/graph-api/reference/debug_token).
 */
export function debugToken(call: Call): object {
	const { tokens, clock } = call.world;
	const value = call.parameter('input_token');
	if (value === undefined) throw invalidParameter('The parameter input_token is required');
	const token = tokens.find(value);
	if (!token) {
		const error = { code: 190, message: 'Invalid OAuth access token.' };
		return { data: { error, is_valid: false, scopes: [] } };
	}
	const isOwn = token.person !== undefined && token.person === call.token.person;
	if (call.token.kind !== 'app' && !isOwn) {
		throw new GraphError(
			100,
			'(#100) You must provide an app access token, or a user access token that is an owner or developer of the app',
		);
	}
	const scopes = scopesOf(token, clock.now);
	const document = {
		app_id: app.id,
		type: token.kind.toUpperCase(),
		application: app.name,
		data_access_expires_at: token.dataAccessExpiresAt,
		expires_at: token.expiresAt,
		is_valid: true,
		issued_at: token.issuedAt,
		...(token.page ? { profile_id: token.page.id } : {}),
		...(token.person ? { user_id: token.person.id } : {}),
		scopes,
		granular_scopes: granularScopesOf(token, scopes),
	};
	try {
		tokens.validate(value);
		return { data: document };
	} catch (error) {
		if (!(error instanceof GraphError)) throw error;
		const { code, message, details } = error;
		const { subcode } = details;
		return { data: { ...document, is_valid: false, error: { code, message, subcode } } };
	}
}
