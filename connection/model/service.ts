import type { IDataObject, INodeProperties } from 'n8n-workflow';

/** How a connection of a service authorizes itself: OAuth 2.0, or a key or token that the person pastes. */
export type Variant = 'oauth2' | 'apiKey';

/**
 * An access right of one service in plain words. It stands for one or more OAuth scopes, or for the rights
 * that a key was given when it was made.
 */
export interface Permission {
	/** What a person reads and ticks: "Read posts". */
	readonly label: string;
	/** What it allows and what it does not, in one sentence. */
	readonly description?: string;
	/** The scopes that are requested for it, in the service's own spelling. Empty where rights belong to a key. */
	readonly scopes: readonly string[];
	/** Other sets of scopes of which any one is enough as well (a wider scope, a legacy name). */
	readonly satisfiedBy?: ReadonlyArray<readonly string[]>;
	/** Names of permissions that this one contains ("write includes read"). */
	readonly includes?: readonly string[];
	/** Address of the documentation that says so. */
	readonly source: string;
}

/**
 * Where a part of a service's address comes from: what the service says of the account, a piece of the key
 * itself, or a field that the person fills in.
 */
export type AddressPartOrigin =
	| { readonly from: 'account' }
	| {
			readonly from: 'key';
			/** Regular expression with one group: the part. */ readonly pattern: string;
	  }
	| {
			readonly from: 'field';
			/** Name of the credential property. */ readonly property: string;
			/** What counts where the field is empty or not shown. */ readonly default?: string;
	  }
	| {
			/** A field for the address of an installation of the host itself, n8n. */
			readonly from: 'host';
			/** Name of the credential property. Where it is empty, nodes take the n8n that runs them. */
			readonly property: string;
			/** What n8n's own test takes then, since nothing tells it the address of its n8n. */
			readonly default: string;
	  };

/** A variable part of a service's address, such as a data centre or a system name. */
export interface AddressPart {
	/** What a person calls it: "data centre". */
	readonly label: string;
	/**
	 * Regular expression that the whole part must match. It may not allow anything that could end a host name
	 * (dot, slash, colon, at sign, hash), since what is typed must never choose another host. Only a part that is a
	 * whole base URL, of the customer's own installation, may: its pattern is `INSTALLATION`.
	 */
	readonly pattern: string;
	readonly example: string;
}

/**
 * The address of a service's API: an https URL in which `{name}` stands for an address part, or a path below a part
 * that is the base URL of the customer's own installation.
 */
