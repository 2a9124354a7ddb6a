/** How a connection of n8n is shown. */
import type { IDataObject } from 'n8n-workflow';

import type { Connection } from '../../connection/connection';
import { dialogUrlOf } from '../../connection/session';
import type { Credential } from './api/credentials';
import { kindOf } from './usage/catalogue';
import { labelled, needsOf, runs, shownWorkflow, takers } from './usage/needs';
import type { UsingWorkflow } from './usage/usage';

/**
 * The address of the dialog in which a connection is reconnected and changed. The node's own one is in the n8n that runs
 * the node, which may not be the one of which it is the key.
 */
export const reauthorizeUrl = (
	{ id: own, dialogUrl, addressParts }: Connection,
	id: string,
): string => (id === own ? dialogUrl : dialogUrlOf(addressParts.instance ?? '', id));

const OWNER = 'credential:owner';

/** Which service a type of connection is of, and how it authorizes; `null` where another package says it. */
export function shownKind(type: string): IDataObject {
	const kind = kindOf(type);
	if (!kind) return { service: null, variant: null };
	const { service, variant } = kind;
	return {
		service: service.displayName,
		variant: variant === 'oauth2' ? 'OAuth2' : (service.apiKey?.label ?? null),
	};
}

/** What n8n's list says of a connection. */
export function shownCredential(connection: Connection, credential: Credential): IDataObject {
	const { id, name, type, createdAt, updatedAt, shared } = credential;
	const owner = shared.find(({ role }) => role === OWNER);
	return {
		id,
		name,
		...shownKind(type),
		type,
		// A personal project has the person's name: "Olga Owner <olga@example.com>".
		owner: owner?.name ?? null,
		projectId: owner?.id ?? null,
		sharedWith: shared
			.filter(({ role }) => role !== OWNER)
			.map((share) => ({ projectId: share.id, name: share.name })),
		createdAt,
		updatedAt,
		reauthorizeUrl: reauthorizeUrl(connection, id),
	};
}

/** What its workflows make of a connection. */
export function shownUsage(type: string, workflows: readonly UsingWorkflow[]): IDataObject {
	const service = kindOf(type)?.service;
	const using = takers(workflows);
	const { required, unknown } = needsOf(using);
	return {
		isUsed: using.length > 0,
		isUsedByActiveWorkflows: using.some(runs),
		workflows: using.map((workflow) => shownWorkflow(workflow, service)),
		permissionsNeeded: labelled(service, [...required.keys()]),
		notKnownOf: unknown.map((one) => ({ ...one })),
	};
}
