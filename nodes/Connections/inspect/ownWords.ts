/** The messages of n8n's tests of our own types: they are ours. */
import { verificationFailures } from '../../../connection/credential/verification';
import { kindOf } from '../usage/catalogue';
import type { Cause } from './causes';

const BY_STATUS: Readonly<Record<number, Cause>> = {
	403: 'forbidden',
	404: 'wrongAddress',
	429: 'rateLimited',
	500: 'serviceUnavailable',
	502: 'serviceUnavailable',
	503: 'serviceUnavailable',
	504: 'serviceUnavailable',
};

/**
 * The cause that a message of the test of one of our types stands for.
 * @returns `undefined` where the type is not ours, or the message is not
 */
export function ownCauseIn(type: string, message: string): Cause | undefined {
	const kind = kindOf(type);
	if (!kind) return undefined;
	const { service, variant } = kind;
	const failure = verificationFailures(service, variant).find((one) => one.message === message);
	if (!failure) return undefined;
	const { when } = failure;
	const refused = variant === 'apiKey' ? 'wrongKey' : 'revoked';
	// Any other status is one with which the service refuses the token or key.
	if ('status' in when) return BY_STATUS[when.status] ?? refused;
	return when.key === service.oauth2?.partialConsent?.firstDeclined ? 'declined' : refused;
}
