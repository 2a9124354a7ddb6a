/** Changes that start a workflow. */
import type { IDataObject } from 'n8n-workflow';

import type { Connection } from '../../../connection/connection';
import type { Credential } from '../api/credentials';
import { shownCredential } from '../record';
import { runs, shownBriefly, takers } from '../usage/needs';
import type { Usage } from '../usage/usage';

/** The events, in the order of the list. */
export const EVENTS = {
	broke: {
		name: 'Broke',
		action: 'A connection breaks',
		description: 'A connection no longer works',
	},
	keyEndsSoon: {
		name: 'Key Ends Soon',
		action: 'The API key of this trigger ends soon',
		description: 'The API key with which this trigger watches ends soon',
	},
	newlyUnused: {
		name: 'Newly Unused',
		action: 'A connection is no longer used',
		description: 'The last workflow that used it no longer does',
	},
	recovered: {
		name: 'Recovered',
		action: 'A connection works again',
		description: 'A connection that was broken works again',
	},
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
