import { once } from 'node:events';

import type { Express } from 'express';

/** A server that is running. */
export interface Listening {
	/** `http://127.0.0.1:<port>` */
	readonly url: string;
	/** Closes it and every connection to it. */
	stop(): Promise<void>;
}

/** Listens on a free port of 127.0.0.1. */
export async function listen(app: Express): Promise<Listening> {
	const server = app.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	if (typeof address !== 'object' || address === null) throw new Error('The server has no port');
	return {
		url: `http://127.0.0.1:${address.port}`,
		stop: async () => {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}
