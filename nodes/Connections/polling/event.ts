/** What the trigger starts a workflow with. */
import type { IDataObject } from 'n8n-workflow';

import type { Connection } from '../../../connection/connection';
import type { Credential } from '../api/credentials';
import { shownCredential } from '../record';
import { runs, shownBriefly, takers } from '../usage/needs';
import type { Usage } from '../usage/usage';

/** The events, in the order of the list. */
export const EVENTS = {
	broke: { name: 'Broke', description: 'A connection no longer works' },
	expiresSoon: {
		name: 'Expires Soon',
		description: 'The access of a connection that is looked into, or of this API key, ends soon',
	},
	newlyUnused: {
		name: 'Newly Unused',
		description: 'The last workflow that used it no longer does',
	},
	permissionLost: {
		name: 'Permission Lost',
		description: 'A connection that is looked into may do less than before',
	},
	recovered: { name: 'Recovered', description: 'A connection that was broken works again' },
} as const;

export type EventName = keyof typeof EVENTS;

/** Something that changed. */
export interface Change {
	readonly event: EventName;
	readonly credential: Credential;
	/** Since when, as ISO 8601. */
	readonly since: string;
	readonly message: string;
	/** What belongs to this event only. */
	readonly details?: IDataObject;
}

/** A change as an item. */
export function shownChange(
	connection: Connection,
	{ event, credential, since, message, details = {} }: Change,
	usage: Usage,
): IDataObject {
	const { reauthorizeUrl, ...shown } = shownCredential(connection, credential);
	return {
		event,
		connection: shown,
		since,
		message,
		...details,
		affectedActiveWorkflows: takers(usage.of(credential.id)).filter(runs).map(shownBriefly),
		reauthorizeUrl,
	};
}
