import type { IDataObject, INodeProperties } from 'n8n-workflow';

/**
 * How a connection of a service authorizes itself: OAuth 2.0 by a person's consent, OAuth 2.0 as the app itself (client
 * credentials), or a key or token that the person pastes.
 */
export type Variant = 'oauth2' | 'clientCredentials' | 'apiKey';

/** The variants that hold a client and get their tokens from an authorization server. */
export type OAuth2Variant = Exclude<Variant, 'apiKey'>;

/**
 * An access right of one service in plain words. It stands for one or more OAuth scopes, or for the rights
 * that a key was given when it was made.
 */
export interface Permission {
	/** Read and selected by a person: "Read posts". */
	readonly label: string;
	/** What it allows and what it does not, in one sentence. */
	readonly description?: string;
	/** The product that it opens, where one consent covers several: "Gmail". */
	readonly group?: string;
	/**
	 * The scopes that are requested for it, besides those of the permissions that it includes, in the service's own
	 * spelling. Empty where rights belong to a key.
	 */
	readonly scopes: readonly string[];
	/** Other sets of scopes of which any one is enough as well (a wider scope, a legacy name). */
	readonly satisfiedBy?: ReadonlyArray<readonly string[]>;
	/** Names of permissions that this one contains ("write includes read"). */
	readonly includes?: readonly string[];
	/** Selected in a new connection. */
	readonly default?: true;
	/** Address of the documentation that says so. */
	readonly source: string;
}

/** Something that a person types or chooses in the dialog of a connection. */
export interface CredentialField {
	/** In lower case, as it stands in a sentence: "data centre". The field's name is the same in title case. */
	readonly label: string;
	/** Regular expression that the whole value must match. */
	readonly pattern: string;
	readonly example: string;
	/** Where to find it, for the person who fills it in. */
	readonly description?: string;
	/** Counts where the field is left empty. Without it the field is required. */
	readonly default?: string;
	/** The values to choose from, with what a person reads. */
	readonly options?: Readonly<Record<string, string>>;
	/** Whether it is a secret. */
	readonly secret?: true;
}

/**
 * A variable part of a service's addresses, such as a data centre, a shop or a tenant: of its API, of its authorization
 * server, or of a header. Its pattern may not allow anything that could end the part of the address in which it stands
 * (slash, colon, at sign, hash; a dot only before a fixed domain), since what is typed must never choose another host. Only a
 * part that is a whole base URL, of the customer's own installation, may: its pattern is `INSTALLATION`.
 */
export type AddressPart = CredentialField;

/** One of several things that a connection can work with, such as the sites of an account. */
export interface Choice {
	/** The value of the address part. */
	readonly value: string;
	/** What a person calls it. Typed in the field, it chooses as the value itself does. */
	readonly label: string;
}

/**
 * Where an address part comes from. A part of which nothing is said comes from a field of its own name that the person
 * fills in.
 */
export type AddressPartOrigin =
	/** The service says it of the account. */
	| { readonly from: 'account' }
	/** A piece of the key itself: what the one group of the regular expression finds. */
	| { readonly from: 'key'; readonly pattern: string }
	/** A field of the variant's own properties. */
	| { readonly from: 'field'; readonly property: string; readonly default?: string }
	/** A member of the token answer, as a path: what the one group of the regular expression finds in it. */
	| { readonly from: 'token'; readonly field: string; readonly pattern: string }
	/**
	 * One of those that the service lists. Where there is only one it is taken; else the person names it in the field, by
	 * its value or its label.
	 */
	| {
			readonly from: 'choice';
			readonly property: string;
			readonly list: ReadInquiry<readonly Choice[]>;
	  }
	/**
	 * A field for the base URL of an installation of n8n. Where it is empty, nodes take the n8n that runs them, and n8n's
	 * own credential test, which cannot know it, the default.
	 */
	| { readonly from: 'host'; readonly property: string; readonly default: string };

