import { randomBytes } from 'node:crypto';

import type { FaultyAnswer } from '../shared/faults.mts';

/** What an error says besides its message and code. */
export interface GraphErrorDetails {
	readonly subcode?: number;
	/** What a person may be shown. */
	readonly userTitle?: string;
	readonly userMessage?: string;
	/** Whether the same call may succeed later. */
	readonly isTransient?: boolean;
	readonly type?: string;
	/** The HTTP status. 400 when left out. */
	readonly status?: number;
}

/** What the API refuses, as it says it (developers.facebook.com/docs/graph-api/guides/error-handling). */
export class GraphError extends Error {
	readonly code: number;
	readonly details: GraphErrorDetails;

	constructor(code: number, message: string, details: GraphErrorDetails = {}) {
		super(message);
		this.code = code;
		this.details = details;
	}

	get status(): number {
		return this.details.status ?? 400;
	}

	/** The error document; the trace id is new each time. */
	toJSON() {
		const { subcode, userTitle, userMessage, isTransient, type } = this.details;
		return {
			error: {
				message: this.message,
				type: type ?? 'OAuthException',
				code: this.code,
				...(subcode === undefined ? {} : { error_subcode: subcode }),
				...(isTransient === undefined ? {} : { is_transient: isTransient }),
				...(userTitle === undefined ? {} : { error_user_title: userTitle }),
				...(userMessage === undefined ? {} : { error_user_msg: userMessage }),
				fbtrace_id: `A${randomBytes(8).toString('base64url')}`,
			},
		};
	}
}

/** The error as what a fault responds. */
export const respondWith = (error: GraphError): FaultyAnswer => ({
	status: error.status,
	body: JSON.stringify(error),
});

/**
 * No such object, or none that the token may see, or no such edge
 * (hasadna/kikar-hamedina, issue 303).
 */
export const unsupported = (method: string, id: string) =>
	new GraphError(
		100,
		`Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api`,
		{ type: 'GraphMethodException', subcode: 33 },
	);

/** A path that is none, or is below a version that there is not (arsduo/koala, issue 611). */
export const unknownPath = (path: string) =>
	new GraphError(2500, `Unknown path components: ${path}`);

/** A parameter that is missing or does not fit. */
export const invalidParameter = (detail: string) => new GraphError(100, `(#100) ${detail}`);

/** A field that the object does not have (pdir/social-feed-bundle, issue 153). */
export const noSuchField = (field: string, type: string) =>
	invalidParameter(`Tried accessing nonexisting field (${field}) on node type (${type})`);

/**
 * A permission to read is missing. It names pages_read_engagement also where another one is missing
 * (pdir/social-feed-bundle, issue 184; status 400: arsduo/koala, issue 639).
 */
export const mayNotRead = () =>
	new GraphError(
		10,
		"(#10) This endpoint requires the 'pages_read_engagement' permission or the 'Page Public Content Access' feature. Refer to https://developers.facebook.com/docs/apps/review/login-permissions#manage-pages and https://developers.facebook.com/docs/apps/review/feature#reference-PAGES_ACCESS for details.",
	);

/**
 * A permission to publish is missing (Codeinwp/tweet-old-post, issue 649; status 403: yiisoft/yii2-authclient,
 * issue 126).
 */
export const mayNotPublish = () =>
	new GraphError(
		200,
		'(#200) If posting to a group, requires app being installed in the group, and either publish_to_groups permission with user token, or both pages_read_engagement and pages_manage_posts permission with page token; If posting to a page, requires both pages_read_engagement and pages_manage_posts as an admin with sufficient administrative permission',
		{ status: 403 },
	);

/** A permission to change something is missing (the form of PipedreamHQ/pipedream, issue 7581). */
export const mayNotManage = (permission: string) =>
	new GraphError(200, `(#200) Requires ${permission} permission to manage the object`, {
		status: 403,
	});

/** The person may not do that on the page (pellaeon/fb-post-bulk-privacy-edit, issue 20). */
export const taskMissing = () => new GraphError(200, 'Permissions error', { status: 403 });

/** The call needs a page's token (code and subcode: developers.facebook.com/docs/graph-api/guides/error-handling). */
export const pageTokenNeeded = () =>
	new GraphError(
		190,
		'A Page access token is required for this call for the new Pages experience.',
		{ subcode: 2069032 },
	);

/** Calls that are too many, by what is counted: 4 the app's, 17 the user's, 32 the page's, 613 another limit. */
const THROTTLED: Readonly<Record<4 | 17 | 32 | 613, string>> = {
	4: '(#4) Application request limit reached',
	17: '(#17) User request limit reached',
	32: '(#32) Page request limit reached',
	613: '(#613) Calls to this api have exceeded the rate limit.',
};

/**
 * Too many calls (facebook/facebook-nodejs-business-sdk, issue 97).
 * @param code what is counted
 */
export const throttled = (code: keyof typeof THROTTLED) =>
	new GraphError(code, THROTTLED[code], { isTransient: true });

/** Blocked for a violation of the policies. */
export const blocked = () =>
	new GraphError(368, 'The action attempted has been deemed abusive or is otherwise disallowed');

/** The same post twice in a row. */
export const duplicate = () => new GraphError(506, 'Duplicate status message');
