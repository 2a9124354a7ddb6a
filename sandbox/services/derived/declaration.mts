/** What a declaration says of a service's requests, as a stand-in needs it. */
import type { Inquiry, Revocation, Service, Variant } from '../../../dist/index.js';
import { resolve, variantOf, variantsOf } from '../../../dist/index.js';
import { textAround, textMatching, type Values } from './texts.mts';

/** A request about a connection, and what it is for. */
export interface Asked {
	readonly variant: Variant;
	readonly purpose:
		| 'verify'
		| 'account'
		| 'granted'
		| 'declined'
		| 'list'
		| 'introspection'
		| 'revoke';
	readonly about: Inquiry | Revocation;
}

/** All that a connection of a variant may ask about itself. */
export function asked(service: Service, variant: Variant): Asked[] {
	const declared = variantOf(service, variant);
	const { verify, account, granted, revoke, addressParts = {} } = declared;
	const { introspection } = 'introspection' in declared ? declared : {};
	const { declined } = ('partialConsent' in declared && declared.partialConsent) || {};
	const single = { account, granted, verify, declined, introspection, revoke };
	const lists = Object.values(addressParts).flatMap((origin) =>
		origin.from === 'choice' ? [['list', origin.list] as const] : [],
	);
	return [...Object.entries(single), ...lists].flatMap(([purpose, about]) =>
		about ? [{ variant, purpose: purpose as Asked['purpose'], about }] : [],
	);
}

/** The whole address of a request, in which parts may stand. */
export const addressOf = (service: Service, url: string) =>
	url.startsWith('https://') ? url : `${service.address.template}${url}`;

/** The form of everything that may stand in the texts of a variant. */
export function patternsOf(service: Service, variant: Variant): Values {
	const { fields = {} } = variantOf(service, variant);
	const declared = { ...service.address.parts, ...fields };
	return Object.fromEntries(Object.entries(declared).map(([name, { pattern }]) => [name, pattern]));
}

/** The example of an answer, as it is for these scopes. */
export function exampleOf({ example, exampleHeaders }: Inquiry, granted: readonly string[]) {
	const body = typeof example === 'function' ? example(granted) : example;
	const headers = typeof exampleHeaders === 'function' ? exampleHeaders(granted) : exampleHeaders;
	return { body, headers: headers ?? {} };
}

/** Every scope that the service knows, as far as it was declared. */
export function knownScopes(service: Service, variant: Variant): string[] {
	const declared = variantOf(service, variant);
	const always = ('scopes' in declared && declared.scopes?.always) || [];
	const ofPermissions = Object.values(service.permissions).flatMap(
		({ scopes, satisfiedBy = [] }) => [...scopes, ...satisfiedBy.flat()],
	);
	return [...new Set([...always, ...ofPermissions])];
}

/** What the example of an answer makes of it. */
function readExample<T>(
	about: { readonly parse: NonNullable<Inquiry<T>['parse']> } & Inquiry<T>,
): T {
	const { body, headers } = exampleOf(about, []);
	return about.parse(body, { status: 200, headers, parts: {} });
}

/** A connection as a person would make it: what it holds of the address, and what was filled in. */
export interface Held {
	/** Values of the address parts. */
	readonly parts: Values;
	/** What has to be filled in, by the names of the properties. */
	readonly fields: Values;
	/** Members of the token answer that tell parts of the address, by their paths. */
	readonly tokenMembers: Values;
}

/**
 * Makes up a connection of a variant.
 * @param key the key, where the variant has one
 * @throws Error when an example that it needs is absent
 */
export function heldBy(service: Service, variant: Variant, key = ''): Held {
	const declared = variantOf(service, variant);
	const { addressParts = {}, fields: signing = {}, account } = declared;
	const parts: Record<string, string> = {};
	const tokenMembers: Record<string, string> = {};
	const fields: Record<string, string> = Object.fromEntries(
		Object.entries(signing).map(([name, field]) => [name, valueOf(field)]),
	);
	for (const [name, part] of Object.entries(service.address.parts ?? {})) {
		const origin = addressParts[name] ?? { from: 'field', property: name };
		switch (origin.from) {
			case 'account':
				parts[name] = (account && readExample(account).addressParts?.[name]) ?? part.example;
				break;
			case 'choice':
				parts[name] = readExample(origin.list)[0]?.value ?? part.example;
				break;
			case 'key':
				parts[name] = new RegExp(origin.pattern).exec(key)?.[1] ?? part.example;
				break;
			case 'token':
				parts[name] = part.example;
				tokenMembers[origin.field] = textAround(origin.pattern, part.example);
				break;
			case 'host':
				parts[name] = fields[origin.property] = part.example;
				break;
			case 'field':
				parts[name] = fields[origin.property] = part.default ?? origin.default ?? part.example;
		}
	}
	return { parts, fields, tokenMembers };
}

/** A value of a field: its example, if that has the form. */
function valueOf({ pattern, example }: { readonly pattern: string; readonly example: string }) {
	return new RegExp(`^(?:${pattern})$`).test(example) ? example : textMatching(pattern, 1);
}

/** Recognises the hosts of a service: of its API, of its authorization server, and of whatever else it asks. */
export function hostsOf(service: Service): (hostname: string) => boolean {
	const urls = variantsOf(service).flatMap((variant) => {
		const declared = variantOf(service, variant);
		return [
			...asked(service, variant).map(({ about }) => about.url),
			...('tokenUrl' in declared ? [declared.tokenUrl] : []),
			...('authorizeUrl' in declared ? [declared.authorizeUrl] : []),
		];
	});
	const parts = service.address.parts ?? {};
	const forms = [service.address.template, ...(service.address.hosts ?? []), ...urls].map((url) => {
		const whole = addressOf(service, url);
		const [, host] = /^https:\/\/([^/?]+)/.exec(whole) ?? [];
		// The address of an installation is a part as a whole.
		if (host === undefined)
			return new URL(resolve(service, whole, heldInstallation(parts))).hostname;
		return host
			.split(/\{(\w+)\}/)
			.map((piece, index) =>
				index % 2 === 0 ? piece.replaceAll('.', '\\.') : `(?:${parts[piece]?.pattern})`,
			)
			.join('');
	});
	const any = [...new Set(forms)].map((form) => new RegExp(`^${form}$`, 'i'));
	return (hostname) => any.some((form) => form.test(hostname));
}

const heldInstallation = (parts: NonNullable<Service['address']['parts']>): Values =>
	Object.fromEntries(Object.entries(parts).map(([name, { example }]) => [name, example]));
