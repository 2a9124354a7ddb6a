import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Finds a port of 127.0.0.1 that nobody listens on.
 *
 * @param preferred taken when it is free; any other otherwise
 * @returns the port's number
 */
export async function freePort(preferred = 0): Promise<number> {
	const server = createServer();
	try {
		server.listen(preferred, '127.0.0.1');
		await once(server, 'listening');
		const address = server.address();
		if (address === null || typeof address === 'string') throw new Error('A port has a number.');
		return address.port;
	} catch (error) {
		if (preferred === 0) throw error;
		return await freePort();
	} finally {
		server.close();
	}
}
