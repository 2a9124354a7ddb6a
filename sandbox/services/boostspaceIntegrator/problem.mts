/**
 * What the API refuses, as it says it: every error has the same form
 * (developers.make.com/api-documentation/troubleshooting/http-status-codes). Of the words, those of 403 and 429 are
 * documented, and some of 400; the others are the stand-in's.
 */
export class Problem extends Error {
	readonly status: number;
	readonly code: string;
	readonly detail: string;
	/** What an app said, where one was asked. */
	readonly suberrors: readonly string[];

	constructor(
		status: number,
		message: string,
		detail: string,
		{ code = `SC${status}`, suberrors = [] as readonly string[] } = {},
	) {
		super(message);
		this.status = status;
		this.code = code;
		this.detail = detail;
		this.suberrors = suberrors;
	}

	toJSON() {
		return {
			...(this.suberrors.length > 0
				? { suberrors: this.suberrors.map((message) => ({ message, name: 'RuntimeError' })) }
				: { detail: this.detail }),
			message: this.message,
			code: this.code,
		};
	}
}

export const badRequest = (detail: string) => new Problem(400, 'Bad Request', detail);

export const unauthorized = () => new Problem(401, 'Unauthorized', 'Invalid token header.');

/** A scope or role that is missing, or something of an organization of others. */
export const denied = () => new Problem(403, 'Permission denied', 'Access denied.');

export const notFound = () => new Problem(404, 'Not Found', 'There is nothing of this ID.');

/** An app that Integrator asked said no (`awork-io/awork`, issue 152). */
export const refusedByApp = (said: string) =>
	new Problem(424, 'The request failed due to failure of a previous request.', '', {
		suberrors: [said],
	});

/** developers.make.com/api-documentation/getting-started/rate-limiting */
export const tooMany = () =>
	new Problem(
		429,
		'Too Many Requests',
		'Requests limit for organization exceeded, please try again later.',
	);
