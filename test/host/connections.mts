/** Connections as people make them in the tests: created, and authorized on the consent page of the stand-in. */
import type { Client, Credential } from '../../sandbox/client.mts';
import type { FacebookPagesStandIn } from '../../sandbox/services/facebookPages/index.mts';

/** How every token of Facebook begins, in the stand-in as at Facebook. */
export const FACEBOOK_TOKEN = /EAA[\w-]{20,}/;

/** What a connection is made in, and for. */
export interface FacebookSide {
	readonly client: Client;
	readonly facebookPages: FacebookPagesStandIn;
}

/** A connection to Facebook by OAuth 2.0, as the dialog and the consent page are filled in. */
export interface FacebookConnection {
	readonly name?: string;
	readonly permissions?: readonly string[];
	/** More fields of the dialog. */
	readonly data?: Readonly<Record<string, unknown>>;
	/** Scopes that the person unticks on the consent page. */
	readonly declined?: readonly string[];
	/** Who authorizes. */
	readonly account?: string;
	/** Seconds that the token lives: 60 days when left out, so that no node exchanges it. */
	readonly lifetime?: number;
}

const SIXTY_DAYS = 60 * 24 * 60 * 60;

/** What the dialog holds. */
export const facebookData = (
	{ facebookPages: { clientId, clientSecret } }: FacebookSide,
	{ permissions = ['readPosts'], data }: FacebookConnection,
) => ({ clientId, clientSecret, permissions, ...data });

/** Saves a connection that nobody has authorized. */
export const createFacebook = async (side: FacebookSide, wanted: FacebookConnection = {}) =>
	await side.client.rest.createCredential({
		name: wanted.name ?? 'Facebook account',
		type: 'facebookPagesConnectionOAuth2Api',
		data: facebookData(side, wanted),
	});

/** Goes through the consent page. */
export const authorizeFacebook = async (
	{ client, facebookPages: { settings } }: FacebookSide,
	{ id }: Credential,
	{ declined = [], account = 'freddie', lifetime = SIXTY_DAYS }: FacebookConnection = {},
) => {
	const { shortLived } = settings;
	settings.shortLived = lifetime;
	try {
		return await client.connectOAuth2(id, {
			fields: {
				account,
				...Object.fromEntries(declined.map((scope) => [`scope:${scope}`, 'unticked'])),
			},
			press: 'Allow',
		});
	} finally {
		settings.shortLived = shortLived;
	}
};

/** A connection with some permissions, authorized. */
export async function connectFacebook(
	side: FacebookSide,
	wanted: FacebookConnection = {},
): Promise<Credential> {
	const credential = await createFacebook(side, wanted);
	await authorizeFacebook(side, credential, wanted);
	return credential;
}

/** A connection with the token of the first page. */
export const facebookByToken = async (
	{ client, facebookPages }: FacebookSide,
	data: Readonly<Record<string, unknown>> = {},
) =>
	await client.api.createCredential({
		name: 'Flowers by token',
		type: 'facebookPagesConnectionApi',
		data: { apiKey: facebookPages.pages[0].accessToken, ...data },
	});
