/** Withdrawing the grant of a connection that is retired. */
import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import type { Connection } from '../../connection/connection';
import { ConnectionFailure } from '../../connection/failure/failure';
import type { Service } from '../../connection/model/service';
import { credentialTypeOf } from '../../connection/model/service';
import type { Host } from '../../operation/host';
import { services } from '../../services';
import type { NamedCredential } from './api/credentials';
import { openChosen } from './opened';
import { reauthorizeUrl } from './record';
import { verify } from './verify';

/** Types whose revocation ends other connections of the same account, too. */
const endingAccounts = services
	.filter(({ oauth2 }: Service) => oauth2?.revoke?.ends === 'account')
	.map((service: Service) => credentialTypeOf(service, 'oauth2'));

const NAME = 'Replacement Is of Another Account';

/** Only a person can know it: of two connections of one type a node has only one, and n8n's tests tell no account. */
export const otherAccountField: INodeProperties = {
	displayName: NAME,
	name: 'otherAccount',
	type: 'boolean',
	default: false,
	description:
		'Whether you have made sure that the replacement was authorized by another person, or for another app, than the connection to retire. This service revokes all connections of a person to an app at once, so that the replacement would stop too.',
	displayOptions: { show: { openedType: endingAccounts } },
};

/** What it must hold. */
export const otherAccount = z.boolean({ message: 'must be true or false' }).default(false);

/**
 * The connection to revoke, where one is chosen for that.
 * @throws ConnectionFailure when it is not the one that is retired
 */
export async function openOld(
	host: Host,
	type: string | undefined,
	from: NamedCredential,
): Promise<Connection | undefined> {
	const opened = await openChosen(host, type);
	if (!opened || opened.id === from.id) return opened;
	throw new ConnectionFailure(`The connection to revoke is "${opened.name}", not "${from.name}"`, {
		kind: 'input',
		advice: 'Nothing was changed. Choose the connection that is to be retired.',
	});
}

/** The way to revoke a connection, if its service has one. */
const wayOf = ({ variant, service }: Connection) =>
	variant === 'oauth2' ? service.oauth2?.revoke : undefined;

/** Why a connection cannot be revoked without harm to its replacement, if it cannot. */
export function revocationObstacle(
	opened: Connection | undefined,
	to: NamedCredential,
	isOfAnotherAccount: boolean,
): string | undefined {
	if (!opened || isOfAnotherAccount || wayOf(opened)?.ends !== 'account') return undefined;
	const { name, service } = opened;
	return `To revoke "${name}" ends every connection of the same person and app to ${service.displayName}, and so may end "${to.name}": set "Revoke at the Service" to None, or turn on "${NAME}" where it is`;
}

/** What is said of a connection that is not revoked, where it is not. */
export function withoutRevocation(opened: Connection | undefined): string | undefined {
	if (!opened) return 'not asked for';
	if (wayOf(opened)) return undefined;
	return `${opened.service.displayName} has no way to revoke it from here: delete the key, or remove the app, there`;
}

/**
 * Makes sure that a revocation has not ended the replacement.
 * @throws ConnectionFailure when it is not known to work any more
 */
export async function checkStillWorking(
	connection: Connection,
	to: NamedCredential,
	timeout: number,
): Promise<void> {
	const { status, message } = await verify(connection, to, timeout);
	if (status === 'working') return;
	throw new ConnectionFailure(`"${to.name}" is ${status} after the revocation: ${message}`, {
		kind: 'reauthorize',
		advice: `All workflows use "${to.name}" now: reconnect it (${reauthorizeUrl(connection, to.id)}).`,
	});
}
