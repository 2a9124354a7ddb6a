/** Who signed a request: read in the way that each variant signs. */
import type { Request } from 'express';

import type { Service, Signing, Variant } from '../../../dist/index.js';
import { BEARER, variantOf, variantsOf } from '../../../dist/index.js';
import type { Tokens } from './tokens.mts';
import { addressOf, heldBy, knownScopes, patternsOf } from './declaration.mts';
import type { Keys } from './keys.mts';
import { readText, readTexts, type Values } from './texts.mts';

/** Whose token or key a request carries. */
export interface Signer {
	readonly variant: Variant;
	/** The token or key. */
	readonly secret: string;
	readonly scopes: readonly string[];
	readonly state: 'valid' | 'expired';
	/** Ends the token or key, and what was granted with it. */
	end(): Promise<void>;
}

/** The user name and password of HTTP Basic authentication (RFC 7617, section 2). */
function basicOf(authorization: string): readonly [string, string] | undefined {
	const [scheme, encoded = ''] = authorization.split(' ');
	if (scheme?.toLowerCase() !== 'basic') return undefined;
	const text = Buffer.from(encoded, 'base64').toString();
	const colon = text.indexOf(':');
	return colon < 0 ? undefined : [text.slice(0, colon), text.slice(colon + 1)];
}

/** The values with which a request is signed in this way; `undefined` where it is signed in none. */
function readSigning(
	service: Service,
	variant: Variant,
	sign: Signing,
	request: Request,
): Values | undefined {
	switch (sign.by) {
		case 'header': {
			const value = request.header(sign.name) ?? '';
			const { prefix = '' } = sign;
			return value.startsWith(prefix) && value.length > prefix.length
				? { key: value.slice(prefix.length) }
				: undefined;
		}
		case 'basic': {
			const [user, password] = basicOf(request.header('authorization') ?? '') ?? [];
			if (user === undefined || password === undefined) return undefined;
			const ofUser = readText(sign.user, user);
			const ofPassword = readText(sign.password, password);
			return ofUser && ofPassword && { ...ofUser, ...ofPassword };
		}
		case 'query':
			return readTexts(sign.parameters, request.query);
		case 'path': {
			const template = addressOf(service, '/{rest}');
			const whole = `https://${request.hostname}${request.path}`;
			const read = readText(template, whole, patternsOf(service, variant));
			const [part = ''] = Object.entries(variantOf(service, variant).addressParts ?? {})
				.filter(([, { from }]) => from === 'key')
				.map(([name]) => name);
			return read?.[part] === undefined ? undefined : { key: read[part] };
		}
	}
}

/** Reads who signed a request. */
export async function readSigner(
	service: Service,
	request: Request,
	keys: Keys,
	tokens: Tokens,
): Promise<Signer | undefined> {
	for (const variant of variantsOf(service)) {
		const { sign = BEARER } = variantOf(service, variant);
		const { key: secret, ...others } = readSigning(service, variant, sign, request) ?? {};
		if (secret === undefined) continue;
		const { fields, parts } = heldBy(service, variant, secret);
		const held = { ...parts, ...fields };
		if (Object.entries(others).some(([name, value]) => held[name] !== value)) continue;
		if (variant !== 'apiKey') {
			const grant = await tokens.find(secret);
			if (grant?.variant !== variant) continue;
			// Where nothing is requested, the app has what was selected for it at the service.
			const isAsked = variantOf(service, variant).access === 'scopes';
			const scopes = isAsked ? grant.scopes : knownScopes(service, variant);
			return { ...grant, scopes, secret };
		}
		const state = keys.stateOf(secret);
		if (!state) continue;
		const end = async () => keys.revoke(secret);
		return { variant, secret, scopes: knownScopes(service, variant), state, end };
	}
	return undefined;
}
