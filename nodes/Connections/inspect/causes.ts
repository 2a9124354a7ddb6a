/** Causes of a connection that does not work, each with a sentence and a remedy. */
import type { Cause as ServiceCause } from '../../../builtin/inquiry';

export type Cause = ServiceCause | 'notInspectable';

/** Words for a cause. `{service}` stands for the service's name. */
export interface Words {
	readonly sentence: string;
	readonly remedy: string;
}

/** What to do where only a person's consent helps. */
export const RECONNECT = 'Open the connection and reconnect it.';

/** What to do before a key ends. */
export const ENTER_NEW_KEY = 'Make a new key and enter it in the connection.';

export const CAUSES: Readonly<Record<Cause, Words>> = {
	notConnected: {
		sentence: 'It was never connected',
		remedy: 'Open it and select Connect.',
	},
	revoked: {
		sentence: '{service} no longer accepts it: access was revoked, or its refresh token ended',
		remedy: RECONNECT,
	},
	expired: { sentence: 'Its access has expired', remedy: RECONNECT },
	declined: {
		sentence: 'A permission was declined on the consent page',
		remedy: 'Reconnect it and allow what its workflows need.',
	},
	insufficientScope: {
		sentence: '{service} accepts it, but it lacks a permission',
		remedy: 'Add the permission to the connection and reconnect it.',
	},
	wrongKey: {
		sentence: '{service} refuses the key or password',
		remedy: 'Open the connection and enter the current key or password.',
	},
	wrongAddress: {
		sentence: 'Its address is not the one of {service}',
		remedy: 'Open the connection and correct the address.',
	},
	forbidden: {
		sentence:
			'{service} knows it but refuses it: the role, the plan or the state of the account does not allow it',
		remedy: 'Ask the owner of the account.',
	},
	rateLimited: {
		sentence: '{service} receives too many requests of this account',
		remedy: 'Verify it again in a few minutes.',
	},
	serviceUnavailable: {
		sentence: '{service} is not available',
		remedy: 'The connection may be fine. Verify it again in a few minutes.',
	},
	timeout: {
		sentence: '{service} did not answer in time',
		remedy: 'The connection may be fine. Verify it again, or raise the time limit.',
	},
	notInspectable: {
		sentence: 'It cannot be inspected',
		remedy: 'See the message.',
	},
};

/** Words for `wrongKey` where a person pastes no key: the app itself is refused. */
export const WRONG_CLIENT: Words = {
	sentence: '{service} refuses the Client ID or the Client Secret',
	remedy: 'Open the connection, correct the Client ID and the Client Secret, and reconnect it.',
};

/** The sentence about a service. */
export const sentenceOn = ({ sentence }: Words, service: string): string =>
	sentence.replace('{service}', service);
