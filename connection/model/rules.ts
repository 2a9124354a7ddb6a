import { INSTALLATION, originsOf, partsIn } from './address';
import { scopesOf } from './permissions';
import type { AddressPart, Inquiry, Service, Variant } from './service';
import { isOAuth2, variantOf, variantsOf } from './service';

/** What is wrong with a declaration, and where. */
interface Problem {
	readonly path: ReadonlyArray<string | number>;
	readonly message: string;
}

/** One thing that must hold between several values of a declaration. */
type Rule = (service: Service) => Problem[];

/** The names in braces in a text. */
const namesIn = (text: string) => [
	...new Set([...text.matchAll(/\{([a-z]\w*)\}/gi)].map(([, name = '']) => name)),
];

/** The names of the one list that the other does not have. */
const without = (names: readonly string[], others: readonly string[]) =>
	names.filter((name) => !others.includes(name));

/** https, a lower-case host whose last two labels are fixed and of which only the first may vary, and a path. */
const TEMPLATE =
	/^https:\/\/(?:[a-z0-9-]*\{\w+\}[a-z0-9-]*\.)?(?:[a-z0-9-]+\.)+[a-z]+(?:\/[\w.{}-]+)*$/;

/** A path below an installation of the customer's own. */
const INSTALLED = /^\{(\w+)\}(?:\/[\w.-]+)*$/;

/** The part that is the base URL of the customer's own installation, where the address has one. */
const installationOf = (template: string) => INSTALLED.exec(template)?.[1];

const templateIsAnAddress: Rule = ({ address: { template } }) =>
	TEMPLATE.test(template) || installationOf(template) !== undefined
		? []
		: [
				{
					path: ['address', 'template'],
					message: `"${template}" is not an https address without user name, port, query, fragment and slash at its end, of whose host only the first label may be a {part}, nor a path below {a whole base URL}`,
				},
			];

const templateAndPartsAgree: Rule = (service) => {
	const declared = Object.keys(service.address.parts ?? {});
	const used = variantsOf(service).flatMap((variant) => Object.keys(originsOf(service, variant)));
	const path = ['address', 'parts'];
	return [
		...without(namesIn(service.address.template), declared).map((name) => ({
			path,
			message: `does not declare {${name}} of the template`,
		})),
		...without(declared, used).map((name) => ({
			path,
			message: `declares "${name}", which nothing uses`,
		})),
	];
};

/**
 * A regular expression that can match nothing but letters, digits, "_" and "-": what is typed can then never end a
 * label of the host, and never begin a port, a path, a query or another host. Ranges stay within one kind, since
 * `A-z` holds a backslash and `0-z` a colon. A dot is harmless in a host only, where a fixed domain follows, and a colon in
 * a path only.
 */
const HARMLESS =
	/^(?:\w|-|\[(?:[a-z]-[a-z]|[A-Z]-[A-Z]|\d-\d|\w)+-?\]|\\[dw]|\(\?:|[)|*+?]|\{\d+(?:,\d*)?\})+$/;
const HARMLESS_IN_HOSTS =
	/^(?:\w|-|\[(?:[a-z]-[a-z]|[A-Z]-[A-Z]|\d-\d|[\w.])+-?\]|\\[dw.]|\(\?:|[)|*+?]|\{\d+(?:,\d*)?\})+$/;
const HARMLESS_IN_PATHS =
	/^(?:[\w:]|-|\[(?:[a-z]-[a-z]|[A-Z]-[A-Z]|\d-\d|[\w:])+-?\]|\\[dw]|\(\?:|[)|*+?]|\{\d+(?:,\d*)?\})+$/;

/** Where a part stands in the texts of a service: before a fixed domain, or anywhere else. */
function harmlessFor(service: Service, name: string): RegExp {
	const everything = JSON.stringify(service);
	const all = everything.split(`{${name}}`).length - 1;
	const inHosts = everything.match(new RegExp(`://[a-z0-9-]*\\{${name}\\}`, 'g'))?.length ?? 0;
	if (inHosts === 0) return HARMLESS_IN_PATHS;
	return inHosts === all ? HARMLESS_IN_HOSTS : HARMLESS;
}

