import type { AddressPart, Cause, FailureKind } from '../model/service';
import { isOAuth2 } from '../model/service';
import type { FailureSubject } from './failure';

/** Codes of the network for an answer that did not come in time. */
const TIMEOUTS = ['ETIMEDOUT', 'ECONNABORTED', 'ESOCKETTIMEDOUT'];

/** The cause that a kind of failure stands for, where the service's table says nothing more exact. */
export function causeOf(
	kind: FailureKind,
	{ variant }: Pick<FailureSubject, 'variant'>,
): Cause | undefined {
	switch (kind) {
		case 'reauthorize':
			return isOAuth2(variant) ? 'revoked' : 'wrongKey';
		case 'permission':
			return 'forbidden';
		case 'throttled':
			return 'rateLimited';
		case 'unavailable':
			return 'serviceUnavailable';
		default:
			return undefined;
	}
}

/** Whether a person typed a part of the address: then a host that does not exist may be a mistyped one. */
const isTyped = (parts: Readonly<Record<string, AddressPart>> = {}) =>
	Object.keys(parts).length > 0;

/** The cause of a request without an answer, by what the network says of it. */
export function causeOfSilence({ service }: FailureSubject, code: string): Cause {
	if (TIMEOUTS.includes(code)) return 'timeout';
	const isUnknownHost = code === 'ENOTFOUND' && isTyped(service.address.parts);
	return isUnknownHost ? 'wrongAddress' : 'serviceUnavailable';
}
