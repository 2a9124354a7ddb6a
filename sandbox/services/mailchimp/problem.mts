import { randomUUID } from 'node:crypto';

/** A field that was refused, by its path in the body or its name in the query. */
export interface FieldError {
	readonly field: string;
	readonly message: string;
}

/**
 * What the API refuses, as it says it: `application/problem+json`
 * (mailchimp.com/developer/marketing/docs/errors/, also `mailchimp/fern-marketing-api-docs:
 * fern/docs/pages/api-concepts/errors.mdx`).
 */
export class Problem extends Error {
	readonly status: number;
	readonly title: string;
	/** The refused fields, where there are some. */
	readonly errors: readonly FieldError[] | undefined;

	/**
	 * @param status the HTTP status
	 * @param title what kind of error it is, as in Mailchimp's error glossary
	 * @param detail what happened this time
	 */
	constructor(status: number, title: string, detail: string, errors?: readonly FieldError[]) {
		super(detail);
		this.status = status;
		this.title = title;
		this.errors = errors;
	}

	/** The error document; `instance` is new each time, as a support case would name it. */
	toJSON() {
		return {
			type: 'https://mailchimp.com/developer/marketing/docs/errors/',
			title: this.title,
			status: this.status,
			detail: this.message,
			instance: randomUUID(),
			...(this.errors ? { errors: this.errors } : {}),
		};
	}
}

/** No such record, or no such path. */
export const notFound = () =>
	new Problem(404, 'Resource Not Found', 'The requested resource could not be found.');

/** A body or query that does not fit the API's schema (mailchimp/mc-magento, issue 497). */
export const invalidFields = (errors: readonly FieldError[]) =>
	new Problem(
		400,
		'Invalid Resource',
		"The resource submitted could not be validated. For field-specific details, see the 'errors' array.",
		errors,
	);

/** One field that does not fit. */
export const invalid = (field: string, message: string) => invalidFields([{ field, message }]);

/** A body that is not JSON. */
export const malformed = () =>
	new Problem(400, 'JSON Parse Exception', 'The JSON sent in the request body is not valid JSON.');

/** A request that is well-formed and cannot be carried out. */
export const badRequest = (detail: string) => new Problem(400, 'Bad Request', detail);
