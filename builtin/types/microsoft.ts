/** Microsoft Graph: one consent for all products; each of n8n's types asks for the scopes of one. */
import { z } from 'zod';

import type { Answer, InquiredType, Refusal, RequestInquiry } from '../inquiry';

/** Which scopes allow a request (microsoftgraph/microsoft-graph-devx-content: permissions/new/permissions.json). */
const SOURCE = 'microsoftgraph/microsoft-graph-devx-content: permissions/new/permissions.json';

const graph = (path: string) => `https://graph.microsoft.com/v1.0${path}`;

/** With User.Read, User.Read.All, User.ReadWrite.All or Directory.Read.All. */
const ME: RequestInquiry = {
	url: graph('/me'),
	read: ({ body }) => {
		const { id, displayName, userPrincipalName, mail } = z
			.object({
				id: z.string(),
				displayName: z.string().nullish(),
				userPrincipalName: z.string(),
				mail: z.string().nullish(),
			})
			.parse(body);
		return {
			account: {
				id,
				name: displayName ?? userPrincipalName,
				user: userPrincipalName,
				...(mail ? { email: mail } : {}),
			},
		};
	},
};

/** With Files.Read or a wider scope. */
const DRIVE: RequestInquiry = {
	url: graph('/me/drive'),
	read: ({ body }) => {
		const { id, owner } = z
			.object({
				id: z.string(),
				owner: z
					.object({
						user: z
							.object({
								id: z.string().optional(),
								displayName: z.string().optional(),
								email: z.string().optional(),
							})
							.optional(),
					})
					.optional(),
			})
			.parse(body);
		const user = owner?.user;
		if (!user) return {};
		const { email, displayName } = user;
		return {
			account: {
				id: user.id ?? id,
				name: displayName ?? email ?? id,
				...(email ? { email } : {}),
			},
		};
	},
};

/** A list of which one record is asked for; what is in it is not read. */
const listAt = (
	path: string,
	query: RequestInquiry['query'] = { $top: '1', $select: 'id' },
): RequestInquiry => ({
	url: graph(path),
	query,
	read: ({ body }) => {
		z.object({ value: z.array(z.unknown()) }).parse(body);
		return {};
	},
});

const graphError = z.object({
	error: z.object({ code: z.string(), message: z.string().optional() }),
});

/** Of a token for another API or another cloud, Graph says the audience is wrong: that token may be well. */
const OTHER_AUDIENCE = /audience/i;

/** "Missing scope permissions on the request. API requires one of 'Chat.ReadBasic, Chat.Read'." (Softeria/ms-365-mcp-server: issue 65) */
function scopesNamedIn(detail: string): string[] | undefined {
	const [, named] = /requires one of '([^']+)'/.exec(detail) ?? [];
	return named?.split(',').flatMap((scope) => scope.trim() || []);
}

/** Errors of Graph: https://learn.microsoft.com/en-us/graph/errors */
function refusal({ status, body }: Answer): Refusal | undefined {
	const read = graphError.safeParse(body);
	if (!read.success) return undefined;
	const { code, message } = read.data.error;
	const detail = message || code;
	if (status === 403) {
		const missing = scopesNamedIn(detail);
		return { cause: 'insufficientScope', detail, ...(missing ? { missing } : {}) };
	}
	if (status === 401 && OTHER_AUDIENCE.test(detail)) return { cause: 'wrongAddress', detail };
	return undefined;
}

const product = (service: string, ...inquiries: RequestInquiry[]): InquiredType => ({
	service,
	inquiries,
	refusal,
	source: SOURCE,
});

export const microsoft: Readonly<Record<string, InquiredType>> = {
	microsoftEntraOAuth2Api: product('Microsoft Entra ID', ME),
	microsoftExcelOAuth2Api: product('Microsoft Excel', DRIVE),
	// With SecurityEvents.Read.All, as n8n's node asks (n8n-nodes-base (npm): dist/nodes/Microsoft/GraphSecurity).
	microsoftGraphSecurityOAuth2Api: product(
		'Microsoft Graph Security',
		listAt('/security/secureScores', { $top: '1' }),
	),
	microsoftOAuth2Api: product('Microsoft', ME),
	microsoftOneDriveOAuth2Api: product('Microsoft OneDrive', DRIVE),
	microsoftOutlookOAuth2Api: product('Microsoft Outlook', listAt('/me/messages'), ME),
	microsoftTeamsOAuth2Api: product('Microsoft Teams', ME),
	microsoftToDoOAuth2Api: product('Microsoft To Do', listAt('/me/todo/lists')),
};