/** What is wrong with the pattern of a part. */
function problemsOfPart(
	{ pattern, example }: AddressPart,
	isInstallation: boolean,
	form: RegExp,
): Array<[string, string]> {
	if (isInstallation && pattern !== INSTALLATION) {
		return [['pattern', `"${pattern}" is not INSTALLATION, the one form of a whole base URL`]];
	}
	if (!isInstallation && !form.test(pattern)) {
		const why = 'could match what leads to another host or path';
		const allowed = 'letters, digits, "_", "-", [classes] of them, (?:groups), | and repetitions';
		return [['pattern', `"${pattern}" ${why}: it may be made of ${allowed} only`]];
	}
	const whole = new RegExp(`^(?:${pattern})$`);
	if (whole.test('')) return [['pattern', `"${pattern}" matches nothing at all`]];
	return whole.test(example) ? [] : [['example', `"${example}" does not match "${pattern}"`]];
}

const partsCannotLeadElsewhere: Rule = (service) =>
	Object.entries(service.address.parts ?? {}).flatMap(([name, part]) => {
		const isInstallation = name === installationOf(service.address.template);
		const problems = problemsOfPart(part, isInstallation, harmlessFor(service, name));
		return problems.map(([value, message]) => ({
			path: ['address', 'parts', name, value],
			message,
		}));
	});

const hasAVariant: Rule = (service) =>
	variantsOf(service).length > 0
		? []
		: [{ path: [], message: 'has no variant: oauth2, clientCredentials or apiKey' }];

/** A rule for each variant that the service has. */
const forEachVariant =
	(rule: (service: Service, variant: Variant) => Problem[]): Rule =>
	(service) =>
		variantsOf(service).flatMap((variant) => rule(service, variant));

const originsAreOfParts = forEachVariant((service, variant) => {
	const used = Object.keys(originsOf(service, variant));
	const given = Object.keys(variantOf(service, variant).addressParts ?? {});
	return without(given, used).map((name) => ({
		path: [variant, 'addressParts'],
		message: `says where "${name}" comes from, which this variant does not use`,
	}));
});

/** The properties of a variant, the advanced ones among them. */
const propertiesOf = (service: Service, variant: Variant) => {
	const { properties = [], advancedProperties = [] } = variantOf(service, variant);
	return [...properties, ...advancedProperties];
};

/** A whole base URL comes from the field for one, and nothing else does. */
const installationsAreOfTheHost = forEachVariant((service, variant) => {
	const installation = installationOf(service.address.template);
	return Object.entries(variantOf(service, variant).addressParts ?? {})
		.filter(([name, { from }]) => (from === 'host') !== (name === installation))
		.map(([name]) => ({
			path: [variant, 'addressParts', name, 'from'],
			message: 'must be "host" of a whole base URL, and of nothing else',
		}));
});

/** The inquiries that are sent before an answer has told more of the address, by where they stand. */
function firstInquiries(service: Service, variant: Variant): Array<[string[], Inquiry]> {
	const declared = variantOf(service, variant);
	const { verify, account, addressParts = {} } = declared;
	const { declined } = ('partialConsent' in declared && declared.partialConsent) || {};
	const lists = Object.entries(addressParts).flatMap(
		([name, origin]): Array<[string[], Inquiry]> =>
			origin.from === 'choice' ? [[['addressParts', name, 'list'], origin.list]] : [],
	);
	return [
		[['verify'], verify],
		...(account ? [[['account'], account] as [string[], Inquiry]] : []),
		...(declined ? [[['partialConsent', 'declined'], declined] as [string[], Inquiry]] : []),
		...lists,
	];
}

/** What an answer tells of the address must be asked somewhere else. */
const askedPartsAreAskedElsewhere = forEachVariant((service, variant) => {
	const asked = Object.entries(originsOf(service, variant))
		.filter(([, { from }]) => from === 'account' || from === 'choice')
		.map(([name]) => name);
	return firstInquiries(service, variant).flatMap(([place, { url }]) => {
		const whole = url.startsWith('https://') ? url : `${service.address.template}${url}`;
		const [open] = partsIn(service, whole).filter((name) => asked.includes(name));
		if (open === undefined) return [];
		return [
			{
				path: [variant, ...place, 'url'],
				message: `"${url}" needs {${open}}, which only an answer tells: it must be an https address`,
			},
		];
	});
});

/** What texts may name besides address parts and the variant's fields. */
const HELD = {
	oauth2: ['token', 'refreshToken', 'clientId', 'clientSecret'],
	clientCredentials: ['token', 'refreshToken', 'clientId', 'clientSecret'],
	apiKey: ['key'],
} as const;

