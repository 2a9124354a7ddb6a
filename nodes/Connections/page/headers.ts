/** What the page tells the browser besides itself. */

/** Sent with everything. n8n drops a policy of the node's own from answers of workflows and sends its sandbox instead. */
export const HEADERS: Readonly<Record<string, string>> = {
	'content-type': 'text/html; charset=utf-8',
	'cache-control': 'no-store',
	'referrer-policy': 'no-referrer',
	'x-content-type-options': 'nosniff',
	// What frame-ancestors says in a policy, which n8n would drop.
	'x-frame-options': 'DENY',
	'cross-origin-resource-policy': 'same-origin',
};

/**
 * What the page may load: its own style and script, and itself.
 * @param url the page's own address; in a sandbox 'self' is nothing
 */
export const policyOf = (nonce: string, url?: string): string =>
	[
		"default-src 'none'",
		`style-src 'nonce-${nonce}'`,
		...(url ? [`script-src 'nonce-${nonce}'`, `connect-src ${url}`] : []),
		`form-action ${url ?? "'none'"}`,
		"base-uri 'none'",
	].join('; ');
