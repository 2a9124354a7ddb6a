/** What kind of connection a type is, in words, whatever package it is of. */
import { inquiredTypes } from '../../builtin/types';
import { ownOf } from '../../operation/fields';
import { kindOf } from './usage/catalogue';

/** Whether a person pastes a key or password, instead of consenting at the service. */
export function isKeyType(type: string): boolean {
	const kind = kindOf(type);
	return kind ? kind.variant === 'apiKey' : !/OAuth[12]/.test(type);
}

/** The words in the name of a type: `httpBasicAuth` is "Http Basic Auth". */
function wordsOf(type: string): string {
	const words = type.replace(/(?:OAuth[12])?(?:Api)?$/, '').replace(/([a-z0-9])([A-Z])/g, '$1 $2');
	return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The service of a type of connection. */
export const serviceOf = (type: string): string =>
	kindOf(type)?.service.displayName ??
	ownOf(inquiredTypes, type)?.service ??
	(wordsOf(type) || type);

/** How connections of a type authorize. */
export function authenticationOf(type: string): string {
	const kind = kindOf(type);
	if (kind?.variant === 'apiKey') return kind.service.apiKey?.label ?? 'API Key';
	const [oauth] = /OAuth[12]/.exec(type) ?? [];
	return oauth ?? (isKeyType(type) ? 'Key or Password' : 'OAuth2');
}
