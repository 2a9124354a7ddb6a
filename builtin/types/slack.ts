/** Slack: every answer has status 200; what went wrong is inside (https://docs.slack.dev/reference/methods/auth.test). */
import { z } from 'zod';

import type { Answer, Cause, InquiredType, Refusal, RequestInquiry } from '../inquiry';

const list = z.string().transform((text) => text.split(',').flatMap((scope) => scope.trim() || []));

const identity = z.object({
	ok: z.literal(true),
	url: z.string().optional(),
	team: z.string().optional(),
	team_id: z.string(),
	user: z.string().optional(),
});

/** No scope is needed to ask. The granted scopes are in a header of each answer (slack-ruby/slack-ruby-client: issue 378). */
const AUTH_TEST: RequestInquiry = {
	method: 'POST',
	url: 'https://slack.com/api/auth.test',
	read: ({ body, headers }) => {
		const { team_id: id, team, user } = identity.parse(body);
		const scopes = list.safeParse(headers['x-oauth-scopes']);
		return {
			account: { id, name: team ?? id, ...(user ? { user } : {}) },
			...(scopes.success ? { granted: scopes.data } : {}),
		};
	},
};

const failed = z.object({
	ok: z.literal(false),
	error: z.string(),
	needed: z.string().optional(),
	provided: z.string().optional(),
});

const CAUSES: Readonly<Record<string, Cause>> = {
	account_inactive: 'revoked',
	invalid_auth: 'revoked',
	missing_scope: 'insufficientScope',
	not_authed: 'notConnected',
	ratelimited: 'rateLimited',
	token_expired: 'expired',
	token_revoked: 'revoked',
	fatal_error: 'serviceUnavailable',
	internal_error: 'serviceUnavailable',
	service_unavailable: 'serviceUnavailable',
};

function refusal({ body }: Answer): Refusal | undefined {
	const read = failed.safeParse(body);
	if (!read.success) return undefined;
	const { error, needed = '', provided } = read.data;
	const cause = Object.hasOwn(CAUSES, error) ? CAUSES[error] : undefined;
	const missing = list.parse(needed);
	return {
		cause: cause ?? 'forbidden',
		detail: error,
		...(missing.length > 0 ? { missing } : {}),
		...(provided === undefined ? {} : { granted: list.parse(provided) }),
	};
}

const workspace: InquiredType = {
	service: 'Slack',
	inquiries: [AUTH_TEST],
	refusal,
	source: 'https://docs.slack.dev/reference/methods/auth.test',
};

export const slack: Readonly<Record<string, InquiredType>> = {
	slackApi: workspace,
	slackOAuth2Api: workspace,
};
