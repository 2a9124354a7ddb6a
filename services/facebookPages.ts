import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { permissionsFrom } from '../connection/model/declaring';
import {
	type Account,
	defineService,
	type Ending,
	endingAt,
	type Usage,
} from '../connection/model/service';

/**
 * The newest version of the Graph API, and those that have not ended
 * (https://developers.facebook.com/docs/graph-api/changelog). One that has ended is silently served by the next.
 */
const VERSIONS = ['26', '25', '24', '23', '22'] as const;
const [NEWEST] = VERSIONS;

const PERMISSIONS_REFERENCE = 'https://developers.facebook.com/docs/permissions';
const LONG_LIVED =
	'https://developers.facebook.com/docs/facebook-login/guides/access-tokens/get-long-lived';

/** The error document of the API (https://developers.facebook.com/docs/graph-api/guides/error-handling). */
const refusal = z.object({
	error: z.object({
		message: z.string().default(''),
		code: z.number().optional(),
		error_subcode: z.number().optional(),
		error_user_msg: z.string().optional(),
	}),
});

/** The parameter that proves the secret of the app. Messages about it name it. */
const PROOF = 'appsecret_proof';

const identity = z.object({ id: z.string(), name: z.string() });

/** `/me`: the person, or the page whose token it is. */
const me = {
	url: '/me',
	query: { fields: 'id,name' },
	example: { id: '102030405060708', name: 'Ada Lovelace' },
	parse: (answer: unknown): Account => identity.parse(answer),
};

/** `/me/permissions` (https://developers.facebook.com/docs/graph-api/reference/user/permissions). */
const permissionList = z.object({
	data: z.array(z.object({ permission: z.string(), status: z.string() })),
});

/** The one answer of a batch of one. */
const batchOfOne = z
	.tuple([z.object({ code: z.number(), body: z.string() })])
	.transform(([{ code, body }]) => ({ status: code, text: body }));

/** Seconds since 1970, of which 0 says that there is no end. */
const ending = z
	.number()
	.transform((seconds) => (seconds === 0 ? 'never' : endingAt(seconds * 1000)))
	.pipe(z.custom<Ending>((moment) => moment !== undefined));

/** `/debug_token` (https://developers.facebook.com/docs/graph-api/reference/debug_token). */
const debugToken = z.object({
	data: z.object({
		expires_at: ending,
		data_access_expires_at: ending.optional(),
		granular_scopes: z
			.array(z.object({ scope: z.string(), target_ids: z.array(z.string()).default([]) }))
			.default([]),
	}),
});

/** The pages that a grant names: those of the permission to list pages, unless it is for all of them. */
const namedPages = ({ data }: z.infer<typeof debugToken>) =>
	data.granular_scopes
		.filter(({ scope }) => scope === 'pages_show_list')
		.flatMap(({ target_ids }) => target_ids);

/** Percentages of what is used, and the minutes until requests are taken again. */
const used = z.object({
	call_count: z.number().default(0),
	total_time: z.number().default(0),
	total_cputime: z.number().default(0),
	estimated_time_to_regain_access: z.number().default(0),
});

/** The value of a header as JSON, where it is. */
function readHeader<T>(value: unknown, schema: z.ZodType<T, z.ZodTypeDef, unknown>): T[] {
	const text = z.string().safeParse(value);
	if (!text.success) return [];
	try {
		const parsed = schema.safeParse(JSON.parse(text.data));
		return parsed.success ? [parsed.data] : [];
	} catch {
		return [];
	}
}

/**
 * What the headers say of the limits of the app and of the page
 * (https://developers.facebook.com/docs/graph-api/overview/rate-limiting).
 */
function usage(headers: Readonly<Record<string, unknown>>): Usage | undefined {
	const ofPages = readHeader(headers['x-business-use-case-usage'], z.record(z.array(used)));
	const all = [
		...readHeader(headers['x-app-usage'], used),
		...ofPages.flatMap((pages) => Object.values(pages).flat()),
	];
	if (all.length === 0) return undefined;
	const shares = all.flatMap(({ call_count, total_time, total_cputime }) => [
		call_count,
		total_time,
		total_cputime,
	]);
	const minutes = Math.max(...all.map((one) => one.estimated_time_to_regain_access));
	return { share: Math.max(...shares) / 100, regain: minutes * 60_000 };
}

const codes = (from: number, to: number) =>
	Array.from({ length: to - from + 1 }, (_, index) => String(from + index));

const versionProperty: INodeProperties = {
	displayName: 'API Version',
	name: 'apiVersion',
	type: 'options',
	options: VERSIONS.map((value) => ({ name: `v${value}.0`, value })),
	default: NEWEST,
	description: 'The version of the Graph API that this connection uses',
};

const addressParts = {
	version: { from: 'field', property: versionProperty.name, default: NEWEST },
} as const;

const may = permissionsFrom(PERMISSIONS_REFERENCE);

/**
 * Facebook Graph API for Pages.
 *
 * OAuth 2.0 with scopes that a person may decline one by one. The token answer says neither what was granted nor
 * declined: `/me/permissions` does. There is no refresh token: a short-lived token is exchanged for one of
 * about 60 days, and a person reconnects before that one, or the access to their data, ends. Most edges of a page need the
 * page's own token, which `/me/accounts` gives.
 */
