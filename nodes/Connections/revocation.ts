/** Withdrawing the grant of a connection at its service, through the connection's own node. */
import type { Account } from '../../connection/model/service';
import { ConnectionFailure } from '../../connection/failure/failure';
import { variantOf } from '../../connection/model/service';
import type { Host } from '../../operation/host';
import type { NamedCredential } from './api/credentials';
import { inspectAll } from './inspect/inspect';
import { runSteps } from './inspect/inlineRun';
import { errorOf } from './inspect/request';
import { kindOf, nodeOf } from './usage/catalogue';

/** Milliseconds to wait for an answer about an account. */
const TIME_LIMIT = 30_000;

/** The way to revoke a type of connection from here, if there is one. */
function wayOf(type: string) {
	const kind = kindOf(type);
	const node = nodeOf(type);
	const revoke = kind && variantOf(kind.service, kind.variant).revoke;
	return kind && node && revoke ? { kind, node, ends: revoke.ends } : undefined;
}

/** The accounts of connections, as far as their services tell. */
async function accountsOf(
	host: Host,
	credentials: readonly NamedCredential[],
): Promise<Array<Account | undefined>> {
	const found = await inspectAll(credentials, { host, atOnce: 1, timeout: TIME_LIMIT });
	return credentials.map(({ id }) => found.get(id)?.judged.findings?.account);
}

/** A revocation that can be carried out. */
export interface Revocable {
	readonly from: NamedCredential;
	readonly account: Account;
}

/** What speaks against revoking the old connection, or what it takes. */
export async function planRevocation(
	host: Host,
	from: NamedCredential,
	to: NamedCredential,
): Promise<Revocable | { readonly obstacle: string }> {
	const way = wayOf(from.type);
	if (!way) {
		return {
			obstacle: `"${from.name}" cannot be revoked from here: delete the key, or remove the app, at the service`,
		};
	}
	const [old, replacement] = await accountsOf(host, [from, to]);
	if (!old) return { obstacle: `The service does not say whose account "${from.name}" is` };
	if (way.ends === 'account' && (!replacement || replacement.id === old.id)) {
		return {
			obstacle: `Revoking "${from.name}" ends every connection of the same person and app to ${way.kind.service.displayName}, and so may end "${to.name}": turn off "Revoke at the Service"`,
		};
	}
	return { from, account: old };
}

/**
 * Revokes a connection.
 * @throws ConnectionFailure when it is not certain that it was revoked
 */
export async function revoke(host: Host, { from, account }: Revocable): Promise<void> {
	const way = wayOf(from.type);
	if (!way) throw new Error(`${from.type} has no revocation`);
	const { node, kind } = way;
	const [outcome] = await runSteps(host, [
		{
			credential: from,
			type: `${host.packagePrefix}${node.name}`,
			typeVersion: node.typeVersion,
			parameters: {
				...node.parameters,
				resource: 'connection',
				operation: 'revoke',
				// The blank keeps n8n from taking a name that begins with "=" for an expression; the node trims it.
				account: ` ${account.name}`,
			},
		},
	]);
	const [item] = outcome && 'items' in outcome ? outcome.items : [];
	if (item?.revoked === true) return;
	throw new ConnectionFailure(
		`"${from.name}" was not revoked for certain: ${errorOf(item)?.message ?? 'its node gave no result'}`,
		{
			kind: 'outcomeUnknown',
			advice: `Check in ${kind.service.displayName} whether the app still has access.`,
		},
	);
}
