import { createHmac } from 'node:crypto';

import type { TokenProof } from '../model/service';

/**
 * The query with which a request proves that it comes from the app.
 * @param secret the app's; without it nothing is proven
 */
export function proofQuery(
	proof: TokenProof | undefined,
	token: string,
	secret: string | undefined,
): Record<string, string> {
	if (!proof || !secret || !token) return {};
	return { [proof.parameter]: createHmac('sha256', secret).update(token).digest('hex') };
}
