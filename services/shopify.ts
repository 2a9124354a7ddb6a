import { z } from 'zod';

import { byCode, permissionsFrom } from '../connection/model/declaring';
import { errorReader } from '../connection/model/reading';
import {
	type Account,
	type AnswerContext,
	defineService,
	type Grant,
	type Usage,
} from '../connection/model/service';

const SCOPES = 'https://shopify.dev/docs/api/usage/access-scopes';

/** The token is no bearer token: this header carries it, of OAuth 2.0 as well. */
const sign = { by: 'header', name: 'X-Shopify-Access-Token' } as const;

/** `GET /admin/oauth/access_scopes.json`: every token may ask for its own scopes. It lies beside the versioned API. */
const ACCESS_SCOPES = 'https://{shop}.myshopify.com/admin/oauth/access_scopes.json';

const accessScopes = z.object({ access_scopes: z.array(z.object({ handle: z.string() })) });

const inspection = {
	account: {
		url: ACCESS_SCOPES,
		// A token is one shop's, whose name is in the address: no scope is needed to know it.
		parse: (body: unknown, { parts }: AnswerContext): Account => {
			accessScopes.parse(body);
			const { shop = '' } = parts;
			return { id: `${shop}.myshopify.com`, name: shop };
		},
	},
	granted: {
		url: ACCESS_SCOPES,
		example: (granted: readonly string[]) => ({
			access_scopes: granted.map((handle) => ({ handle })),
		}),
		parse: (body: unknown): Grant => ({
			granted: accessScopes.parse(body).access_scopes.map(({ handle }) => handle),
		}),
	},
} as const;

/** Errors of GraphQL come with status 200, those of REST as a text or by field. */
const refusal = z.object({
	errors: z.union([
		z.string().transform((message) => ({ code: undefined, message })),
		z
			.array(
				z.object({
					message: z.string(),
					extensions: z.object({ code: z.string().optional() }).optional(),
				}),
			)
			.nonempty()
			.transform(([{ message, extensions }]) => ({ code: extensions?.code, message })),
		z
			.record(z.unknown())
			.transform((fields) => ({ code: undefined, message: JSON.stringify(fields) })),
	]),
});

const bucket = z
	.string()
	.regex(/^\d+\/\d+$/)
	.transform((text) => text.split('/').map(Number));

/** Reads `32/40`, the requests in the bucket and its size (https://shopify.dev/docs/api/admin-rest/usage/rate-limits). */
function usage(headers: Readonly<Record<string, unknown>>): Usage | undefined {
	const [used = 0, size = 0] =
		bucket.safeParse(headers['x-shopify-shop-api-call-limit']).data ?? [];
	return size > 0 ? { share: Math.min(1, used / size) } : undefined;
}

const may = permissionsFrom(SCOPES);

/** A right to read and one to write. Shopify leaves the first out where it gave the second. */
const area = (scope: string, label: string) => ({
	read: may(`Read ${label}`, `read_${scope} | write_${scope}`),
	write: may(`Create and edit ${label}`, `write_${scope}`),
});

const products = area('products', 'products');
const orders = area('orders', 'orders');
const customers = area('customers', 'customers');
const inventory = area('inventory', 'inventory levels');
const discounts = area('discounts', 'discounts');

/**
 * Shopify Admin API, GraphQL and REST.
 *
 * The shop stands in every address, of authorization too. Offline tokens of custom apps do not expire. Public apps need
 * expiring ones, which Shopify gives only to a token request with `expiring=1`.
 */
