/** Refresh tokens that end when nobody uses them. */
import { lifetimesOf } from '../../../builtin/lifetimes';
import type { Lifetime } from '../../../connection/model/service';
import { variantOf } from '../../../connection/model/service';
import { kindOf } from '../usage/catalogue';

const ofType = (type: string): readonly Lifetime[] => {
	const kind = kindOf(type);
	return kind ? (variantOf(kind.service, kind.variant).lifetimes ?? []) : lifetimesOf(type);
};

/**
 * The days after which the refresh token of a connection ends when nobody uses it.
 * @returns `undefined` where no such rule is documented
 */
export const idleDaysOf = (type: string): number | undefined =>
	ofType(type).find(({ of, from, when }) => of === 'refreshToken' && from === 'lastUse' && !when)
		?.days;