/**
 * The address of a service's API: an https URL in which `{name}` stands for an address part, or a path below a part
 * that is the base URL of the customer's own installation.
 */
export interface Address {
	readonly template: string;
	/** Further https origins of the API, such as `https://gmail.googleapis.com`. Parts may stand in them, too. */
	readonly hosts?: readonly string[];
	readonly parts?: Readonly<Record<string, AddressPart>>;
}

/** Whose account a connection belongs to, in the same words for every service. */
export interface Account {
	/** The service's own id of the account. */
	readonly id: string;
	/** What a person calls the account. */
	readonly name: string;
	/** Who authorized the connection, where the service says so. */
	readonly user?: string;
	readonly email?: string;
	/** The role of that user, where rights depend on it. */
	readonly role?: string;
	/** Values of the address parts that come from the account. */
	readonly addressParts?: Readonly<Record<string, string>>;
}

/** What a reader of an answer is given besides the parsed body. */
export interface AnswerContext {
	readonly status: number;
	/** By lower-case names. */
	readonly headers: Readonly<Record<string, unknown>>;
	/** What the connection itself holds of the address. */
	readonly parts: Readonly<Record<string, string>>;
}

/** Values by name. `{token}`, `{refreshToken}`, `{clientId}`, `{clientSecret}`, `{key}` and address parts may stand in them. */
export type Template = Readonly<Record<string, string>>;

/**
 * A request that asks the service something about the connection itself and changes nothing. `T` is what its answer
 * becomes.
 */
export interface Inquiry<T = unknown> {
	/** `GET` where nothing is said. */
	readonly method?: 'GET' | 'POST';
	/** A path below the service's address, or an absolute https URL where the service answers elsewhere. */
	readonly url: string;
	readonly query?: Template;
	readonly headers?: Template;
	/** Sent in the service's own encoding, or as `encoding` says. Secrets belong here, never into the URL. */
	readonly body?: Template | ((held: HeldGrant) => IDataObject);
	/** `application/x-www-form-urlencoded` or JSON. */
	readonly encoding?: 'form' | 'json';
	/** `connection` where nothing is said; `client`: HTTP Basic with the client's id and secret; `none`. */
	readonly sign?: 'connection' | 'client' | 'none';
	/** Reads the body. Throws when the answer has another form. */
	readonly parse?: (body: unknown, answer: AnswerContext) => T;
	/**
	 * The body of an answer as the service documents it, shortened to what is read; made from the granted scopes where it
	 * tells them. The service's stand-in gives it, and a test reads it.
	 */
	readonly example?: Example<object>;
	/** The headers of that answer that are read, by lower-case names. */
	readonly exampleHeaders?: Example<Template>;
}

/** An example, or how it depends on the scopes that were granted. */
export type Example<T> = T | ((granted: readonly string[]) => T);

/** An inquiry whose answer is read. */
export type ReadInquiry<T> = Inquiry<T> & Required<Pick<Inquiry<T>, 'parse'>>;

/**
 * How a request is signed with a token or key. In the texts `{key}` stands for the key, other names for fields and
 * address parts.
 */
export type Signing =
	/** In a header: `Authorization: Bearer {key}`. */
	| { readonly by: 'header'; readonly name: string; readonly prefix?: string }
	/** HTTP Basic authentication (RFC 7617). */
	| { readonly by: 'basic'; readonly user: string; readonly password: string }
	/** In the query: `{ api_key: '{key}' }`. */
	| { readonly by: 'query'; readonly parameters: Template }
	/** In the path: the key is an address part. */
	| { readonly by: 'path' };

/** Signs as RFC 6750, section 2.1 has it: what counts where a variant says nothing. */
export const BEARER = { by: 'header', name: 'Authorization', prefix: 'Bearer ' } as const;

/** What all requests of a service have in common. */
export interface RequestRules {
	/** Sent with every request, such as the API's version. Address parts may stand in the values. */
	readonly headers?: Template;
	/** How lists of a query are written: `a[]=1&a[]=2`, `a=1&a=2`, or `a=1,2`. `brackets` where nothing is said. */
	readonly lists?: 'brackets' | 'repeat' | 'comma';
	/** How bodies are sent. `json` where nothing is said. */
	readonly body?: 'json' | 'form';
}