export const shopify = defineService({
	name: 'shopify',
	displayName: 'Shopify',
	address: {
		template: 'https://{shop}.myshopify.com/admin/api/2026-07',
		parts: {
			shop: {
				label: 'shop name',
				pattern: '[a-zA-Z0-9][a-zA-Z0-9_-]*',
				example: 'my-shop',
				description: 'The part of the shop’s address before .myshopify.com.',
			},
		},
	},
	permissions: {
		readProducts: { ...products.read, default: true },
		writeProducts: { ...products.write, includes: ['readProducts'] },
		readOrders: {
			...orders.read,
			label: 'Read orders of the last 60 days',
			description: 'See recent orders, their items and payments.',
		},
		writeOrders: { ...orders.write, includes: ['readOrders'] },
		readAllOrders: may('Read older orders', 'read_all_orders', {
			description: 'See orders of more than 60 days ago, which Shopify must allow the app first.',
			includes: ['readOrders'],
		}),
		readCustomers: customers.read,
		writeCustomers: { ...customers.write, includes: ['readCustomers'] },
		readInventory: inventory.read,
		writeInventory: { ...inventory.write, includes: ['readInventory'] },
		readDiscounts: discounts.read,
		writeDiscounts: { ...discounts.write, includes: ['readDiscounts'] },
		readLocations: may('Read locations', 'read_locations'),
	},
	oauth2: {
		documentationUrl:
			'https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/authorization-code-grant',
		authorizeUrl: 'https://{shop}.myshopify.com/admin/oauth/authorize',
		tokenUrl: 'https://{shop}.myshopify.com/admin/oauth/access_token',
		clientAuthentication: 'body',
		scopes: { separator: ',' },
		expiry: 'never',
		sign,
		...inspection,
		// It uninstalls the app from the shop.
		revoke: {
			url: 'https://{shop}.myshopify.com/admin/api_permissions/current.json',
			ends: 'account',
		},
	},
	clientCredentials: {
		documentationUrl:
			'https://shopify.dev/docs/apps/build/authentication-authorization/client-credentials-grant',
		tokenUrl: 'https://{shop}.myshopify.com/admin/oauth/access_token',
		clientAuthentication: 'body',
		access: 'key',
		accessNotice:
			'The app may do what was selected for its version in the Dev Dashboard. It must be installed in a shop of your own organization.',
		sign,
		...inspection,
	},
	apiKey: {
		documentationUrl: 'https://shopify.dev/docs/api/usage/authentication',
		label: 'Access Token',
		hint: 'In the Shopify admin: Settings → Apps → your custom app → API credentials → Admin API access token.',
		pattern: 'shp(?:at|ca|pa)_[a-fA-F0-9]{32}',
		example: 'the whole token, which begins with shpat_',
		access: 'key',
		accessNotice: 'The token may do what was selected for its app in the Shopify admin.',
		sign,
		...inspection,
	},
	// REST: a bucket of 40 requests, of which 2 a second leak out. GraphQL counts the cost of queries instead.
	limits: { concurrency: 4, timeout: 60_000, pageSize: 250 },
	paging: { by: 'link', size: 'limit' },
	usage,
	parseError: errorReader(refusal, ({ errors: { code, message } }) => ({ code, detail: message })),
	errors: [
		...byCode({ insufficientScope: ['ACCESS_DENIED'], rateLimited: ['THROTTLED'] }),
		{
			when: { status: [402] },
			kind: 'permission',
			advice: 'The shop is frozen. Its owner has to pay what is open at Shopify.',
		},
	],
	exampleRefusal: {
		status: 401,
		body: {
			errors: '[API] Invalid API key or access token (unrecognized login or wrong password)',
		},
	},
	sources: [
		SCOPES,
		'https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/offline-access-tokens',
		'https://www.shopify.dev/docs/apps/build/authentication-authorization/app-installation/uninstall-app-api-request',
		'https://shopify.dev/docs/api/usage/response-codes',
		'@shopify/shopify-api (npm): dist/cjs/lib/types.js',
		'@shopify/shopify-api (npm): dist/cjs/lib/auth/scopes/index.js',
		'n8n-nodes-base (npm): dist/credentials/ShopifyOAuth2Api.credentials.js',
		'n8n-nodes-base (npm): dist/nodes/Shopify/GenericFunctions.js',
		'NangoHQ/nango: packages/providers/providers.yaml',
	],
});
