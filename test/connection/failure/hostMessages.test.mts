/** The messages that decide something are what the installed n8n says. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { HostWord } from '../../../connection/failure/hostMessages.ts';
import {
	NO_REFRESH_TOKEN,
	NOT_CONNECTED,
	REQUEST_FAILURES,
	TO_BE_RECONNECTED,
	UNKNOWN_NODE,
} from '../../../connection/failure/hostMessages.ts';
import { root } from '../../../sandbox/places.mts';

const SIGNING =
	'n8n-core/dist/execution-engine/node-execution-context/utils/request-helpers/oauth.js';
const TOKEN = '@n8n/client-oauth2/dist/client-oauth2-token.js';
const CODES = '@n8n/client-oauth2/dist/constants.js';
const STATUSES = 'n8n-workflow/dist/cjs/errors/node-api.error.js';
const NETWORK = 'n8n-workflow/dist/cjs/errors/abstract/node.error.js';
const DOMAINS = 'n8n-workflow/dist/cjs/credential-domain-restrictions.js';

const source = (file: string) => readFileSync(join(root, 'node_modules', file), 'utf8');

const wordFor = (message: string) => REQUEST_FAILURES.find(([form]) => form.test(message))?.[1];

describe('n8n says', () => {
	it.each<[file: string, said: string, form: RegExp]>([
		[SIGNING, 'OAuth credentials not connected', NOT_CONNECTED],
		[TOKEN, 'Unable to sign without access token', NOT_CONNECTED],
		[
			TOKEN,
			'OAuth access token expired and no refresh token is available. Please reconnect the credentials.',
			NO_REFRESH_TOKEN,
		],
		[SIGNING, 'needs to be reconnected.', TO_BE_RECONNECTED],
		[
			'n8n-core/dist/errors/unrecognized-node-type.error.js',
			'Unrecognized node type: ',
			UNKNOWN_NODE,
		],
	])('in %s: %s', (file, said, form) => {
		expect(source(file)).toContain(said);
		expect(said).toMatch(form);
	});

	it.each<[file: string, said: string, word: HostWord]>([
		[SIGNING, 'OAuth credentials not connected', 'notConnected'],
		[TOKEN, 'Unable to sign without access token', 'notConnected'],
		[TOKEN, 'OAuth access token expired and no refresh token is available', 'expired'],
		[SIGNING, 'needs to be reconnected.', 'revoked'],
		[CODES, 'The provided authorization grant (e.g., authorization', 'revoked'],
		[CODES, 'Client authentication failed (e.g., unknown client, no', 'wrongKey'],
		[CODES, 'The client is not authorized to request an authorization', 'wrongKey'],
		[DOMAINS, 'This credential is configured to prevent use within an ', 'notInspectable'],
		[
			DOMAINS,
			'Domain not allowed: This credential is restricted from accessing ',
			'notInspectable',
		],
		[DOMAINS, 'No allowed domains specified.', 'notInspectable'],
		[STATUSES, 'Authorization failed - please check your credentials', 'refused'],
		[STATUSES, 'Forbidden - perhaps check your credentials?', 'forbidden'],
		[STATUSES, 'The service is receiving too many requests from you', 'rateLimited'],
		[STATUSES, 'The service failed to process your request', 'serviceUnavailable'],
		[STATUSES, 'The service was not able to process your request', 'serviceUnavailable'],
		[STATUSES, 'Bad gateway - the service failed to handle your request', 'serviceUnavailable'],
		[STATUSES, 'Service unavailable - try again later', 'serviceUnavailable'],
		[STATUSES, 'Gateway timed out - perhaps try again later?', 'timeout'],
		[NETWORK, 'The service refused the connection - perhaps it is offline', 'serviceUnavailable'],
		[
			NETWORK,
			'The connection to the server was closed unexpectedly, perhaps it is offline.',
			'serviceUnavailable',
		],
		[NETWORK, 'The connection cannot be established', 'serviceUnavailable'],
		[NETWORK, 'The connection timed out', 'timeout'],
		[NETWORK, 'The connection was aborted, perhaps the server is offline', 'timeout'],
		[NETWORK, 'The host is unreachable, perhaps the server is offline', 'serviceUnavailable'],
	])('in %s: %s (%s)', (file, said, word) => {
		expect(source(file)).toContain(said);
		expect(wordFor(said)).toBe(word);
	});

	it('nothing of it in a message about something else', () => {
		expect(wordFor('The resource you are requesting could not be found')).toBeUndefined();
	});
});