/** A failure of the verification, told by the HTTP status or by a value in a successful answer. */
export interface VerificationFailure {
	readonly when:
		| { readonly status: number }
		| { readonly key: string; readonly value: string | boolean };
	/** What it means and what to do, for the person who sees it in the dialog. */
	readonly message: string;
}

/** An end of which a document tells and no answer does, or a member of the token answer. */
export interface Lifetime {
	/** `access`: the consent as a whole, whether a token is still valid or not. */
	readonly of: 'token' | 'refreshToken' | 'access';
	/** Days from when it was issued, or was last used. */
	readonly days?: number;
	readonly from?: 'issued' | 'lastUse';
	/** A member of the token answer that holds seconds, instead of days. */
	readonly field?: string;
	/** The condition, in plain words: `the Google app is in "Testing"`. Without it the end holds for every connection. */
	readonly when?: string;
	readonly source: string;
}

/** How a short-lived token becomes a long-lived one, where a service has no refresh tokens: by a request to the token endpoint. */
export interface Extension {
	/** Its grant type. */
	readonly grantType: string;
	/** Its parameter that holds the short-lived token. */
	readonly parameter: string;
}

/** How a grant is withdrawn. */
export interface Revocation {
	/** `DELETE` where nothing is said. */
	readonly method?: 'DELETE' | 'POST' | 'GET';
	/** A path below the service's address, or an absolute https URL. `{clientId}` may stand in it. */
	readonly url: string;
	readonly query?: Template;
	readonly body?: Template;
	readonly encoding?: 'form' | 'json';
	readonly sign?: 'connection' | 'client' | 'none';
	/**
	 * What ends with it. `grant`: the tokens of this connection, as Token Revocation has it (RFC 7009, section 2.1).
	 * `account`: every grant of the same account to the same app, and so other connections too.
	 */
	readonly ends: 'grant' | 'account';
}

/** Token Revocation of the standard (RFC 7009, section 2.1): a POST with the token in a form. */
export const revocationAt = (
	url: string,
	{
		token = '{token}',
		sign = 'client' as 'client' | 'none',
		ends = 'grant' as Revocation['ends'],
	} = {},
): Revocation => ({
	method: 'POST',
	url,
	body:
		sign === 'client'
			? { token }
			: { token, client_id: '{clientId}', client_secret: '{clientSecret}' },
	encoding: 'form',
	sign: sign === 'client' ? 'client' : 'none',
	ends,
});

/** What all variants say of themselves. */
interface VariantBase {
	/** The service's documentation about this way of authorization. */
	readonly documentationUrl: string;
	/** Where parts of the address come from, unless it is a field of the part's own name. */
	readonly addressParts?: Readonly<Record<string, AddressPartOrigin>>;
	/**
	 * How rights are limited: `scopes` by what was requested and granted, `full` when every connection may do
	 * all that its user may do, `key` when rights were set on the key or app when it was made, `chosen` when the person chooses
	 * at the service what it may reach.
	 */
	readonly access: 'scopes' | 'full' | 'key' | 'chosen';
	/** One plain sentence about that for the dialog. Where access is by scopes, it is derived unless given. */
	readonly accessNotice?: string;
	/** How requests are signed; {@link BEARER} where nothing is said. */
	readonly sign?: Signing;
	/** A request that the smallest permission may make. It is the credential type's test. */
	readonly verify: Inquiry & { readonly failures?: readonly VerificationFailure[] };
	/** Who am I: the request, and how its answer becomes an account. Left out where the service does not say. */
	readonly account?: ReadInquiry<Account>;
	/**
	 * What was granted, by the service's own records (its own endpoint, a header of any answer, or Token Introspection, RFC
	 * 7662): asked where the token answer does not say it, and of a key whose scopes the service tells. `parse` gives
	 * `undefined` where the service does not say it of this connection.
	 */
	readonly granted?: ReadInquiry<Grant | undefined>;
	readonly revoke?: Revocation;
	readonly lifetimes?: readonly Lifetime[];
	/** More fields, by name, for signing and headers. */
	readonly fields?: Readonly<Record<string, CredentialField>>;
	/** More properties of the credential that fields cannot say, shown under the others. */
	readonly properties?: readonly INodeProperties[];
	/** More settings that most connections do not need. */
	readonly advancedProperties?: readonly INodeProperties[];
}

