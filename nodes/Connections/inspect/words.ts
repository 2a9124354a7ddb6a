/** Words of n8n for a request that failed: it gives no code with them. */
import type { Cause } from './causes';

/*
 * n8n-workflow (npm): dist/cjs/errors/node-api.error.js and abstract/node.error.js; n8n-core (npm):
 * dist/execution-engine/node-execution-context/utils/request-helpers/oauth.js; @n8n/client-oauth2 (npm): dist/constants.js;
 * codes of the network: https://nodejs.org/api/errors.html#common-system-errors.
 */
/** Words with which services say that a scope is missing, whatever the form of their answer. */
const LACKS_SCOPE =
	/insufficient[\s_-](?:\w+[\s_-]){0,2}scopes?\b|missing[\s_-](?:\w+[\s_-])?scopes?\b|granted (?:all )?(?:the )?required scopes|not (?:contain|have) (?:the )?(?:(?:required|necessary) )?scopes?\b|SCOPE_INSUFFICIENT/i;

/** Whether words say that a scope is missing. */
export const lacksScope = (words: string): boolean => LACKS_SCOPE.test(words);

const WORDS: ReadonlyArray<readonly [RegExp, Cause | 'refused' | 'renewal']> = [
	[LACKS_SCOPE, 'insufficientScope'],
	[/not connected|Unable to sign without access token/i, 'notConnected'],
	[/no refresh token is available/i, 'expired'],
	[/needs to be reconnected|invalid_grant|provided authorization grant/i, 'revoked'],
	[/Client authentication failed|client is not authorized to request/i, 'wrongKey'],
	[/configured to prevent use within|allowed domains|Domain not allowed/i, 'notInspectable'],
	[
		/\b(?:ETIMEDOUT|ESOCKETTIMEDOUT|ECONNABORTED)\b|\btimeout\b|timed out|connection was aborted/i,
		'timeout',
	],
	[/too many requests|\b429\b/i, 'rateLimited'],
	[
		/\b(?:ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EPIPE|EPROTO)\b|socket hang up|perhaps it is offline|perhaps the server is offline|cannot be established|connection (?:refused|reset)|host not found/i,
		'serviceUnavailable',
	],
	[
		/Bad gateway|Service unavailable|service (?:was not able to|failed to) process|Internal Server Error|not answering properly|(?:status code:?|HTTP) 5\d\d/i,
		'serviceUnavailable',
	],
	[/Authorization failed|Unauthorized|Invalid credentials|(?:status code:?|HTTP) 401/i, 'refused'],
	[/Forbidden|(?:status code:?|HTTP) 403/i, 'forbidden'],
	[/\bEAUTH\b|\bESTATUS\b|authorization server|Unsupported content type/i, 'renewal'],
];

/**
 * The cause in a message of n8n.
 * @param isKey whether a person pastes a key or password, which is what a refusal is about then
 * @returns `undefined` where it says nothing of one
 */
export function causeIn(message: string, isKey: boolean): Cause | undefined {
	const [, cause] = WORDS.find(([form]) => form.test(message)) ?? [];
	if (cause === 'refused') return isKey ? 'wrongKey' : 'revoked';
	// The token could not be renewed, and nothing says that it was withdrawn.
	if (cause === 'renewal') return 'serviceUnavailable';
	return cause;
}