export const facebookPages = defineService({
	name: 'facebookPages',
	displayName: 'Facebook Pages',
	address: {
		template: 'https://graph.facebook.com/v{version}.0',
		parts: { version: { label: 'API version', pattern: '\\d{2}', example: NEWEST } },
	},
	permissions: {
		readPosts: may('Read pages and posts', 'pages_show_list pages_read_engagement', {
			description: 'See your pages, and what the pages themselves have posted.',
			default: true,
		}),
		publishPosts: may('Publish posts', 'pages_manage_posts', {
			description: 'Create, change, schedule and delete posts, photos and videos of your pages.',
			includes: ['readPosts'],
		}),
		readComments: may("Read comments and visitors' posts", 'pages_read_user_content', {
			description: 'See what people wrote on your pages, and how they reacted.',
			includes: ['readPosts'],
		}),
		moderateComments: may('Reply to and moderate comments', 'pages_manage_engagement', {
			description: 'Reply to comments, hide them and delete them.',
			includes: ['readComments'],
		}),
		readInsights: may('Read insights', 'read_insights', {
			description: 'See how often your pages and posts were viewed, clicked and liked.',
			includes: ['readPosts'],
		}),
		readBusinesses: may('See pages of your businesses', 'business_management', {
			description:
				'See which pages belong to your business portfolios. Facebook gives this together with the right to change the portfolios.',
			includes: ['readPosts'],
		}),
		publishVideos: may('Publish videos', 'publish_video', {
			description: 'Upload videos to your pages.',
			includes: ['publishPosts'],
		}),
	},
	oauth2: {
		documentationUrl:
			'https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow',
		authorizeUrl: 'https://www.facebook.com/v{version}.0/dialog/oauth',
		tokenUrl: 'https://graph.facebook.com/v{version}.0/oauth/access_token',
		clientAuthentication: 'body',
		scopes: { separator: ',' },
		partialConsent: {
			declined: { url: '/me/permissions', query: { status: 'declined' } },
			firstDeclined: 'data.0.permission',
			// https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow
			askAgain: { auth_type: 'rerequest' },
		},
		// https://developers.facebook.com/docs/facebook-login/facebook-login-for-business
		authorizeFields: { config_id: 'loginConfigurationId' },
		scopeReplacedBy: 'loginConfigurationId',
		// It takes the app away from the person (https://developers.facebook.com/docs/facebook-login/guides/permissions/request-revoke).
		revoke: { url: '/me/permissions', ends: 'account' },
		granted: {
			url: '/me/permissions',
			example: (granted) => ({
				data: granted.map((permission) => ({ permission, status: 'granted' })),
			}),
			parse: (answer) => {
				const { data } = permissionList.parse(answer);
				const having = (wanted: string) =>
					data.filter(({ status }) => status === wanted).map(({ permission }) => permission);
				return {
					granted: having('granted'),
					declined: having('declined'),
					expired: having('expired'),
				};
			},
		},
		introspection: {
			// The batch keeps the token and the app's secret out of the URL.
			method: 'POST',
			url: '/',
			sign: 'none',
			body: ({ token, clientId, clientSecret }) => ({
				access_token: `${clientId}|${clientSecret}`,
				include_headers: false,
				batch: JSON.stringify([
					{ method: 'GET', relative_url: `debug_token?input_token=${encodeURIComponent(token)}` },
				]),
			}),
			unwrap: (answer) => batchOfOne.parse(answer),
			example: { data: { expires_at: 0, data_access_expires_at: 4_070_908_800 } },
			parse: (answer) => {
				const told = debugToken.parse(answer);
				const { expires_at: token, data_access_expires_at: access } = told.data;
				const resources = namedPages(told);
				return { token, access, ...(resources.length > 0 ? { resources } : {}) };
			},
		},
		expiry: 'reauthorize',
		// An hour becomes about 60 days: `expires_in` 5183944 (LONG_LIVED). An expired token is refused. Documented as a GET; a
		// POST keeps the secret of the app out of the URL, as arsduo/koala does (lib/koala/oauth.rb, exchange_access_token_info).
		extension: { grantType: 'fb_exchange_token', parameter: 'fb_exchange_token' },
		accessNotice:
			'"Client ID" and "Client Secret" are the App ID and the App Secret of your Meta app. Facebook is asked for exactly the permissions that are ticked here. On its page you choose the pages that the connection may work with, and may decline single permissions. Facebook first gives a token of an hour or two. Use or verify the connection in that time: the token is then exchanged for one of about 60 days. "Get" of the resource "Connection" shows when it ends; reconnect it before. A Page Access Token of a system user need not end.',
		addressParts,
		verify: {
			url: me.url,
			query: me.query,
			failures: [
				{
					when: { status: 400 },
					message:
						'Facebook no longer accepts this connection: it was revoked, its access has ended, or this test lacks the proof that its app requires. Reconnect it, or, if the app has "Require App Secret" on, use Connections → Verify instead.',
				},
			],
		},
		account: me,
		advancedProperties: [
			versionProperty,
			{
				displayName: 'Login Configuration ID',
				name: 'loginConfigurationId',
				type: 'string',
				default: '',
				description:
					'The configuration of Facebook Login for Business that your app uses, if it does. It decides which permissions are asked for, instead of those ticked here, and how long the connection lasts.',
			},
		],
	},
	apiKey: {
		documentationUrl: 'https://developers.facebook.com/docs/pages-api/getting-started',
		label: 'Page Access Token',
		hint: 'A token of one page. One that a system user has for the page, or that comes from a token of 60 days, does not end. It may do what it was given when it was made.',
		pattern: '[0-9A-Za-z_|.-]{20,}',
		example: 'the whole token, which begins with EAA',
		access: 'key',
		accessNotice:
			'The token works for one page, and may do what it was given when it was made. To change that, make a new one.',
		addressParts,
		verify: {
			url: me.url,
			query: me.query,
			failures: [
				{
					when: { status: 400 },
					message:
						'Facebook refused the Page Access Token: it has expired, was revoked, was not copied whole, or lacks the proof that its app requires. Make a new one, or, if the app has "Require App Secret" on, set "App Secret" in the advanced settings.',
				},
			],
		},
		account: me,
		advancedProperties: [
			versionProperty,
			{
				displayName: 'App Secret',
				name: 'appSecret',
				type: 'string',
				typeOptions: { password: true },
				default: '',
				description:
					'The secret of the app that the token belongs to, if the app has "Require App Secret" on',
			},
		],
	},
	limits: { concurrency: 10, timeout: 60_000, pageSize: 100 },
	usage,
	// https://developers.facebook.com/docs/graph-api/guides/secure-requests
	tokenProof: { parameter: PROOF, keySecret: 'appSecret' },
	// https://developers.facebook.com/docs/pages-api/getting-started
	secretFields: ['access_token'],
	parseError: (body) => {
		const read = refusal.safeParse(body);
		if (!read.success) return undefined;
		const { message, code, error_subcode, error_user_msg } = read.data.error;
		const more = message.includes(PROOF) ? PROOF : error_subcode;
		return {
			code: [code, more].filter((part) => part !== undefined).join('/'),
			detail: error_user_msg ?? message,
		};
	},
	errors: [
		{
			// A missing or wrong proof has the code of a wrong parameter, and no code of its own (markbates/goth, issue 96).
			when: { code: [`100/${PROOF}`] },
			kind: 'permission',
			advice:
				'The app has "Require App Secret" on, and the App Secret in the connection is missing or wrong. Enter the secret of the app that the token belongs to.',
		},
		{
			when: { code: ['190/2069032'] },
			kind: 'permission',
			advice:
				'Facebook wants the token of a page here: choose a page that the connection may work with.',
		},
		{
			when: { code: ['190/492'] },
			kind: 'permission',
			advice: 'The person who connected has lost their role on the page: ask its owner for it.',
		},
		{
			when: { code: ['190/459', '190/464'] },
			kind: 'reauthorize',
			advice:
				'Facebook stops the person until they have confirmed their account: log in to www.facebook.com, do what it asks, then reconnect.',
		},
		{ when: { code: ['190', '102'] }, kind: 'reauthorize' },
		{
			when: { code: ['3'] },
			kind: 'permission',
			advice: 'The app lacks a capability: ask for it in the App Review of the Meta app.',
		},
		{
			when: { code: ['10', ...codes(200, 299)] },
			kind: 'permission',
			advice:
				'The person who connected lacks a task on the page (such as creating content or moderating), or the Meta app lacks Advanced Access to the permission.',
		},
		{
			when: { code: ['368'] },
			kind: 'input',
			advice:
				'Facebook has blocked this action for a while, since it looked like abuse. Wait before you run it again, and do less at once.',
		},
		{
			when: { code: ['506'] },
			kind: 'input',
			advice: 'Facebook takes no post that is the same as the last one: change the text.',
		},
		{ when: { code: ['4', '17', '32', '341', '613', ...codes(80001, 80014)] }, kind: 'throttled' },
		{
			when: { code: ['100/33', '803'] },
			kind: 'notFound',
			advice:
				'Check the ID: what it names was deleted, belongs to a page that the connection may not work with, or was created only seconds ago. In the last case run it again.',
		},
		{ when: { code: ['1', '2'] }, kind: 'unavailable' },
	],
	sources: [
		'https://developers.facebook.com/docs/graph-api/changelog',
		'https://developers.facebook.com/docs/graph-api/guides/error-handling',
		'https://developers.facebook.com/docs/graph-api/guides/secure-requests',
		'https://developers.facebook.com/docs/graph-api/overview/rate-limiting',
		'https://developers.facebook.com/docs/graph-api/batch-requests',
		'https://developers.facebook.com/docs/facebook-login/facebook-login-for-business',
		PERMISSIONS_REFERENCE,
		LONG_LIVED,
		'arsduo/koala: lib/koala/oauth.rb',
		'https://github.com/markbates/goth/issues/96',
		'facebook/facebook-business-sdk-codegen: api_specs/specs/User.json',
	],
});
