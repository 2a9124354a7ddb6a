/**
 * What n8n says in English where it gives no code, as of n8n 2.41.1. When n8n is updated, this is what to compare: the tests in
 * the real n8n fail for a message that changed.
 */

/** A connection that holds no token (n8n-core (npm): dist/execution-engine/node-execution-context/utils/request-helpers/oauth.js). */
export const NOT_CONNECTED =
	/^(?:OAuth credentials not connected|Unable to sign without access token)/;

/** There is nothing to renew access with (same file). */
export const NO_REFRESH_TOKEN = /no refresh token is available/;

/** The authorization server answered `invalid_grant` (same file). */
export const TO_BE_RECONNECTED = /needs to be reconnected/;

/** A test that found a stored token and asked nobody. One that asks says "Connection successful!" (n8n (npm): dist/constants.js). */
export const ONLY_A_TOKEN = 'Connection Successful!';

/** A type without a test (n8n (npm): dist/services/credentials-tester.service.js). */
export const NO_TEST = 'No testing function found for this credential.';

/** A test that n8n lost beside others: the first that ends takes away what all of them need (same file). */
export const TEST_WAS_LOST =
	/^(?:Node not found|Node type "[^"]+" does not have any credentials (?:of type "[^"]+" )?defined)$/;

/** A node that n8n does not know or may not run (n8n (npm): dist/node-types.js). */
export const UNKNOWN_NODE = /Unrecognized node type|unknown node|is not installed/i;

/** A run that ended before its nodes had. */
export const RUN_ENDED = /timed out|cancel/i;

/**
 * A connection that a workflow may not use; the first group is the node
 * (n8n (npm): dist/executions/pre-execution-checks/credentials-permission-checker.js).
 */
export const CREDENTIAL_REFUSED =
	/^Node "([^"]+)" (?:does not have access to the credential|uses a credential you do not have access to|uses invalid credential)/;

/** Codes of the network with which n8n names a request without an answer (https://nodejs.org/api/errors.html#common-system-errors). */
const LATE = 'ETIMEDOUT|ESOCKETTIMEDOUT|ECONNABORTED';
const UNREACHABLE =
	'ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EPIPE|EPROTO';

/** A request without an answer. */
export const NO_ANSWER = new RegExp(`\\b(?:${LATE}|${UNREACHABLE})\\b|socket hang up`);

/** What a message of n8n on a failed request is about. */
export type HostWord =
	| 'notConnected'
	| 'expired'
	| 'revoked'
	| 'wrongKey'
	| 'notInspectable'
	| 'timeout'
	| 'rateLimited'
	| 'serviceUnavailable'
	| 'forbidden'
	/** The service refuses what signs the request. */
	| 'refused'
	/** Access could not be renewed. */
	| 'renewal';

/**
 * What a failed request is about, the first match counts (n8n-workflow (npm): dist/cjs/errors/node-api.error.js and
 * abstract/node.error.js; @n8n/client-oauth2 (npm): dist/constants.js; n8n-core (npm): request-helpers/oauth.js).
 */
export const REQUEST_FAILURES: ReadonlyArray<readonly [RegExp, HostWord]> = [
	[/not connected|Unable to sign without access token/i, 'notConnected'],
	[NO_REFRESH_TOKEN, 'expired'],
	[/needs to be reconnected|invalid_grant|provided authorization grant/i, 'revoked'],
	[/Client authentication failed|client is not authorized to request/i, 'wrongKey'],
	[/configured to prevent use within|allowed domains|Domain not allowed/i, 'notInspectable'],
	[new RegExp(`\\b(?:${LATE})\\b|\\btimeout\\b|timed out|connection was aborted`, 'i'), 'timeout'],
	[/too many requests|\b429\b/i, 'rateLimited'],
	[
		new RegExp(
			`\\b(?:${UNREACHABLE})\\b|socket hang up|perhaps it is offline|perhaps the server is offline|cannot be established|connection (?:refused|reset)|host not found`,
			'i',
		),
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
