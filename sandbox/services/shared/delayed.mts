import { setTimeout as sleep } from 'node:timers/promises';

import type { RequestHandler } from 'express';

/**
 * Lets every request wait before it is answered.
 * @param latency milliseconds, which may change while the server runs
 */
export const delayed =
	(latency: () => number): RequestHandler =>
	async (_request, _response, next) => {
		if (latency() > 0) await sleep(latency());
		next();
	};
