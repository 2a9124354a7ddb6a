import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';

import { fetch, type ProxyAgent } from 'undici';

import { freePort } from '../../sandbox/ports.mts';
import { agentThrough, type Proxy, startProxy } from '../../sandbox/proxy.mts';

describe('the proxy', () => {
	const seen: IncomingMessage[] = [];
	const service = createServer((request, response) => {
		seen.push(request);
		response.end('the stand-in');
	});
	let proxy: Proxy;
	let agent: ProxyAgent;

	beforeAll(async () => {
		const port = await freePort();
		service.listen(port, '127.0.0.1');
		await once(service, 'listening');
		const standIn = {
			service: 'example',
			url: `http://127.0.0.1:${port}`,
			requests: [],
			answers: (hostname: string) => hostname === 'api.example.com',
			stop: async () => {},
		};
		proxy = await startProxy({ standIns: [standIn] });
		agent = agentThrough(proxy);
	});

	afterAll(async () => {
		await agent.destroy();
		await proxy.stop();
		service.closeAllConnections();
		service.close();
	});

	const get = (url: string) => fetch(url, { dispatcher: agent });

	it('brings a request to the stand-in as the client meant it', async () => {
		const response = await get('https://api.example.com/lists?count=1');
		expect(await response.text()).toBe('the stand-in');
		expect(seen.at(-1)?.url).toBe('/lists?count=1');
		expect(seen.at(-1)?.headers).toMatchObject({
			host: 'api.example.com',
			'x-forwarded-proto': 'https',
		});
	});

	it('refuses every other host, says which, and keeps no query', async () => {
		const response = await get('https://unknown.example.net/path?secret=1');
		expect(response.status).toBe(502);
		expect(await response.text()).toContain('"unknown.example.net"');
		expect(proxy.refusals()).toContainEqual({
			host: 'unknown.example.net',
			method: 'GET',
			path: '/path',
		});
	});

	it('makes a host unreachable, and reachable again', async () => {
		const bringBack = proxy.takeDown('api.example.com');
		await expect(get('https://api.example.com/')).rejects.toThrow('fetch failed');
		bringBack();
		expect((await get('https://api.example.com/')).status).toBe(200);
	});

	it('takes no client for its own connection, although some have the same port', async () => {
		// Ports are drawn from some 28,000: of 400 x 400 pairs, some are equal.
		const clients = new Agent({ keepAlive: true, maxSockets: 400 });
		const { hostname, port } = new URL(proxy.url);
		const send = async () => {
			const sent = request({
				agent: clients,
				hostname,
				port,
				path: 'http://api.example.com/',
				headers: { host: 'api.example.com' },
			});
			sent.end();
			const [response] = (await once(sent, 'response')) as [IncomingMessage];
			return await text(response);
		};
		try {
			for (let round = 0; round < 10; round += 1) {
				const answers = await Promise.all(Array.from({ length: 400 }, send));
				expect(new Set(answers)).toEqual(new Set(['the stand-in']));
			}
		} finally {
			clients.destroy();
		}
	});

	it('answers for the pack on any host, and has nothing when nothing is packed', async () => {
		const response = await get('https://registry.example.org/n8n-nodes-connections');
		expect(response.status).toBe(404);
		expect(proxy.refusals()).not.toContainEqual(
			expect.objectContaining({ host: 'registry.example.org' }),
		);
	});
});