const namesAreKnown = forEachVariant((service, variant) => {
	const { fields = {} } = variantOf(service, variant);
	const parts = Object.keys(service.address.parts ?? {});
	const text = JSON.stringify({
		...service,
		sources: undefined,
		permissions: undefined,
		...withoutOthers(variant),
	});
	return without(namesIn(text), [...parts, ...Object.keys(fields), ...HELD[variant]]).map(
		(name) => ({ path: [variant], message: `names {${name}}, which it does not hold` }),
	);
});

/** The other variants, left out. */
const withoutOthers = (variant: Variant) =>
	Object.fromEntries(
		(['oauth2', 'clientCredentials', 'apiKey'] as const)
			.filter((one) => one !== variant)
			.map((one) => [one, undefined]),
	);

const SECRETS = ['token', 'refreshToken', 'clientSecret', 'key'];

/** A URL is logged on its way: no secret may stand in one, but where the service signs in no other way. */
const urlsHoldNoSecret = forEachVariant((service, variant) => {
	const { verify, account, granted, revoke } = variantOf(service, variant);
	return Object.entries({ verify, account, granted, revoke }).flatMap(([place, about]) => {
		const text = JSON.stringify([about?.url, about?.query]);
		return namesIn(text)
			.filter((name) => SECRETS.includes(name))
			.map((name) => ({
				path: [variant, place],
				message: `would put {${name}} into a URL: it belongs into the body`,
			}));
	});
});

const theTestIsSigned = forEachVariant((service, variant) => {
	const { verify } = variantOf(service, variant);
	const path = [variant, 'verify'];
	return [
		...((verify.sign ?? 'connection') === 'connection'
			? []
			: [{ path: [...path, 'sign'], message: "n8n's test signs with the connection" }]),
		...(typeof verify.body === 'function'
			? [{ path: [...path, 'body'], message: "n8n's test takes no function" }]
			: []),
	];
});

/** The number of groups of a regular expression. */
const groupsOf = (pattern: string) => (new RegExp(`${pattern}|`).exec('')?.length ?? 1) - 1;

/** What is wrong with a part that is read from the key. */
function problemsOfKeyOrigin(service: Service, name: string, pattern: string): string[] {
	if (!service.apiKey) return ['reads a key, which this variant does not have'];
	const groups = groupsOf(pattern);
	if (groups !== 1) return [`"${pattern}" has ${groups} groups: one is the part`];
	const { example } = service.apiKey;
	const part = new RegExp(pattern).exec(example)?.[1];
	if (part === undefined) return [`"${pattern}" does not match the key's example "${example}"`];
	const form = service.address.parts?.[name]?.pattern ?? '';
	if (new RegExp(`^(?:${form})$`).test(part)) return [];
	return [`"${pattern}" finds "${part}" in the key's example, which does not match "${form}"`];
}

const partsOfKeysAreFound = forEachVariant((service, variant) =>
	Object.entries(variantOf(service, variant).addressParts ?? {}).flatMap(([name, origin]) => {
		if (origin.from !== 'key') return [];
		const withKey = variant === 'apiKey' ? service : { ...service, apiKey: undefined };
		return problemsOfKeyOrigin(withKey, name, origin.pattern).map((message) => ({
			path: [variant, 'addressParts', name, 'pattern'],
			message,
		}));
	}),
);

const scopesAreRequestedWhereThereAreSome: Rule = (service) => {
	const path = ['permissions'];
	const names = Object.keys(service.permissions);
	const areScopes = variantsOf(service).some(
		(variant) => isOAuth2(variant) && variantOf(service, variant).access === 'scopes',
	);
	const withScopes = names.filter((name) => scopesOf(service, [name]).length > 0);
	if (!areScopes) {
		// The scopes of a key, or of an app on which they were set, are told and not requested.
		if (service.apiKey?.granted || service.oauth2?.access === 'key') return [];
		return withScopes.map((name) => ({
			path: [...path, name],
			message: 'has scopes, but nothing requests them',
		}));
	}
	if (names.length === 0) return [{ path, message: 'is empty, but access is by "scopes"' }];
	const selected = names.some((name) => service.permissions[name]?.default);
	return [
		...without(names, withScopes).map((name) => ({
			path: [...path, name],
			message: 'has no scopes, but access is by "scopes"',
		})),
		...(selected ? [] : [{ path, message: 'has none that is selected in a new connection' }]),
	];
};

