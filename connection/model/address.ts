import type { AddressPartOrigin, Service, Variant } from './service';
import { variantOf, variantsOf } from './service';

/** Thrown when a value that a person typed cannot become part of an address, or a path leaves the service. */
export class AddressError extends Error {
	override readonly name = 'AddressError';
}

/**
 * The form of a base URL of the customer's own installation: scheme, host or address, port and path, without user
 * name, query, fragment and slash at the end. It alone chooses the host.
 */
export const INSTALLATION =
	'https?://(?:[a-zA-Z0-9-]+(?:\\.[a-zA-Z0-9-]+)*|\\[[0-9a-fA-F:]+\\])(?::[0-9]{1,5})?(?:/[\\w~-][\\w.~-]*)*';

/** The value as a whole matches the pattern: no prefix, no second line. */
function matchesWhole(pattern: string, value: string): boolean {
	return new RegExp(`^(?:${pattern})$`).test(value) && !/[\r\n]/.test(value);
}

/** Values of address parts, by their names. */
export type Parts = Readonly<Record<string, string>>;

/** The address parts that a text names, of those that the service declares. */
export function partsIn({ address }: Service, text: string): string[] {
	const named = [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
	return [...new Set(named)].filter((name) => Object.hasOwn(address.parts ?? {}, name));
}

/**
 * A text of the declaration with the values of the address parts that it names.
 * @throws AddressError naming the part that is absent or has another form than the service's
 */
export function resolve(service: Service, template: string, parts: Parts): string {
	return partsIn(service, template).reduce((text, name) => {
		const value = Object.hasOwn(parts, name) ? parts[name] : undefined;
		return text.replaceAll(`{${name}}`, checkPart(service, name, value));
	}, template);
}

/**
 * The address of a service's API for one connection.
 * @param parts a value for each part of the template
 * @throws AddressError naming the part that is absent or has another form than the service's
 */
export const resolveAddress = (service: Service, parts: Parts): string =>
	resolve(service, service.address.template, parts);

/** Whether a part has its form. A base URL of that form may still be none, such as one with the port 99999. */
const hasForm = (pattern: string, value: string) =>
	matchesWhole(pattern, value) && (pattern !== INSTALLATION || URL.canParse(value));

/**
 * A part of the address, if it has the form that the service gives to it.
 * @throws AddressError naming the part
 */
export function checkPart({ address }: Service, name: string, value: string | undefined): string {
	const part = address.parts?.[name];
	if (!part || value === undefined || !hasForm(part.pattern, value)) {
		throw new AddressError(
			`The ${part?.label ?? name} must look like ${part?.example ?? 'documented'}.`,
		);
	}
	return value;
}

/**
 * The key as the service writes it, checked and without surrounding blanks.
 * @throws AddressError that says which form a key has; the key itself is never part of the message
 */
export function checkKey(service: Service, key: unknown): string {
	const { label, pattern, example } = variantOf(service, 'apiKey');
	const text = typeof key === 'string' ? key.trim() : '';
	if (!text) throw new AddressError(`${label} is empty. Paste ${example}.`);
	if (!matchesWhole(pattern, text)) {
		throw new AddressError(
			`${label} does not look like one of ${service.displayName}. It must be ${example}.`,
		);
	}
	return text;
}

/**
 * The fields with which a variant signs, each of which must have its form: a line break or another sign in one could begin
 * another header, user name or host. One with a default may be empty.
 * @throws AddressError naming the field; its value is never part of the message
 */
export function checkFields(
	service: Service,
	variant: Variant,
	credentials: Readonly<Record<string, unknown>>,
): void {
	const { fields = {} } = variantOf(service, variant);
	for (const [name, field] of Object.entries(fields)) {
		const value = typedIn(credentials, name) || (field.default ?? '');
		if (value === '' && field.default !== undefined) continue;
		if (!matchesWhole(field.pattern, value)) {
			throw new AddressError(`The ${field.label} must look like ${field.example}.`);
		}
	}
}

/** A base URL as people paste it, without the slash at its end. Slashes alone are none. */
export const baseUrl = (typed: unknown) =>
	String(typed ?? '')
		.trim()
		.replace(/\/+$/, '');

/** Whether a value has a member of its own by this name. */
const isMember = (value: unknown, name: string): value is object =>
	typeof value === 'object' && value !== null && Object.hasOwn(value, name);

/** A member of a value of unknown shape, by a path such as `authed_user.access_token`. */
export const memberAt = (value: unknown, path: string): unknown =>
	// A name may hold a dot itself: "@odata.nextLink".
	(isMember(value, path) ? [path] : path.split('.')).reduce<unknown>(
		(held, name) => (isMember(held, name) ? Reflect.get(held, name) : undefined),
		value,
	);

/** What the one group of a regular expression finds. */
const groupIn = (pattern: string, text: string) => new RegExp(pattern).exec(text)?.[1];

/** Everything that a variant sends or asks, as a text in which address parts are named. */
function textOf(service: Service, variant: Variant): string {
	const { address, request } = service;
	return JSON.stringify([address.template, address.hosts, request, variantOf(service, variant)]);
}

/** Where the parts of the addresses of a variant come from: of those about which it says nothing, from a field of their own. */
export function originsOf(service: Service, variant: Variant): Record<string, AddressPartOrigin> {
	const declared = variantOf(service, variant).addressParts ?? {};
	return Object.fromEntries(
		partsIn(service, textOf(service, variant)).map((name) => {
			const field = {
				from: 'field',
				property: name,
				default: service.address.parts?.[name]?.default,
			};
			return [name, declared[name] ?? (field as AddressPartOrigin)];
		}),
	);
}

/** What a person typed into a field, without blanks around it. */
const typedIn = (credentials: Readonly<Record<string, unknown>>, property: string) =>
	String(credentials[property] ?? '').trim();

/** One part of the address, as far as the connection itself holds it; one that only an answer tells is `undefined`. */
function knownAddressPart(
	service: Service,
	origin: AddressPartOrigin,
	credentials: Readonly<Record<string, unknown>>,
	host: string | undefined,
): string | undefined {
	switch (origin.from) {
		case 'account':
		case 'choice':
			return undefined;
		case 'host':
			return baseUrl(credentials[origin.property]) || baseUrl(host) || origin.default;
		case 'field':
			return typedIn(credentials, origin.property) || (origin.default ?? '');
		case 'key':
			return groupIn(origin.pattern, checkKey(service, credentials.apiKey)) ?? '';
		case 'token': {
			const { oauthTokenData: token } = credentials;
			// Before it was connected there is no token answer.
			if (token === undefined) return undefined;
			return groupIn(origin.pattern, String(memberAt(token, origin.field) ?? '')) ?? '';
		}
	}
}

/**
 * The parts of the address that are known before any request: from the key, the person's fields and the token answer.
 * @param host the base URL of the n8n that runs a node, where it is known
 * @throws AddressError when one has another form than the service's
 */
export function knownAddressParts(
	service: Service,
	variant: Variant,
	credentials: Readonly<Record<string, unknown>>,
	host?: string,
): Record<string, string> {
	const known: Record<string, string> = {};
	for (const [name, origin] of Object.entries(originsOf(service, variant))) {
		const value = knownAddressPart(service, origin, credentials, host);
		if (value !== undefined) known[name] = checkPart(service, name, value);
	}
	return known;
}

/**
 * Whether a request to this URL stays with the service: same scheme, one of its hosts, no user name, no port of its own.
 * @param parts what is known of the address: another customer's host of the same service is not this connection's
 */
export function belongsToService(service: Service, url: string, parts: Parts = {}): boolean {
	if (!URL.canParse(url)) return false;
	const target = new URL(url);
	if (target.username || target.password) return false;
	return serviceOrigins(service, parts).some((origin) => origin.test(target.origin));
}

/** The requests of a variant that do not go through the service's address alone. */
function urlsOf(service: Service, variant: Variant): Array<string | undefined> {
	const declared = variantOf(service, variant);
	const { verify, account, granted, revoke } = declared;
	const { introspection } = 'introspection' in declared ? declared : {};
	const { partialConsent } = 'partialConsent' in declared ? declared : {};
	const choices = Object.values(declared.addressParts ?? {}).map((origin) =>
		origin.from === 'choice' ? origin.list : undefined,
	);
	return [
		verify,
		account,
		granted,
		revoke,
		introspection,
		partialConsent?.declined,
		...choices,
	].map((inquiry) => inquiry?.url);
}

/** The origins that a service's API and inquiries use, with `{name}` for address parts. */
export function originTemplates(service: Service): string[] {
	const { template, hosts = [] } = service.address;
	const urls = [
		template,
		...hosts,
		...variantsOf(service).flatMap((variant) => urlsOf(service, variant)),
	];
	return [...new Set(urls.flatMap((url) => /^(?:https:\/\/[^/]+|\{\w+\})/.exec(url ?? '') ?? []))];
}

/** The origin of an installation; none is one of an installation that is not known. */
function installationOrigin(url = ''): RegExp {
	if (!URL.canParse(url)) return /^\b$/;
	return new RegExp(`^${new URL(url).origin.replace(/[.[\]]/g, '\\$&')}$`);
}

/** A regular expression for each of these origins. What is known of a part stands for itself, else any value of its form. */
function serviceOrigins(service: Service, parts: Parts): RegExp[] {
	return originTemplates(service).map((template) => {
		if (template.startsWith('{')) return installationOrigin(parts[template.slice(1, -1)]);
		const source = template
			.split(/\{(\w+)\}/)
			.map((piece, index) =>
				index % 2 === 0
					? piece.replaceAll('.', '\\.')
					: `(?:${parts[piece] ?? service.address.parts?.[piece]?.pattern ?? ''})`,
			)
			.join('');
		return new RegExp(`^${source}$`);
	});
}

/**
 * The hosts of a service as n8n writes a list of allowed domains: `login.example.com,*.api.example.com`. Empty where
 * only the person's own installation is one.
 */
export function allowedDomains(service: Service): string {
	return originTemplates(service)
		.filter((origin) => !origin.startsWith('{'))
		.map((origin) => origin.slice('https://'.length).replace(/^[^.]*\{\w+\}[^.]*/, '*'))
		.join(',');
}

/**
 * Builds a path from a template; each value becomes exactly one segment of it.
 * @example path`/lists/${listId}/members`
 * @throws AddressError when a value is empty, is no proper text or has signs that only control something, or is `.` or
 * `..`, which would lead elsewhere
 */
export function path(literals: TemplateStringsArray, ...values: readonly string[]): string {
	return literals.reduce((built, literal, index) => {
		const value = values[index - 1] ?? '';
		if (['', '.', '..'].includes(value) || !value.isWellFormed() || /\p{Cc}/u.test(value)) {
			throw new AddressError('An id in the path is empty or is not an id');
		}
		return `${built}${encodeURIComponent(value)}${literal}`;
	});
}

/**
 * Checks a path that a person typed: it must stay below the service's address.
 * @returns the path with a leading slash
 * @throws AddressError saying what is wrong with it
 */
export function checkPath(typed: string): string {
	const text = typed.trim();
	const refuse = (why: string): never => {
		throw new AddressError(
			`Path ${why}. Give a path below the service's own address, such as /lists.`,
		);
	};
	if (!text) refuse('is empty');
	if (/^[a-z][a-z0-9+.-]*:/i.test(text)) refuse('is a whole URL');
	if (text.startsWith('//') || text.includes('\\')) refuse('names another host');
	if (/[\s?#]|[^\x21-\x7e]/.test(text)) {
		refuse('has a blank, a question mark, a hash or a letter that must be encoded');
	}
	const absolute = text.startsWith('/') ? text : `/${text}`;
	for (const segment of absolute.split('/')) {
		let decoded: string;
		try {
			decoded = decodeURIComponent(segment);
		} catch {
			return refuse('has a percent sign that encodes nothing');
		}
		if (decoded === '.' || decoded === '..' || /[/\\\p{Cc}]/u.test(decoded)) {
			refuse('has a segment that leads elsewhere');
		}
	}
	if (absolute.includes('//')) refuse('has an empty segment');
	return absolute;
}