/** Which scopes a service says that it gave, from its own records. */
export interface Grant {
	readonly granted: readonly string[];
	/** Scopes that the person was asked for and declined. */
	readonly declined?: readonly string[];
	/** Scopes that were granted once and have run out. */
	readonly expired?: readonly string[];
	/** When the token, or access, ends, where the same answer says it. */
	readonly endings?: Endings;
}

/** A moment, or `never` where there is none to come. */
export type Ending = Date | 'never';

/** The moment so many milliseconds after 1970; `undefined` where no calendar has it, as services may answer any number. */
export function endingAt(milliseconds: number): Date | undefined {
	const moment = new Date(milliseconds);
	return Number.isNaN(moment.getTime()) ? undefined : moment;
}

/** How long a connection is good for. */
export interface Endings {
	/** When the token expires. */
	readonly token?: Ending;
	/** When the token with which n8n renews it expires. */
	readonly refreshToken?: Ending;
	/** When that token expires unless it is used before: each use puts this end off. */
	readonly refreshTokenIfUnused?: Ending;
	/** When access to the person's data ends, whether the token is still valid or not. */
	readonly access?: Ending;
	/** IDs of the parts of the account that the grant is for, where the person chose some: pages, calendars, sites. */
	readonly resources?: readonly string[];
}

/** What a connection holds of the app and its grant. All of it is secret but the client's id. */
export interface HeldGrant {
	readonly token: string;
	readonly refreshToken: string;
	readonly clientId: string;
	readonly clientSecret: string;
}

/** An answer that came inside another one. */
export interface InnerAnswer {
	readonly status: number;
	/** Its body as text. */
	readonly text: unknown;
}

/** What asks the service about a token in the name of the app, as Token Introspection does (RFC 7662). */
export interface Introspection extends ReadInquiry<Endings> {
	/** Takes the answer out of another one, such as a batch's. Throws when that one has another form. */
	readonly unwrap?: (answer: unknown) => InnerAnswer;
}

/** Consent in parts: a person may decline some scopes on the consent page and grant the rest. */
export interface PartialConsent {
	/**
	 * Asks which scopes were declined. It is the credential type's test, until a person accepts what was declined. Where the
	 * service has no such request, declined is what was requested and not granted.
	 */
	readonly declined?: Inquiry;
	/** Where that answer names the first of them, as a path: `data.0.permission`. */
	readonly firstDeclined?: string;
	/** The query of the authorization request with which a person is asked again for what was declined. */
	readonly askAgain?: Readonly<Record<string, string>>;
}

/** How scopes are requested. */
export interface ScopeRules {
	/** What stands between two scopes: a space in the standard, which counts where nothing is said, a comma in some services. */
	readonly separator?: ' ' | ',';
	/** Requested whatever is selected, such as `offline_access`. They are no permissions. */
	readonly always?: readonly string[];
	/**
	 * The query parameter for what is selected, where it is not `scope`: what the service may leave out instead of refusing
	 * the whole request. What is requested always stays in `scope`.
	 */
	readonly parameter?: string;
}

/** In whose name a connection acts, where the person chooses that: the app, or the person. */
export interface Identity {
	readonly label: string;
	/** The query parameter in which the scopes travel. */
	readonly parameter: string;
	/** Where the token answer holds the token and the granted scopes, as paths. */
	readonly token: string;
	readonly granted: string;
}