export interface Address {
	readonly template: string;
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

/** A GET request that asks the service something about the connection itself. */
export interface Inquiry {
	/** A path below the service's address, or an absolute https URL where the service answers elsewhere. */
	readonly url: string;
	readonly query?: Readonly<Record<string, string>>;
}

/** A failure of the verification, told by the HTTP status or by a value in a successful answer. */
export interface VerificationFailure {
	readonly when: { readonly status: number } | { readonly key: string; readonly value: string };
	/** What it means and what to do, for the person who sees it in the dialog. */
	readonly message: string;
}

/** What both variants say of themselves. */
interface VariantBase {
	/** The service's documentation about this way of authorization. */
	readonly documentationUrl: string;
	/** Where the parts of the address come from. Every part of the address has an entry. */
	readonly addressParts?: Readonly<Record<string, AddressPartOrigin>>;
	/**
	 * How rights are limited: `scopes` by what was requested and granted, `full` when every connection may do
	 * all that its user may do, `key` when rights were set on the key when it was made.
	 */
	readonly access: 'scopes' | 'full' | 'key';
	/** One plain sentence about that for the dialog. */
	readonly accessNotice: string;
	/** A request that the smallest permission may make. It is the credential type's test. */
	readonly verify: Inquiry & { readonly failures?: readonly VerificationFailure[] };
	/**
	 * Who am I: the request, and how its answer becomes an account. `parse` throws when the answer has another form. It
	 * is also given what the connection itself holds of the address.
	 */
	readonly account: Inquiry & {
		readonly parse: (answer: unknown, parts?: Readonly<Record<string, string>>) => Account;
	};
	/**
	 * What was granted, by the service's own records: asked where the token answer does not say it, and of a key whose
	 * scopes the service tells.
	 */
	readonly granted?: Inquiry & { readonly parse: (answer: unknown) => Grant };
	/** More properties of the credential, shown under the others ("Advanced Settings" are a collection among them). */
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
}

/** A moment, or `never` where there is none to come. */
export type Ending = Date | 'never';

/** The moment so many milliseconds after 1970; `undefined` where no calendar has it, as services may answer any number. */
export function endingAt(milliseconds: number): Date | undefined {
	const moment = new Date(milliseconds);
	return Number.isNaN(moment.getTime()) ? undefined : moment;
}

/** How long a token is good for, as the service itself says. */
export interface Endings {
	/** When the token expires. */
	readonly token?: Ending;
	/** When access to the person's data ends, whether the token is still valid or not. */
	readonly access?: Ending;
	/** IDs of the parts of the account that the grant is for, where the person chose some: pages, calendars, sites. */
	readonly resources?: readonly string[];
}

/** What a connection holds of the app and its grant. All of it is secret but the client's id. */
export interface HeldGrant {
	readonly token: string;
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
export interface Introspection {
	/** A POST below the service's address that changes nothing. Its secrets are in the body, never in the URL. */
	readonly request: (held: HeldGrant) => { readonly path: string; readonly body: IDataObject };
	/** Takes the answer out of another one, such as a batch's. Throws when that one has another form. */
	readonly unwrap?: (answer: unknown) => InnerAnswer;
	/** Throws when the answer has another form. */
	readonly parse: (answer: unknown) => Endings;
}

/** Consent in parts: a person may decline some scopes on the consent page and grant the rest. */
export interface PartialConsent {
	/** Asks which scopes were declined. It is the credential type's test, until a person accepts what was declined. */
	readonly declined: Inquiry;
	/** Where the answer names the first of them, as a path: `data.0.permission`. */
	readonly firstDeclined: string;
	/** The query of the authorization request with which a person is asked again for what was declined. */
	readonly askAgain: Readonly<Record<string, string>>;
}

/** How a grant is withdrawn. */
export interface Revocation {
	/** A DELETE below the service's address. */
	readonly path: string;
	/**
	 * What ends with it. `grant`: the tokens of this connection, as Token Revocation has it (RFC 7009, section 2.1).
	 * `account`: every grant of the same account to the same app, and so other connections too.
	 */
	readonly ends: 'grant' | 'account';
}

/** OAuth 2.0, authorization code flow (RFC 6749, section 4.1). */
export interface OAuth2 extends VariantBase {
	readonly authorizeUrl: string;
	readonly tokenUrl: string;
	readonly revoke?: Revocation;
	readonly introspection?: Introspection;
	/** Where the client proves itself (RFC 6749, section 2.3.1). */
	readonly clientAuthentication: 'body' | 'header';
	/** Proof Key for Code Exchange (RFC 7636). */
	readonly pkce: boolean;
	/** What stands between two scopes: a space in the standard, a comma in some services. */
	readonly scopeSeparator: ' ' | ',';
	readonly partialConsent?: PartialConsent;
	/** More query parameters of the authorization request, such as `access_type=offline`. */
	readonly authorizeQuery?: Readonly<Record<string, string>>;
	/** Query parameters of the authorization request that a person may fill in: the property of each. */
	readonly authorizeFields?: Readonly<Record<string, string>>;
	/** The property that, once filled in, decides what is requested instead of the ticked permissions. */
	readonly scopeReplacedBy?: string;
	/** `never`: access tokens do not expire. `refresh`: n8n renews them. `reauthorize`: a person has to. */
	readonly expiry: 'never' | 'refresh' | 'reauthorize';
}

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
	/** How the key is sent: in which header, after which word. */
	readonly send: { readonly header: string; readonly prefix: string };
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
}

/** One service, declared once: everything that is derived for it comes from here. */
export interface Service<P extends string = string> {
	/** In camelCase; begins the names of the credential types. */
	readonly name: string;
	readonly displayName: string;
	readonly address: Address;
	readonly permissions: Readonly<Record<P, Permission>>;
	readonly oauth2?: OAuth2;
	readonly apiKey?: ApiKey;
	readonly limits: Limits;
	/** Reads what an answer's headers say of the limits. */
	readonly usage?: (headers: Readonly<Record<string, unknown>>) => Usage | undefined;
	readonly tokenProof?: TokenProof;
	/** Fields in which answers hold secrets, such as tokens of parts of the account. */
	readonly secretFields?: readonly string[];
	/** Reads the body of an error answer; gives `undefined` where the body says nothing of an error. */
	readonly parseError: (body: unknown) => ServiceError | undefined;
	readonly errors: readonly ErrorRule[];
	/** Where the facts of this declaration come from. */
	readonly sources: readonly string[];
}

/**
 * Declares a service. The names of its permissions become a type, so that an operation can require only
 * permissions that the service has.
 */
export function defineService<const P extends string>(service: Service<P>): Service<P> {
	return service;
}

/** The variants that a service has, OAuth 2.0 first. */
export function variantsOf(service: Service): Variant[] {
	return (['oauth2', 'apiKey'] as const).filter((variant) => service[variant] !== undefined);
}

/**
 * The declaration of one variant.
 * @throws Error when the service does not have it: a mistake in the package, not of a user.
 */
export function variantOf(service: Service, variant: 'oauth2'): OAuth2;
export function variantOf(service: Service, variant: 'apiKey'): ApiKey;
export function variantOf(service: Service, variant: Variant): OAuth2 | ApiKey;
export function variantOf(service: Service, variant: Variant): OAuth2 | ApiKey {
	const declared = service[variant];
	if (!declared) throw new Error(`${service.displayName} has no ${variant} variant`);
	return declared;
}

/** The name of the credential type: `mailchimpConnectionOAuth2Api` or `mailchimpConnectionApi`. */
export function credentialTypeOf(service: Service, variant: Variant): string {
	return `${service.name}Connection${variant === 'oauth2' ? 'OAuth2Api' : 'Api'}`;
}
