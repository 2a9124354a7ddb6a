import type { Response } from 'express';

/** What the API refuses, as it says it (`application/problem+json`, RFC 7807). */
export class Problem extends Error {
	readonly status: number;
	readonly title: string;
	/** The refused fields, where there are some. */
	readonly errors: ReadonlyArray<{ field: string; message: string }> | undefined;

	constructor(
		status: number,
		title: string,
		detail: string,
		errors?: ReadonlyArray<{ field: string; message: string }>,
	) {
		super(detail);
		this.status = status;
		this.title = title;
		this.errors = errors;
	}

	/** The error document. */
	toJSON() {
		return {
			type: 'https://mailchimp.com/developer/marketing/docs/errors/',
			title: this.title,
			status: this.status,
			detail: this.message,
			instance: '995c5cb0-3280-4a6e-808b-3b096d0bb219',
			...(this.errors ? { errors: this.errors } : {}),
		};
	}

	/** Sends it as the answer. */
	send(response: Response): void {
		response.status(this.status).type('application/problem+json').send(JSON.stringify(this));
	}
}

export const notFound = () =>
	new Problem(404, 'Resource Not Found', 'The requested resource could not be found.');

export const invalid = (field: string, message: string) =>
	new Problem(
		400,
		'Invalid Resource',
		"The resource submitted could not be validated. For field-specific details, see the 'errors' array.",
		[{ field, message }],
	);
