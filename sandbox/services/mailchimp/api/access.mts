import type { Authorization } from '../authorization.mts';
import { Problem } from '../problem.mts';
import type { Account } from '../state.mts';

/**
 * Calls of one user that may be under way at once
 * (`mailchimp/fern-marketing-api-docs: fern/docs/pages/api-concepts/rate-limits-and-timeouts.mdx`).
 */
const CONCURRENT_CALLS = 10;

const DATA_CENTRE = /^([a-z]+\d+)\.api\.mailchimp\.com$/;

/** What the Authorization header of a request stands for. */
export interface Credentials {
	/** The scheme as it was sent, e.g. `Bearer`. */
	readonly scheme: string | undefined;
	/** The key or token. */
	readonly secret: string;
}

/**
 * Reads an Authorization header: Basic with any user name and the key as password, or the key or token after
 * any other scheme.
 */
export function readCredentials(header: string | undefined): Credentials {
	const [scheme, value = ''] = (header ?? '').split(' ');
	if (scheme?.toLowerCase() !== 'basic') return { scheme: scheme || undefined, secret: value };
	const secret = Buffer.from(value, 'base64')
		.toString('utf8')
		.replace(/^[^:]*:/, '');
	return { scheme, secret };
}

/** The account that a key (also one that was deleted) or an OAuth token belongs to. */
export async function accountOf(
	secret: string,
	accounts: readonly Account[],
	authorization: Authorization,
): Promise<Account | undefined> {
	if (!secret) return undefined;
	return (
		accounts.find(({ apiKey }) => apiKey === secret) ?? (await authorization.accountOf(secret))
	);
}

/**
 * Schemes that the API takes: Basic and Bearer are documented; `apikey` is what n8n's own Mailchimp node sends
 * (n8n-io/n8n: packages/nodes-base/credentials/MailchimpApi.credentials.ts).
 */
const SCHEMES = ['basic', 'bearer', 'apikey'];

/**
 * Lets a request in.
 *
 * A key that is known and is sent to another data centre's host is answered `Wrong Datacenter` (recorded in
 * jdtrat/chimpr, issue 1). The host `api.mailchimp.com` serves every data centre
 * (`mailchimp/fern-marketing-api-docs: fern/docs/pages/api-concepts/api-structure.mdx`), and so does a loopback
 * address here.
 *
 * @param host without a port
 * @returns the account
 * @throws Problem 401 without a valid key or token; 403 at another data centre, for a closed account, or for what
 *   the user's role does not allow; 429 for too many calls at once
 */
export function letIn(
	{ scheme, secret }: Credentials,
	account: Account | undefined,
	{ method, host }: { method: string; host: string },
): Account {
	if (!secret || !SCHEMES.includes(scheme?.toLowerCase() ?? '')) {
		throw new Problem(401, 'API Key Missing', 'Your request did not include an API key.');
	}
	if (!account) {
		throw new Problem(
			401,
			'API Key Invalid',
			"Your API key may be invalid, or you've attempted to access the wrong datacenter.",
		);
	}
	if (account.keyDisabled && account.apiKey === secret) {
		throw new Problem(401, 'API Key Invalid', 'This API key has been disabled.');
	}
	const dataCentre = DATA_CENTRE.exec(host)?.[1];
	if (dataCentre !== undefined && dataCentre !== account.dataCentre) {
		throw new Problem(
			403,
			'Wrong Datacenter',
			'The API key provided is linked to a different datacenter',
		);
	}
	if (account.deactivated) {
		throw new Problem(403, 'User Disabled', 'This account has been deactivated.');
	}
	if (account.role === 'viewer' && method !== 'GET') {
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
