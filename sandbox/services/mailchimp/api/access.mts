import type { Request } from 'express';

import type { Authorization } from '../authorization.mts';
import { Problem } from '../problem.mts';
import type { Account } from '../state.mts';

/** Calls that a user may have under way at once (mailchimp.com/developer/marketing/docs/fundamentals/). */
const CONCURRENT_CALLS = 10;

const DATA_CENTRE = /^([a-z]+\d+)\.api\.mailchimp\.com$/;

/**
 * The key or token of a request: Basic with any user name, or Bearer; `apikey` is what n8n's own Mailchimp node
 * sends (n8n-io/n8n: packages/nodes-base/credentials/MailchimpApi.credentials.ts).
 */
function secretOf(request: Request): string {
	const [scheme, value = ''] = (request.header('authorization') ?? '').split(' ');
	if (scheme === 'Bearer' || scheme === 'apikey') return value;
	if (scheme !== 'Basic') return '';
	return Buffer.from(value, 'base64')
		.toString('utf8')
		.replace(/^[^:]*:/, '');
}

/**
 * Whose request it is.
 * @throws Problem as documented: 401 for a key that is none or of another data centre, 403 for too low a role, 429
 *   for too many calls at once
 */
export async function authorize(
	request: Request,
	accounts: readonly Account[],
	authorization: Authorization,
): Promise<Account> {
	const secret = secretOf(request);
	if (!secret) {
		throw new Problem(401, 'API Key Missing', 'Your request did not include an API key.');
	}
	const byKey = accounts.find(({ apiKey, keyDisabled }) => apiKey === secret && !keyDisabled);
	const account = byKey ?? (await authorization.accountOf(secret));
	const dataCentre = DATA_CENTRE.exec(request.hostname)?.[1];
	if (!account || (dataCentre !== undefined && dataCentre !== account.dataCentre)) {
		throw new Problem(
			401,
			'API Key Invalid',
			"Your API key may be invalid, or you've attempted to access the wrong datacenter.",
		);
	}
	if (account.role === 'viewer' && request.method !== 'GET') {
		throw new Problem(403, 'Forbidden', 'You are not permitted to access this resource.');
	}
	if (account.underWay >= CONCURRENT_CALLS) {
		throw new Problem(
			429,
			'Too Many Requests',
			'You have exceeded the limit of 10 simultaneous connections.',
		);
	}
	return account;
}
