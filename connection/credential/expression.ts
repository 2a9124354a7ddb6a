/** What is derived of a service as expressions of n8n, which are evaluated with a credential's values. */
import { ASK_AGAIN } from './consent';
import type { Inquiry, Service, Variant } from '../model/service';
import { variantOf } from '../model/service';

/** A piece of JavaScript for a JSON value, to stand in an expression. */
export const literal = (value: unknown) => JSON.stringify(value);

/**
 * The query that is added to the authorization request: what the service always wants, and what a person has
 * set. Without such settings it is a plain text.
 */
export function authorizeQueryOf({ oauth2 }: Service): string {
	const { authorizeQuery, authorizeFields = {}, partialConsent } = oauth2 ?? {};
	const fixed = new URLSearchParams(authorizeQuery).toString();
	const again = new URLSearchParams(partialConsent?.askAgain).toString();
	const pieces = Object.entries(authorizeFields).map(
		([parameter, property]) =>
			`$self[${literal(property)}] ? ${literal(`${parameter}=`)} + encodeURIComponent($self[${literal(property)}]) : ""`,
	);
	if (partialConsent) pieces.push(`$self[${literal(ASK_AGAIN.name)}] ? ${literal(again)} : ""`);
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

/**
 * An n8n expression for an address, from what a credential of this variant holds.
 * @param held how the expression names the credential: `$credentials` in a request, `$self` in a property
 */
function addressExpression(
	service: Service,
	variant: Variant,
	template: string,
	held: '$credentials' | '$self',
): string {
	const origins = variantOf(service, variant).addressParts ?? {};
	return template
		.split(/\{(\w+)\}/)
		.map((piece, index) => {
			if (index % 2 === 0) return literal(piece);
			const origin = origins[piece];
			if (origin?.from === 'key')
				return matchExpression(`(${held}["apiKey"] || "")`, origin.pattern);
			if (origin?.from === 'host') {
				const field = `(${held}[${literal(origin.property)}] || ${literal(origin.default)})`;
				return matchExpression(field, `^(${service.address.parts?.[piece]?.pattern ?? ''})/*$`);
			}
			if (origin?.from === 'field') {
				const pattern = service.address.parts?.[piece]?.pattern ?? '';
				const field = `(${held}[${literal(origin.property)}] || ${literal(origin.default ?? '')})`;
				return matchExpression(field, `^(${pattern})$`);
			}
			throw new Error(
				`The test of ${service.displayName} needs ${piece}, which only an answer tells`,
			);
		})
		.join(' + ');
}

/** An address for a property of an OAuth 2.0 credential: plain, or an expression where parts of it are set by a person. */
export function urlOf(service: Service, template: string): string {
	if (!template.includes('{')) return template;
	return `={{ ${addressExpression(service, 'oauth2', template, '$self')} }}`;
}

/** An n8n expression for the URL of an inquiry. */
export function inquiryExpression(
	service: Service,
	variant: Variant,
	{ url, query }: Inquiry,
): string {
	const search = query ? `?${new URLSearchParams(query).toString()}` : '';
	if (url.startsWith('https://')) return literal(`${url}${search}`);
	const address = addressExpression(service, variant, service.address.template, '$credentials');
	return `${address} + ${literal(`${url}${search}`)}`;
}
