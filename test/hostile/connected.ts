/** Connections of any service, made of what its declaration says a key and a field look like. */
import { fc } from '../fuzz';
import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

import { keyAuthentication } from '../../connection/credential/credential';
import { originsOf } from '../../connection/model/address';
import type { Service, Variant } from '../../connection/model/service';
import { variantOf } from '../../connection/model/service';
import { markers } from '../builders';

/** What a service gives of a part of the account, such as of a page: a secret too. */
export const GIVEN = 'MARKER-of-one-page-alone';

/** A text of the form that a service gives to something. */
export const ofForm = (pattern: string) => fc.stringMatching(new RegExp(`^(?:${pattern})$`));

/**
 * Keys of a service, long enough that one is found in a text by nothing but its being there. A form that ends in any number
 * of signs gives short ones nearly always: it is drawn with twenty at least.
 */
export const keysOf = (service: Service) =>
	ofForm(variantOf(service, 'apiKey').pattern.replace(/\+$/, '{20,}')).filter(
		(key) => key.trim().length >= 20,
	);

/** A value of an arbitrary, always the same. */
export const one = <T>(arbitrary: fc.Arbitrary<T>): T => {
	const [value] = fc.sample(arbitrary, { numRuns: 1, seed: 7 });
	if (value === undefined) throw new Error('nothing was drawn');
	return value;
};

const keys = new Map<Service, string>();

/** A key of a service, always the same. */
function keyOf(service: Service): string {
	const key = keys.get(service) ?? one(keysOf(service));
	keys.set(service, key);
	return key;
}

/** Every scope that a service has. */
export const scopesOfAll = ({ permissions }: Service): string[] => [
	...new Set(Object.values(permissions).flatMap(({ scopes }) => scopes)),
];

/** The fields of the address, each with a value of its form. */
function addressFields(service: Service, variant: Variant): Record<string, string> {
	const origins = Object.entries(originsOf(service, variant));
	return Object.fromEntries(
		origins.flatMap(([part, origin]) =>
			'property' in origin ? [[origin.property, service.address.parts?.[part]?.example ?? '']] : [],
		),
	);
}

/** The fields with which a variant signs, each with a value of its form. */
const signingFields = (service: Service, variant: Variant): Record<string, string> =>
	Object.fromEntries(
		Object.entries(variantOf(service, variant).fields ?? {}).map(([name, { example }]) => [
			name,
			example,
		]),
	);

/** What n8n stores of a connection that may do everything. */
export function stored(
	service: Service,
	variant: Variant,
	key = variant === 'apiKey' ? keyOf(service) : '',
): ICredentialDataDecryptedObject {
	const fields = { ...addressFields(service, variant), ...signingFields(service, variant) };
	if (variant === 'apiKey') {
		const { keySecret = '' } = service.tokenProof ?? {};
		// A secret that must have a form has that of its example.
		const secret = keySecret && !(keySecret in fields) ? { [keySecret]: markers.client } : {};
		return { ...fields, apiKey: key, ...secret };
	}
	const scope = scopesOfAll(service).join(variantOf(service, 'oauth2').scopes?.separator ?? ' ');
	return {
		...fields,
		clientId: 'client-id-of-the-app',
		clientSecret: markers.client,
		scope,
		oauthTokenData: { access_token: markers.grant, token_type: 'bearer', scope },
	};
}

/** Signs a request with a key, as n8n has a credential type do it. */
export async function signed(
	service: Service,
	credentials: ICredentialDataDecryptedObject,
	request: IHttpRequestOptions,
): Promise<IHttpRequestOptions> {
	const sign = keyAuthentication(service);
	if (typeof sign !== 'function') throw new Error('keys are signed by a function');
	return await sign(credentials, request);
}

/** The secrets that a connection holds, and what a service gives beside them. */
export const secretsIn = (credentials: ICredentialDataDecryptedObject): string[] => {
	const held = [credentials.apiKey, credentials.clientSecret, credentials.appSecret];
	const texts = held.filter((value) => typeof value === 'string');
	return [...texts, ...(credentials.oauthTokenData ? [markers.grant] : []), GIVEN];
};

/** The hosts that requests of a connection may go to, taken from the declaration by nothing of the product. */
export function hostsOf(
	service: Service,
	variant: Variant,
	credentials: ICredentialDataDecryptedObject,
): string[] {
	const { addressParts = {}, account, verify } = variantOf(service, variant);
	const address = service.address.template.replace(/\{(\w+)\}/g, (_whole, part: string) => {
		const origin = addressParts[part];
		if (origin?.from === 'key') return String(credentials.apiKey).split('-').at(-1) ?? '';
		if (origin && 'property' in origin) return String(credentials[origin.property]);
		return service.address.parts?.[part]?.example ?? '';
	});
	return [address, account?.url ?? '', verify.url]
		.filter((url) => URL.canParse(url))
		.map((url) => new URL(url).host);
}