/** What the two ways of OAuth 2.0 have in common. */
interface OAuth2Base extends VariantBase {
	/** Address parts may stand in it. */
	readonly tokenUrl: string;
	/** Where the client proves itself (RFC 6749, section 2.3.1). */
	readonly clientAuthentication: 'body' | 'header';
	readonly scopes?: ScopeRules;
	readonly introspection?: Introspection;
	/** The status with which the API refuses an expired token, where it is not 401. */
	readonly expiredStatus?: number;
}

/** OAuth 2.0, authorization code flow (RFC 6749, section 4.1). */
export interface OAuth2 extends OAuth2Base {
	/** Address parts may stand in it. */
	readonly authorizeUrl: string;
	/** Proof Key for Code Exchange (RFC 7636). */
	readonly pkce: boolean;
	/** Of several identities, by the values of the field "Act As", the first counts in a new connection. */
	readonly identities?: Readonly<Record<string, Identity>>;
	readonly partialConsent?: PartialConsent;
	/** More query parameters of the authorization request, such as `access_type=offline`. */
	readonly authorizeQuery?: Readonly<Record<string, string>>;
	/** Query parameters of the authorization request that a person may fill in: the property of each. */
	readonly authorizeFields?: Readonly<Record<string, string>>;
	/** The property that, once filled in, decides what is requested instead of the selected permissions. */
	readonly scopeReplacedBy?: string;
	/** `never`: access tokens do not expire. `refresh`: n8n renews them. `reauthorize`: a person has to. */
	readonly expiry: 'never' | 'refresh' | 'reauthorize';
	/** How a token lasts longer, where a person has to reconnect. */
	readonly extension?: Extension;
	/** Whether each renewal gives a new refresh token and ends the one before (RFC 6749, section 6). */
	readonly rotates?: true;
}

/** OAuth 2.0, client credentials (RFC 6749, section 4.4): the app itself is who acts. n8n gets a new token when one expires. */
export type ClientCredentials = OAuth2Base;

/** A key or token that a person makes at the service and pastes. */
export interface ApiKey extends VariantBase {
	/** What the service calls it: "API Key", "API Token", "Page Access Token". */
	readonly label: string;
	/** Where to find or make it, in one sentence. */
	readonly hint: string;
	/** Regular expression that the whole key must match. */
	readonly pattern: string;
	/** A made-up key of the right form, or a description of the form. */
	readonly example: string;
	/** When a key expires, where it says so itself. */
	readonly ending?: (key: string) => Ending | undefined;
}

/** Kinds of refusal, each of which asks for another next step. */
export type FailureKind =
	| 'reauthorize'
	| 'permission'
	| 'throttled'
	| 'input'
	| 'notFound'
	| 'unavailable'
	| 'unreadable'
	| 'outcomeUnknown';

/** Why a connection does not work, as a code. */
export type Cause =
	| 'notConnected'
	| 'revoked'
	| 'expired'
	| 'declined'
	| 'insufficientScope'
	| 'wrongKey'
	| 'wrongAddress'
	| 'forbidden'
	| 'rateLimited'
	| 'serviceUnavailable'
	| 'timeout';

/** What a service's error answer says, in the same words for every service. */
export interface ServiceError {
	/** The service's own code or title of the error; with a slash before a subcode. */
	readonly code?: string;
	/** The service's own explanation. */
	readonly detail?: string;
	/** Which input the service refuses and why. */
	readonly fields?: ReadonlyArray<{ readonly field: string; readonly message: string }>;
}

/** A line of a service's table of errors: the first that matches an answer decides its kind. */
export interface ErrorRule {
	readonly when: {
		readonly status?: readonly number[];
		/** Compared with {@link ServiceError.code}; `190` also matches `190/463`. */
		readonly code?: readonly string[];
		/** `false` matches answers whose body is no JSON. */
		readonly json?: boolean;
	};
	readonly kind: FailureKind;
	/** Why, where it is known more exactly than by the kind. */
	readonly cause?: Cause;
	/** What to do, in one sentence. Without it the kind's own advice is given. */
	readonly advice?: string;
}

