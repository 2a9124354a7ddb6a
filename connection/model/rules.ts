import { INSTALLATION } from './address';
import type { AddressPart, Service, Variant } from './service';
import { variantOf, variantsOf } from './service';

/** What is wrong with a declaration, and where. */
interface Problem {
	readonly path: ReadonlyArray<string | number>;
	readonly message: string;
}

/** One thing that must hold between several values of a declaration. */
type Rule = (service: Service) => Problem[];

/** The parts that the template names. */
function templateParts({ address }: Service): string[] {
	const named = [...address.template.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
	return [...new Set(named)];
}

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
	const used = templateParts(service);
	const declared = Object.keys(service.address.parts ?? {});
	const path = ['address', 'parts'];
	return [
		...without(used, declared).map((name) => ({
			path,
			message: `does not declare {${name}} of the template`,
		})),
		...without(declared, used).map((name) => ({
			path,
			message: `declares "${name}", which the template does not use`,
		})),
	];
};

/**
 * A regular expression that can match nothing but letters, digits, "_" and "-": what is typed can then never end a
 * label of the host, and never begin a port, a path, a query or another host. Ranges stay within one kind, since
 * `A-z` holds a backslash and `0-z` a colon.
 */
const HARMLESS_PATTERN =
	/^(?:\w|-|\[(?:[a-z]-[a-z]|[A-Z]-[A-Z]|\d-\d|\w)+-?\]|\\[dw]|\(\?:|[)|*+?]|\{\d+(?:,\d*)?\})+$/;

/** What is wrong with the pattern of a part. */
function problemsOfPart(
	{ pattern, example }: AddressPart,
	isInstallation: boolean,
): Array<[string, string]> {
	if (isInstallation && pattern !== INSTALLATION) {
		return [['pattern', `"${pattern}" is not INSTALLATION, the one form of a whole base URL`]];
	}
	if (!isInstallation && !HARMLESS_PATTERN.test(pattern)) {
		const why = 'could match what leads to another host or path';
		const form = 'letters, digits, "_", "-", [classes] of them, (?:groups), | and repetitions';
		return [['pattern', `"${pattern}" ${why}: it may be made of ${form} only`]];
	}
	const whole = new RegExp(`^(?:${pattern})$`);
	if (whole.test('')) return [['pattern', `"${pattern}" matches nothing at all`]];
	return whole.test(example) ? [] : [['example', `"${example}" does not match "${pattern}"`]];
}

const partsCannotLeadElsewhere: Rule = ({ address }) =>
	Object.entries(address.parts ?? {}).flatMap(([name, part]) =>
		problemsOfPart(part, name === installationOf(address.template)).map(([value, message]) => ({
			path: ['address', 'parts', name, value],
			message,
		})),
	);

const hasAVariant: Rule = (service) =>
	variantsOf(service).length > 0 ? [] : [{ path: [], message: 'has neither oauth2 nor apiKey' }];

/** A rule for each variant that the service has. */
const forEachVariant =
	(rule: (service: Service, variant: Variant) => Problem[]): Rule =>
	(service) =>
		variantsOf(service).flatMap((variant) => rule(service, variant));

const everyPartHasAnOrigin = forEachVariant((service, variant) => {
	const used = templateParts(service);
	const given = Object.keys(variantOf(service, variant).addressParts ?? {});
	const path = [variant, 'addressParts'];
	return [
		...without(used, given).map((name) => ({
			path,
			message: `does not say where {${name}} comes from`,
		})),
		...without(given, used).map((name) => ({
			path,
			message: `says where "${name}" comes from, which the template does not use`,
		})),
	];
});

/** The properties of a variant, the advanced ones among them. */
const propertiesOf = (service: Service, variant: Variant) => {
	const { properties = [], advancedProperties = [] } = variantOf(service, variant);
	return [...properties, ...advancedProperties];
};

const fieldsOfPartsExist = forEachVariant((service, variant) => {
	const { addressParts = {} } = variantOf(service, variant);
	const properties = propertiesOf(service, variant);
	return Object.entries(addressParts).flatMap(([name, origin]) =>
		!('property' in origin) || properties.some((field) => field.name === origin.property)
			? []
			: [
					{
						path: [variant, 'addressParts', name, 'property'],
						message: `"${origin.property}" is not one of the variant's properties`,
					},
				],
	);
});

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

/** Where the account tells the address, it must be asked somewhere else. */
const accountIsAskedElsewhere = forEachVariant((service, variant) => {
	const { addressParts = {}, verify, account } = variantOf(service, variant);
	if (!Object.values(addressParts).some(({ from }) => from === 'account')) return [];
	return Object.entries({ verify, account }).flatMap(([name, { url }]) =>
		url.startsWith('https://')
			? []
			: [
					{
						path: [variant, name, 'url'],
						message: `"${url}" needs the address that only the account tells: it must be an https address`,
					},
				],
	);
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

const scopesAreRequestedWhereThereAreSome: Rule = ({ permissions, oauth2, apiKey }) => {
	const path = ['permissions'];
	if (oauth2?.access !== 'scopes') {
		// The scopes of a key are told, not requested.
		if (apiKey?.granted) return [];
		return Object.entries(permissions).flatMap(([name, { scopes }]) =>
			scopes.length === 0
				? []
				: [{ path: [...path, name], message: 'has scopes, but nothing requests them' }],
		);
	}
	if (Object.keys(permissions).length === 0) {
		return [{ path, message: 'is empty, but access is by "scopes"' }];
	}
	return Object.entries(permissions).flatMap(([name, { scopes }]) =>
		scopes.length > 0
			? []
			: [{ path: [...path, name], message: 'has no scopes, but access is by "scopes"' }],
	);
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
	const { authorizeQuery, authorizeFields, partialConsent } = oauth2 ?? {};
	return Object.entries({ authorizeQuery, authorizeFields, askAgain: partialConsent?.askAgain })
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

const RULES: readonly Rule[] = [
	templateIsAnAddress,
	templateAndPartsAgree,
	partsCannotLeadElsewhere,
	hasAVariant,
	everyPartHasAnOrigin,
	fieldsOfPartsExist,
	installationsAreOfTheHost,
	accountIsAskedElsewhere,
	partsOfKeysAreFound,
	scopesAreRequestedWhereThereAreSome,
	keysAreNotAskedForScopes,
	toldScopesArePermissions,
	includedPermissionsAreDeclared,
	authorizeQueryAddsOnly,
	fieldsOfTheQueryExist,
];

/** Everything in a declaration that does not go together. */
export function serviceRules(service: Service): Problem[] {
	return RULES.flatMap((rule) => rule(service));
}
