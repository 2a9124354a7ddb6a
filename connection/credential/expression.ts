/** What is derived of a service as expressions of n8n, which are evaluated with a credential's values. */
import { originsOf } from '../model/address';
import { defaultPermissions, scopesOf } from '../model/permissions';
import type { AddressPartOrigin, Inquiry, OAuth2Variant, Service, Variant } from '../model/service';
import { variantOf } from '../model/service';
import { ACT_AS, ASK_AGAIN } from './consent';

/** A piece of JavaScript for a JSON value, to stand in an expression. */
export const literal = (value: unknown) => JSON.stringify(value);

/** An expression for the scopes of what is selected, each once, behind those that are always requested. */
export function scopesExpression(
	service: Service,
	variant: OAuth2Variant,
	always: readonly string[],
): string {
	const { scopes: { separator = ' ' } = {} } = variantOf(service, variant);
	const byName = Object.fromEntries(
		Object.keys(service.permissions).map((name) => [name, scopesOf(service, [name])]),
	);
	// n8n stores no value that equals the default, so that the expression must know it too.
	const chosen = `($self["permissions"] || ${literal(defaultPermissions(service))})`;
	return `[...new Set(${literal(always)}.concat(${chosen}.flatMap((name) => (${literal(byName)})[name] || [])))].join(${literal(separator)})`;
}

/** An expression for whether the connection acts in the name of an identity that has this property. */
export const identityIs = (name: string, isDefault: boolean): string =>
	isDefault
		? `(!$self[${literal(ACT_AS)}] || $self[${literal(ACT_AS)}] === ${literal(name)})`
		: `$self[${literal(ACT_AS)}] === ${literal(name)}`;

/** Where scopes travel in another query parameter than `scope`: expressions for these parameters. */
function scopeParameters(service: Service): string[] {
	const { scopes: rules = {}, identities = {}, access } = variantOf(service, 'oauth2');
	if (access !== 'scopes') return [];
	const asParameter = (parameter: string, scopes: string) =>
		`${literal(`${parameter}=`)} + encodeURIComponent(${scopes})`;
	if (rules.parameter) {
		return [asParameter(rules.parameter, scopesExpression(service, 'oauth2', []))];
	}
	return Object.entries(identities).flatMap(([name, { parameter }], index) =>
		parameter === 'scope'
			? []
			: [
					`${identityIs(name, index === 0)} ? ${asParameter(parameter, scopesExpression(service, 'oauth2', rules.always ?? []))} : ""`,
				],
	);
}

/**
 * The query that is added to the authorization request: what the service always wants, and what a person has
 * set. Without such settings it is a plain text.
 */
export function authorizeQueryOf(service: Service): string {
	const { authorizeQuery, authorizeFields = {}, partialConsent } = variantOf(service, 'oauth2');
	const fixed = new URLSearchParams(authorizeQuery).toString();
	const again = new URLSearchParams(partialConsent?.askAgain).toString();
	const pieces = [
		...scopeParameters(service),
		...Object.entries(authorizeFields).map(
			([parameter, property]) =>
				`$self[${literal(property)}] ? ${literal(`${parameter}=`)} + encodeURIComponent($self[${literal(property)}]) : ""`,
		),
	];
	if (again) pieces.push(`$self[${literal(ASK_AGAIN.name)}] ? ${literal(again)} : ""`);
	if (pieces.length === 0) return fixed;
	return `={{ [${[literal(fixed), ...pieces].join(', ')}].filter(Boolean).join("&") }}`;
}

/**
 * An n8n expression for what a pattern's group finds in a field of the credential. What has another form becomes
 * a question mark, with which a host cannot begin: the address is then none, and nothing is sent. A field may hold
 * an expression of its own, which gives a number, too.
 */
function matchExpression(field: string, pattern: string): string {
	return `((String(${field}).trim().match(new RegExp(${literal(pattern)})) || [])[1] || "?")`;
}

/** How an expression names the credential: `$credentials` in a request, `$self` in a property. */
type Holder = '$credentials' | '$self';

/** An expression for an address part. */
function partExpression(
	service: Service,
	name: string,
	origin: AddressPartOrigin,
	held: Holder,
): string {
	const { pattern = '' } = service.address.parts?.[name] ?? {};
	const field = (property: string, otherwise = '') =>
		`(${held}[${literal(property)}] || ${literal(otherwise)})`;
	switch (origin.from) {
		case 'key':
			return matchExpression(field('apiKey'), origin.pattern);
		case 'host':
			return matchExpression(field(origin.property, origin.default), `^(${pattern})/*$`);
		case 'field':
			return matchExpression(field(origin.property, origin.default), `^(${pattern})$`);
		case 'token': {
			const steps = origin.field.split('.').map((step) => `?.[${literal(step)}]`);
			return matchExpression(`(${held}["oauthTokenData"]${steps.join('')} || "")`, origin.pattern);
		}
		case 'account':
		case 'choice':
			throw new Error(
				`The test of ${service.displayName} needs ${name}, which only an answer tells`,
			);
	}
}

/** The members of the token answer and the client that a text may name. */
const HELD: Readonly<Record<string, string>> = {
	key: '["apiKey"]',
	token: '["oauthTokenData"]?.["access_token"]',
	refreshToken: '["oauthTokenData"]?.["refresh_token"]',
	clientId: '["clientId"]',
	clientSecret: '["clientSecret"]',
};

/** An expression for a text of the declaration, from what a credential of this variant holds. */
function textExpression(service: Service, variant: Variant, text: string, held: Holder): string {
	const origins = originsOf(service, variant);
	const { fields = {} } = variantOf(service, variant);
	return text
		.split(/\{(\w+)\}/)
		.map((piece, index) => {
			if (index % 2 === 0) return literal(piece);
			const origin = origins[piece];
			if (origin) return partExpression(service, piece, origin, held);
			const field = fields[piece];
			if (field)
				return `String(${held}[${literal(piece)}] || ${literal(field.default ?? '')}).trim()`;
			return Object.hasOwn(HELD, piece)
				? `String(${held}${HELD[piece]} || "").trim()`
				: literal(`{${piece}}`);
		})
		.join(' + ');
}

/** A text for a property or a request of n8n: plain, or an expression where parts of it are held by the credential. */
export function valueOf(service: Service, variant: Variant, text: string, held: Holder): string {
	const expression = textExpression(service, variant, text, held);
	return expression === literal(text) ? text : `={{ ${expression} }}`;
}

/** An address for a property of an OAuth 2.0 credential: plain, or an expression where parts of it are set by a person. */
export const urlOf = (service: Service, variant: OAuth2Variant, template: string): string =>
	valueOf(service, variant, template, '$self');

/** An n8n expression for the URL of an inquiry. */
export function inquiryExpression(
	service: Service,
	variant: Variant,
	{ url, query = {} }: Inquiry,
): string {
	const text = (part: string) => textExpression(service, variant, part, '$credentials');
	const whole = text(url.startsWith('https://') ? url : `${service.address.template}${url}`);
	const isFixed = Object.values(query).every((value) => text(value) === literal(value));
	const search = new URLSearchParams(query).toString();
	if (isFixed) return search ? `${whole} + ${literal(`?${search}`)}` : whole;
	const parameters = Object.entries(query).map(
		([name, value]) =>
			`${literal(`${encodeURIComponent(name)}=`)} + encodeURIComponent(${text(value)})`,
	);
	return `${whole} + "?" + [${parameters.join(', ')}].join("&")`;
}
