/** A connection of n8n as it is shown. */
import type { IDataObject } from 'n8n-workflow';

import type { Connection } from '../../connection/connection';
import { dialogUrlOf } from '../../connection/session';
import type { Credential } from './api/credentials';
import { authenticationOf, serviceOf } from './kinds';

/**
 * The address of the dialog in which a connection is reconnected and changed. The node's own one is in the n8n that runs
 * the node, which may not be the one of which it is the key.
 */
export const reauthorizeUrl = (
	{ id: own, dialogUrl, addressParts }: Connection,
	id: string,
): string => (id === own ? dialogUrl : dialogUrlOf(addressParts.instance ?? '', id));

const OWNER = 'credential:owner';

type Shared = Credential['shared'];

/** Who owns a connection: a personal project has the person's name, "Olga Owner <olga@example.com>". */
export const ownerOf = (shared: Shared): string =>
	shared.find(({ role }) => role === OWNER)?.name ?? 'nobody';

/** The projects with which a connection is shared. */
export const sharedWith = (shared: Shared): IDataObject[] =>
	shared.filter(({ role }) => role !== OWNER).map(({ id, name }) => ({ projectId: id, name }));

/** A connection in a few columns. */
export const shownCredential = (
	connection: Connection,
	{ id, name, type, shared }: Credential,
): IDataObject => ({
	name,
	service: serviceOf(type),
	authentication: authenticationOf(type),
	owner: ownerOf(shared),
	reauthorizeUrl: reauthorizeUrl(connection, id),
	id,
	type,
});
