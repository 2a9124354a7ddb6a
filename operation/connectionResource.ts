import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import type { Connection } from '../connection/connection';
import { ConnectionFailure } from '../connection/failure/failure';
import type { Ending, Service } from '../connection/model/service';
import { variantLabel, variantOf } from '../connection/model/service';
import type { Operation, Resource } from './operation';
import { operationsOf } from './operation';

/** Permissions as a person reads them; `null` where they are not known. */
const labelled = ({ permissions }: Service, names: readonly string[] | undefined) =>
	names?.map((name) => ({ name, label: permissions[name]?.label ?? name })) ?? null;

/** A moment as ISO 8601, `never`, or `null` where it is not known. */
const moment = (ending: Ending | undefined) =>
	ending instanceof Date ? ending.toISOString() : (ending ?? null);

/** How the connection is kept from breaking. */
function renewal({ service, variant, dialogUrl, isShortLived }: Connection): string {
	if (variant === 'apiKey') {
		return `When the ${service.apiKey?.label} no longer works, paste a new one: ${dialogUrl}`;
	}
	const reconnect = `open the connection and reconnect it: ${dialogUrl}`;
	if (isShortLived) {
		return `Its token is short-lived: ${service.displayName} gave no longer one, and is asked again while it is used. Before it ends, ${reconnect}`;
	}
	return {
		never: `Nothing to do: its token does not expire. If it is revoked, ${reconnect}`,
		refresh: `n8n renews its token by itself. If that fails, ${reconnect}`,
		reauthorize: `Before its access ends, ${reconnect}`,
	}[variant === 'oauth2' ? variantOf(service, variant).expiry : 'refresh'];
}

/** The ends that the service documents, in sentences. */
function lifetimesOf({ service, variant }: Connection): string[] {
	const { lifetimes = [] } = variantOf(service, variant);
	const what = { token: 'The token', refreshToken: 'The refresh token', access: 'Access' };
	return lifetimes.flatMap(({ of, days, from, when }) =>
		days === undefined
			? []
			: [
					`${what[of]} ends ${days} days ${from === 'lastUse' ? 'without use' : 'after it was issued'}${when ? `, where ${when}` : ''}`,
				],
	);
}

/** Everything that is known of a connection; nothing of it is secret. */
async function describe(connection: Connection): Promise<IDataObject> {
	const { service, variant, name, dialogUrl } = connection;
	const isTold = variantOf(service, variant).account !== undefined;
	const [account, permissions, endings] = await Promise.all([
		isTold ? connection.account() : undefined,
		connection.permissions(),
		connection.endings(),
	]);
	const { id, name: accountName, user, email, role, addressParts } = account ?? {};
	return {
		connection: name,
		service: service.displayName,
		authentication: variantLabel(service, variant),
		account: account ? { id, name: accountName, user, email, role } : null,
		address: { ...connection.addressParts, ...addressParts },
		access: variantOf(service, variant).access,
		permissions: {
			requested: labelled(service, permissions.requested),
			granted: labelled(service, permissions.granted),
			declined: labelled(service, permissions.declined),
			expired: labelled(service, permissions.expired),
		},
		tokenExpires: moment(endings.token),
		refreshTokenExpires: moment(endings.refreshToken),
		refreshTokenExpiresIfUnused: moment(endings.refreshTokenIfUnused),
		accessEnds: moment(endings.access),
		rules: lifetimesOf(connection),
		renewal: renewal(connection),
		url: dialogUrl,
	};
}

/** Shows whose account a connection is of, what it may do, and until when. */
const get = (service: Service): Operation =>
	operationsOf(service)({
		name: 'Get',
		action: 'Get a connection',
		description: 'Show whose account the connection is, what it may do, and when its access ends',
		requires: [],
		fields: [],
		input: z.object({}),
		run: async (connection) => await describe(connection),
	});

/** What a person should know of a token that a service still accepts, or may. */
function afterRevoking({ displayName }: Service, isRefused: boolean | undefined): IDataObject {
	if (isRefused) return {};
	return {
		note:
			isRefused === undefined
				? `${displayName} took the revocation, but could not be asked whether the connection still works. Verify it again in a few minutes.`
				: `${displayName} took the revocation, but still accepts the access token, which may work until it expires. If it works longer, remove the app in ${displayName} itself.`,
	};
}

/** Connections that end with a revocation besides the revoked one, where the service grants to an account and an app. */
const ALSO_STOPS = 'every other connection of the same account to the same app';

/** Withdraws a connection's grant at the service, once its account was named. */
function revoke(service: Service): Operation {
	const endsAccount = service.oauth2?.revoke?.ends === 'account';
	return operationsOf(service)({
		name: 'Revoke',
		action: 'Revoke a connection',
		description: `Withdraw everything that ${service.displayName} granted to the app of the connection. It stops working until you reconnect it${
			endsAccount ? `, and so does ${ALSO_STOPS}` : ''
		}.`,
		requires: [],
		fields: [
			{
				displayName: 'Account to Revoke',
				name: 'account',
				type: 'string',
				required: true,
				default: '',
				description:
					'The name of the connection\'s account, as "Get" shows it: so that no other one is revoked by mistake',
				...(endsAccount
					? {
							hint: `${service.displayName} takes the app away from the account: ${ALSO_STOPS} stops working, too.`,
						}
					: {}),
			},
		],
		input: z.object({
			account: z.string().trim().min(1, 'is missing: give the name of the account'),
		}),
		target: () => ['connection'],
		run: async (connection, input) => {
			const { id, name } = await connection.account();
			if (input.account !== name) {
				throw new ConnectionFailure(
					`"Account to Revoke" is "${input.account}", but "${connection.name}" is a connection of "${name}"`,
					{
						kind: 'input',
						advice:
							'Nothing was revoked. Choose the connection that you mean, or name its account.',
					},
				);
			}
			const { isRefused } = await connection.revoke();
			return {
				revoked: true,
				// The service's own word for it, asked afterwards; null where it gave none.
				refused: isRefused ?? null,
				...afterRevoking(service, isRefused),
				connection: connection.name,
				account: { id, name },
				...(endsAccount
					? { alsoStopped: `${ALSO_STOPS}, if there is any: reconnect those that are needed` }
					: {}),
			};
		},
	});
}

/** What can be done with the connection itself: the same on every service's node. */
export function connectionResource(service: Service): Resource {
	return {
		name: 'Connection',
		operations: {
			get: get(service),
			...(service.oauth2?.revoke ? { revoke: revoke(service) } : {}),
		},
	};
}