/** How much of its limits a service says that a connection has used. */
export interface Usage {
	/** From 0 to 1; 1 is all. */
	readonly share: number;
	/** Milliseconds until requests are taken again, where the service names them. */
	readonly regain?: number;
}

/** A proof that a request comes from the app: the hexadecimal HMAC-SHA256 of the token, keyed with the app's secret. */
export interface TokenProof {
	/** The query parameter that carries it. */
	readonly parameter: string;
	/** The property of a key's connection that may hold the app's secret. OAuth 2.0 has the client secret. */
	readonly keySecret?: string;
}

/** So many requests in so much time. */
export interface Rate {
	readonly requests: number;
	/** Milliseconds. */
	readonly per: number;
	/** Milliseconds for which the service takes nothing once the rate was exceeded. */
	readonly penalty?: number;
	/** What the service counts each by itself, where that is not the connection: the first group of the pattern in a path names it. */
	readonly each?: { readonly label: string; readonly pattern: string };
}

/** What a service allows, as documented. */
export interface Limits {
	/** Requests of one connection under way at once. */
	readonly concurrency: number;
	/** Milliseconds that the service may take for one answer. */
	readonly timeout: number;
	/** Records that one page of a list may hold. */
	readonly pageSize: number;
	/** Milliseconds after which the service counts requests anew, where it limits how many there are in such a time. */
	readonly window?: number;
	/** How many requests a connection may send in a time. */
	readonly rate?: Rate;
}

/**
 * How a service pages its lists. `records` is where a page holds its records, as a path; without it the page itself is a list, or
 * holds just one.
 */
export type Paging = { readonly records?: string; readonly size?: string } &
	/** By a number of records to pass over. */
	(| { readonly by: 'offset'; readonly offset: string }
		/** By the number of the page, counted from `first`, which is 1 where nothing is said. */
		| { readonly by: 'page'; readonly page: string; readonly first?: number }
		/** By a text that the page before tells, as a path in its body; sent in the query, or in the body. */
		| {
				readonly by: 'cursor';
				readonly cursor: string;
				readonly next: string;
				readonly in?: 'query' | 'body';
		  }
		/** By the header `Link` with `rel="next"` (RFC 8288). */
		| { readonly by: 'link' }
		/** By a whole URL, or a path, that the page before tells, as a path in its body. */
		| { readonly by: 'nextUrl'; readonly next: string }
	);

/** One service, declared once: everything that is derived for it comes from here. */
export interface Service<P extends string = string> {
	/** In camelCase; begins the names of the credential types. */
	readonly name: string;
	readonly displayName: string;
	readonly address: Address;
	readonly permissions: Readonly<Record<P, Permission>>;
	readonly oauth2?: OAuth2;
	readonly clientCredentials?: ClientCredentials;
	readonly apiKey?: ApiKey;
	readonly request?: RequestRules;
	readonly limits: Limits;
	readonly paging?: Paging;
	/** Reads what an answer's headers say of the limits. */
	readonly usage?: (headers: Readonly<Record<string, unknown>>) => Usage | undefined;
	readonly tokenProof?: TokenProof;
	/** Fields in which answers hold secrets, such as tokens of parts of the account. */
	readonly secretFields?: readonly string[];
	/** Reads the body of an error answer; gives `undefined` where the body says nothing of an error. */
	readonly parseError: (body: unknown) => ServiceError | undefined;
	readonly errors: readonly ErrorRule[];
	/** The answer to a token or key that is not valid, as the service documents it. Its stand-in gives it, and a test reads it. */
	readonly exampleRefusal?: { readonly status: number; readonly body: object };
	/** Where the facts of this declaration come from. */
	readonly sources: readonly string[];
}

/** What most services say alike of a variant, and so may leave out. */
type Left<V extends VariantBase, Usual extends keyof V> = Omit<V, Usual | 'verify'> &
	Partial<Pick<V, Usual | 'verify'>>;

