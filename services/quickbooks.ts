import { z } from 'zod';

import { byCode } from '../connection/model/declaring';
import { errorReader, readAs } from '../connection/model/reading';
import { defineService } from '../connection/model/service';

const SDK = 'intuit-oauth (npm): src/OAuthClient.js';
const SCOPES = 'https://developer.api.intuit.com/.well-known/openid_configuration';

/** `GET …/companyinfo/{realmId}`. */
const companyInfo = z.object({
	CompanyInfo: z.object({
		CompanyName: z.string(),
		Email: z.object({ Address: z.string().optional() }).optional(),
	}),
});

const company = { url: '/companyinfo/{realmId}' };

/** The API writes the members of its error document in upper case, the gateway before it in lower case. */
const refusal = z.union([
	z
		.object({
			Fault: z.object({
				Error: z
					.array(
						z.object({
							code: z.string(),
							Message: z.string(),
							Detail: z.string().optional(),
							element: z.string().optional(),
						}),
					)
					.nonempty(),
			}),
		})
		.transform(
			({
				Fault: {
					Error: [{ code, Message, Detail, element }],
				},
			}) => ({
				code,
				detail: Detail ?? Message,
				...(element ? { fields: [{ field: element, message: Message }] } : {}),
			}),
		),
	z
		.object({
			fault: z.object({
				error: z
					.array(z.object({ code: z.string(), message: z.string(), detail: z.string().nullish() }))
					.nonempty(),
			}),
		})
		.transform(
			({
				fault: {
					error: [{ code, message, detail }],
				},
			}) => ({ code, detail: detail ?? message }),
		),
]);

/**
 * QuickBooks Online Accounting API.
 *
 * The company stands in every path: Intuit names it when it sends the person back from the consent page, and n8n keeps
 * it with the token answer. One scope opens all of the accounting data. A refresh token changes about once a day.
 */
export const quickbooks = defineService({
	name: 'quickbooks',
	displayName: 'QuickBooks Online',
	address: {
		template: 'https://{environment}.api.intuit.com/v3/company/{realmId}',
		parts: {
			environment: {
				label: 'environment',
				pattern: '(?:sandbox-)?quickbooks',
				example: 'quickbooks',
				description: 'Choose Sandbox if the app uses its development keys.',
				default: 'quickbooks',
				options: { quickbooks: 'Production', 'sandbox-quickbooks': 'Sandbox' },
			},
			realmId: { label: 'company ID', pattern: '[0-9]{10,19}', example: '9341453474484455' },
		},
	},
	// Without Accept the API answers XML.
	request: { headers: { Accept: 'application/json' } },
	permissions: {
		accounting: {
			label: 'Read and edit accounting data',
			description:
				'See, create, change and delete customers, invoices, bills and all other records.',
			scopes: ['com.intuit.quickbooks.accounting'],
			default: true,
			source: SCOPES,
		},
	},
	oauth2: {
		documentationUrl:
			'https://developer.intuit.com/app/developer/qbo/docs/develop/authentication-and-authorization/oauth-2.0',
		authorizeUrl: 'https://appcenter.intuit.com/connect/oauth2',
		tokenUrl: 'https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer',
		clientAuthentication: 'header',
		lifetimes: [
			// 100 days where it is not used.
			{ of: 'refreshToken', field: 'x_refresh_token_expires_in', source: SDK },
			{
				of: 'access',
				days: 5 * 365,
				from: 'issued',
				source: 'https://github.com/intuit/QuickBooks-V3-Java-SDK/releases/tag/v6.5.4',
			},
		],
		addressParts: {
			realmId: { from: 'token', field: 'callbackQueryString.realmId', pattern: '^([0-9]+)$' },
		},
		verify: {
			...company,
			failures: [
				{
					when: { status: 403 },
					message:
						'QuickBooks does not open this company to the app. Choose the environment of the keys that the app uses, and reconnect.',
				},
			],
		},
		account: {
			...company,
			example: { CompanyInfo: { CompanyName: 'Flowers', Email: { Address: 'ada@example.com' } } },
			parse: readAs(companyInfo, ({ CompanyInfo: { CompanyName, Email } }, { parts }) => ({
				id: parts.realmId ?? CompanyName,
				name: CompanyName,
				email: Email?.Address,
			})),
		},
		revoke: {
			method: 'POST',
			url: 'https://developer.api.intuit.com/v2/oauth2/tokens/revoke',
			body: { token: '{refreshToken}' },
			encoding: 'json',
			sign: 'client',
			ends: 'grant',
		},
	},
	// Of one company; a throttled app has to wait a minute, and a request may take two.
	limits: {
		concurrency: 10,
		timeout: 120_000,
		pageSize: 1_000,
		rate: { requests: 10, per: 1_000, penalty: 60_000 },
	},
	parseError: errorReader(refusal, (error) => error),
	errors: [
		{
			when: { code: ['3100', '003100'] },
			kind: 'reauthorize',
			cause: 'revoked',
			advice:
				'The app may not work with this company any more, or its keys are of the other environment. Check the environment, then reauthorize the connection.',
		},
		...byCode({ expired: ['3200', '003200', 'invalid_grant'], notFound: ['610'] }),
		{
			when: { code: ['5010'] },
			kind: 'input',
			advice: 'Someone changed the record in the meantime: get it again before you change it.',
		},
	],
	exampleRefusal: {
		status: 401,
		body: {
			fault: {
				error: [
					{
						message: 'message=AuthenticationFailed; errorCode=003200; statusCode=401',
						code: '3200',
					},
				],
				type: 'AUTHENTICATION',
			},
		},
	},
	sources: [
		SDK,
		SCOPES,
		'https://developer.intuit.com/app/developer/qbo/docs/learn/limits-and-throttles',
		'https://developer.intuit.com/app/developer/qbo/docs/develop/authentication-and-authorization/faq',
		'IntuitDeveloper/OAuth2-Dotnet_UsingSDK: docs/help/Tokens.md',
		'n8n-nodes-base (npm): dist/credentials/QuickBooksOAuth2Api.credentials.js',
		'n8n-nodes-base (npm): dist/nodes/QuickBooks/GenericFunctions.js',
		'NangoHQ/nango: packages/providers/providers.yaml',
	],
});
