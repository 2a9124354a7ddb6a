/** Words for a request that failed, of services and of n8n: neither gives a code with them. */
import { REQUEST_FAILURES } from '../../../connection/failure/hostMessages';
import type { Cause } from './causes';

/** Words with which services say that a scope is missing, whatever the form of their answer. */
const LACKS_SCOPE =
	/insufficient[\s_-](?:\w+[\s_-]){0,2}scopes?\b|missing[\s_-](?:\w+[\s_-])?scopes?\b|granted (?:all )?(?:the )?required scopes|not (?:contain|have) (?:the )?(?:(?:required|necessary) )?scopes?\b|SCOPE_INSUFFICIENT/i;

/** Whether words say that a scope is missing. */
export const lacksScope = (words: string): boolean => LACKS_SCOPE.test(words);

/**
 * The cause in a message of n8n.
 * @param isKey whether a person pastes a key or password, which is what a refusal is about then
 * @returns `undefined` where it says nothing of one
 */
export function causeIn(message: string, isKey: boolean): Cause | undefined {
	if (lacksScope(message)) return 'insufficientScope';
	const [, word] = REQUEST_FAILURES.find(([form]) => form.test(message)) ?? [];
	if (word === 'refused') return isKey ? 'wrongKey' : 'revoked';
	// The token could not be renewed, and nothing says that it was withdrawn.
	if (word === 'renewal') return 'serviceUnavailable';
	return word;
}
