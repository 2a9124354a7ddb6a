import { execFile } from 'node:child_process';
import type { Socket } from 'node:net';
import { promisify } from 'node:util';

import { completionCheckers, getLocal, matchers, requestSteps } from 'mockttp';
import type { ProxySetting, Request } from 'mockttp';
import { ProxyAgent } from 'undici';

import { certificateAuthority, type CertificateAuthority } from './certificateAuthority.mts';
import type { PackedPack } from './pack.mts';
import { cacheFolder } from './places.mts';
import { freePort } from './ports.mts';
import { createRegistry, parseRegistryPath } from './registry.mts';
import type { StandIn } from './standIn.mts';

/** A request that the proxy did not let out, without its query, which may hold secrets. */
export interface Refusal {
	readonly host: string;
	readonly method: string;
	readonly path: string;
}

/** The sandbox's way to the world: stand-ins answer for the services, everything else is refused. */
export interface Proxy {
	/** `http://127.0.0.1:<port>`, for HTTPS_PROXY and a browser's --proxy-server. */
	readonly url: string;
	/** Who signs for the hosts that it answers; a client of the proxy must trust it. */
	readonly authority: CertificateAuthority;
	/** What it has refused so far, oldest first. */
	refusals(): readonly Refusal[];
	/**
	 * Makes a host unreachable: connections to it are reset, as when a service is down.
	 *
	 * @param hostname e.g. `us21.api.mailchimp.com`
	 * @returns a function that brings the host back
	 */
	takeDown(hostname: string): () => void;
	/** Offers one more version of the pack to npm, as the latest. */
	publish(pack: PackedPack): Promise<void>;
	/** Closes it and every connection through it. */
	stop(): Promise<void>;
}

/** What undici's fetch needs to go through the proxy; whoever makes it closes it. */
export const agentThrough = ({ url, authority }: Proxy): ProxyAgent =>
	new ProxyAgent({ uri: url, requestTls: { ca: authority.certificate } });

/** Of a stand-in, all that the proxy needs. */
export type Reachable = Pick<StandIn, 'answers' | 'url'>;

/** What the proxy is made of. */
export interface ProxyOptions {
	/** Who answers for which hosts; the first that answers a host is taken. */
	readonly standIns: readonly Reachable[];
	/** The versions of the pack that npm finds, oldest first. */
	readonly packs?: readonly PackedPack[];
}

/**
 * Starts the proxy on a free port of 127.0.0.1.
 *
 * It ends every TLS connection itself, so that nothing can leave through a tunnel. In this order, a
 * request is: reset (its host was taken down), sent on to a stand-in (plain HTTP, the original Host
 * header, `x-forwarded-proto`), answered from the packed pack (see registry.mts), passed on to the
 * npm registry that npm is configured for, or refused with 502 and a sentence that names the host.
 */
export async function startProxy({ standIns, packs = [] }: ProxyOptions): Promise<Proxy> {
	const authority = await certificateAuthority(cacheFolder());
	const registry = await createRegistry(packs);
	const upstream = await configuredRegistryHost();
	const down = new Set<string>();
	const refusals: Refusal[] = [];

	const server = getLocal({
		https: { key: authority.key, cert: authority.certificate },
		recordTraffic: false,
	});
	await server.start(await freePort());

	type Matches = (request: Request, url: URL) => boolean;
	/** The rules are tried in the order in which they are written. */
	const when = (matches: Matches) =>
		server
			.forAnyRequest()
			.matching((request) => matches(request, new URL(request.url)))
			.always();
	const passOn = async (matches: Matches, options: PassThrough) =>
		await server.addRequestRule({
			matchers: [new matchers.CallbackMatcher((request) => matches(request, new URL(request.url)))],
			completionChecker: new completionCheckers.Always(),
			steps: [
				Object.assign(new requestSteps.PassThroughStep(options), {
					outgoingSockets: new OwnConnections(),
				}),
			],
		});

	await when((_, url) => down.has(url.hostname)).thenResetConnection();
	for (const standIn of standIns) {
		for (const scheme of ['https', 'http']) {
			await passOn(
				({ headers }, url) =>
					url.protocol === `${scheme}:` &&
					standIn.answers(url.hostname, [headers.authorization].flat()[0]),
				{
					transformRequest: towards(standIn, scheme),
					// A connection that breaks at the stand-in breaks at the client, too.
					simulateConnectionErrors: true,
				},
			);
		}
	}
	await when(({ method }, url) => isRead(method) && isOfPack(url)).thenCallback(({ url }) => {
		const { status, body, contentType } = registry.answer(new URL(url));
		return { statusCode: status, headers: { 'content-type': contentType }, body };
	});
	await passOn((_, url) => url.host === upstream, { proxyConfig: configuredProxy() });
	await when(() => true).thenCallback(({ method, url }) => {
		const { host, pathname } = new URL(url);
		refusals.push({ host, method, path: pathname });
		const body = `The sandbox knows no host "${host}" and lets nothing out to the internet.`;
		return { statusCode: 502, headers: { 'content-type': 'text/plain' }, body };
	});

	return {
		url: `http://127.0.0.1:${server.port}`,
		authority,
		refusals: () => refusals,
		takeDown: (hostname) => {
			down.add(hostname);
			return () => down.delete(hostname);
		},
		publish: (pack) => registry.publish(pack),
		stop: () => server.stop(),
	};
}

type PassThrough = NonNullable<ConstructorParameters<typeof requestSteps.PassThroughStep>[0]>;

/**
 * The connections that a rule has opened, of which none is ever taken for a client's. mockttp compares address and port alone to
 * find a loop (4.6, `isSocketLoop`). Linux gives two connections of 127.0.0.1 the same port when their targets differ, so that
 * some requests of many would be refused as a loop.
 */
class OwnConnections extends Set<Socket> {
	override [Symbol.iterator](): SetIterator<Socket> {
		return new Set<Socket>()[Symbol.iterator]();
	}
}

const isRead = (method: string): boolean => method === 'GET' || method === 'HEAD';

const isOfPack = (url: URL): boolean => parseRegistryPath(url.pathname) !== undefined;

/** A stand-in sees the host and the scheme that the client meant. */
function towards(standIn: Reachable, scheme: string): requestSteps.RequestTransform {
	return {
		setProtocol: 'http',
		replaceHost: { targetHost: new URL(standIn.url).host, updateHostHeader: false },
		updateHeaders: { 'x-forwarded-proto': scheme },
	};
}

/** The host of the registry that npm uses on this machine. */
async function configuredRegistryHost(): Promise<string> {
	const { stdout } = await promisify(execFile)('npm', ['config', 'get', 'registry']);
	return new URL(stdout.trim()).host;
}

/** The proxy that this machine itself needs to get out, if it names one in its environment. */
function configuredProxy(): ProxySetting | undefined {
	const proxyUrl = process.env['HTTPS_PROXY'] ?? process.env['https_proxy'];
	const noProxy = (process.env['NO_PROXY'] ?? process.env['no_proxy'] ?? '').split(',');
	return proxyUrl ? { proxyUrl, noProxy: noProxy.filter(Boolean) } : undefined;
}
