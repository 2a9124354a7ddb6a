/** Cookies of the page: below its own path only, and out of reach of any script (RFC 6265). */
import type { IWebhookFunctions } from 'n8n-workflow';

/** The value of a cookie of a request; `undefined` where there is none. */
export function cookieOf(header: unknown, name: string): string | undefined {
	if (typeof header !== 'string') return undefined;
	const pair = header
		.split(';')
		.map((one) => one.trim())
		.find((one) => one.startsWith(`${name}=`));
	return pair?.slice(name.length + 1);
}

type Response = ReturnType<IWebhookFunctions['getResponseObject']>;

/**
 * Sets a cookie; without a value, takes it away.
 * @param url the page's address
 */
export function setCookie(response: Response, url: string, name: string, value?: string): void {
	const { pathname, protocol } = new URL(url);
	const parts = [
		`${name}=${value ?? ''}`,
		`Path=${pathname}`,
		'HttpOnly',
		// Sent when the person comes to the page by a link, and never with a form of another site.
		'SameSite=Lax',
		...(protocol === 'https:' ? ['Secure'] : []),
		...(value === undefined ? ['Max-Age=0'] : []),
	];
	response.append('Set-Cookie', parts.join('; '));
}