/** A service as its file declares it. What is usual may be left out. */
export interface Declaration<P extends string = string>
	extends Omit<Service<P>, 'oauth2' | 'clientCredentials' | 'apiKey'> {
	readonly oauth2?: Left<OAuth2, 'pkce' | 'expiry' | 'access'>;
	readonly clientCredentials?: Left<ClientCredentials, never>;
	readonly apiKey?: Left<ApiKey, never>;
}

/** A variant that is tested by asking whose account it is, unless it says something else. */
function withVerify<V extends Pick<VariantBase, 'account'>>(
	variant: V,
): V & Pick<VariantBase, 'verify'> {
	const { url = '', method, query, headers, body, encoding, sign } = variant.account ?? {};
	const asked = { url, method, query, headers, body, encoding, sign };
	const said = Object.entries(asked).filter(([, value]) => value !== undefined);
	return { verify: { url, ...Object.fromEntries(said) }, ...variant };
}

/**
 * Declares a service. The names of its permissions become a type, so that an operation can require only
 * permissions that the service has.
 *
 * OAuth 2.0 is without a proof key, renews its tokens and has scopes, unless its declaration says otherwise.
 */
export function defineService<const P extends string>({
	oauth2,
	clientCredentials,
	apiKey,
	...service
}: Declaration<P>): Service<P> {
	const usual = { pkce: false, expiry: 'refresh', access: 'scopes' } as const;
	return {
		...service,
		...(oauth2 ? { oauth2: withVerify({ ...usual, ...oauth2 }) } : {}),
		...(clientCredentials ? { clientCredentials: withVerify(clientCredentials) } : {}),
		...(apiKey ? { apiKey: withVerify(apiKey) } : {}),
	};
}

/** A declaration of any variant. */
export type AnyVariant = OAuth2 | ClientCredentials | ApiKey;

/** The variants that a service has, OAuth 2.0 by consent first. */
export function variantsOf(service: Service): Variant[] {
	return (['oauth2', 'clientCredentials', 'apiKey'] as const).filter(
		(variant) => service[variant] !== undefined,
	);
}

/** Whether n8n's OAuth 2.0 client holds the tokens of this variant. */
export const isOAuth2 = (variant: Variant): variant is OAuth2Variant => variant !== 'apiKey';

/**
 * The declaration of one variant.
 * @throws Error when the service does not have it: a mistake in the package, not of a user.
 */
export function variantOf(service: Service, variant: 'oauth2'): OAuth2;
export function variantOf(service: Service, variant: 'clientCredentials'): ClientCredentials;
export function variantOf(service: Service, variant: 'apiKey'): ApiKey;
export function variantOf(service: Service, variant: OAuth2Variant): OAuth2 | ClientCredentials;
export function variantOf(service: Service, variant: Variant): AnyVariant;
export function variantOf(service: Service, variant: Variant): AnyVariant {
	const declared = service[variant];
	if (!declared) throw new Error(`${service.displayName} has no ${variant} variant`);
	return declared;
}

/** What ends the name of a credential type. n8n's linter wants `OAuth2Api` of all that extend its OAuth 2.0 type. */
const TYPE_ENDINGS: Readonly<Record<Variant, string>> = {
	oauth2: 'OAuth2Api',
	clientCredentials: 'ClientOAuth2Api',
	apiKey: 'Api',
};

/** The name of the credential type: `mailchimpConnectionOAuth2Api` or `mailchimpConnectionApi`. */
export function credentialTypeOf(service: Service, variant: Variant): string {
	return `${service.name}Connection${TYPE_ENDINGS[variant]}`;
}

/** How a person tells the variants of a service apart: "OAuth2", "Client Credentials", or what the service calls the key. */
export function variantLabel(service: Service, variant: Variant): string {
	if (variant === 'oauth2') return 'OAuth2';
	return variant === 'clientCredentials' ? 'Client Credentials' : variantOf(service, variant).label;
}