const keysAreNotAskedForScopes: Rule = ({ apiKey }) =>
	apiKey?.access === 'scopes'
		? [{ path: ['apiKey', 'access'], message: '"scopes" are requested by OAuth 2.0 only' }]
		: [];

const toldScopesArePermissions: Rule = ({ permissions, apiKey }) =>
	apiKey?.granted
		? Object.entries(permissions)
				.filter(([, { scopes }]) => scopes.length === 0)
				.map(([name]) => ({
					path: ['permissions', name],
					message: 'has no scopes, but the service tells those of a key',
				}))
		: [];

const includedPermissionsAreDeclared: Rule = ({ permissions }) =>
	Object.entries(permissions).flatMap(([name, { includes = [] }]) =>
		includes
			.filter((included) => included === name || !Object.hasOwn(permissions, included))
			.map((included) => ({
				path: ['permissions', name, 'includes'],
				message: `"${included}" is not another permission of the service`,
			})),
	);

/** What n8n itself writes into an authorization request (RFC 6749, section 4.1.1; RFC 7636, section 4.3). */
const OWN_PARAMETERS = [
	'client_id',
	'redirect_uri',
	'response_type',
	'scope',
	'state',
	'code_challenge',
	'code_challenge_method',
];

const authorizeQueryAddsOnly: Rule = ({ oauth2 }) => {
	const { authorizeQuery, authorizeFields, partialConsent, scopes } = oauth2 ?? {};
	const { askAgain } = partialConsent ?? {};
	const parameter = scopes?.parameter === undefined ? {} : { [scopes.parameter]: '' };
	return Object.entries({ authorizeQuery, authorizeFields, askAgain, scopes: parameter })
		.flatMap(([place, parameters]) =>
			Object.keys(parameters ?? {}).map((name) => ({ place, name })),
		)
		.filter(({ name }) => OWN_PARAMETERS.includes(name))
		.map(({ place, name }) => ({
			path: ['oauth2', place],
			message: `"${name}" is a parameter that n8n sets`,
		}));
};

const fieldsOfTheQueryExist: Rule = (service) => {
	if (!service.oauth2) return [];
	const fields = propertiesOf(service, 'oauth2').map(({ name }) => name);
	const { authorizeFields = {}, scopeReplacedBy } = service.oauth2;
	const named = [...Object.values(authorizeFields), ...(scopeReplacedBy ? [scopeReplacedBy] : [])];
	return without(named, fields).map((name) => ({
		path: ['oauth2'],
		message: `"${name}" is not one of the variant's properties`,
	}));
};

/** What n8n itself writes into a token request (RFC 6749, section 4.4.2). */
const OWN_TOKEN_PARAMETERS = ['grant_type', 'client_id', 'client_secret', 'scope'];

const extensionIsOfShortTokens: Rule = ({ oauth2 }) => {
	if (!oauth2?.extension) return [];
	const path = ['oauth2', 'extension'];
	const { parameter } = oauth2.extension;
	return [
		...(oauth2.expiry === 'reauthorize'
			? []
			: [
					{ path, message: `is for tokens that a person renews, but expiry is "${oauth2.expiry}"` },
				]),
		...(OWN_TOKEN_PARAMETERS.includes(parameter)
			? [{ path: [...path, 'parameter'], message: `"${parameter}" is a parameter that n8n sets` }]
			: []),
	];
};

const RULES: readonly Rule[] = [
	templateIsAnAddress,
	templateAndPartsAgree,
	partsCannotLeadElsewhere,
	hasAVariant,
	originsAreOfParts,
	installationsAreOfTheHost,
	askedPartsAreAskedElsewhere,
	namesAreKnown,
	urlsHoldNoSecret,
	theTestIsSigned,
	partsOfKeysAreFound,
	scopesAreRequestedWhereThereAreSome,
	keysAreNotAskedForScopes,
	toldScopesArePermissions,
	includedPermissionsAreDeclared,
	authorizeQueryAddsOnly,
	fieldsOfTheQueryExist,
	extensionIsOfShortTokens,
];

/** Everything in a declaration that does not go together. */
export function serviceRules(service: Service): Problem[] {
	return RULES.flatMap((rule) => rule(service));
}
