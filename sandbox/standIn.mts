/** A request that reached a stand-in. Secrets are not kept: of the Authorization header only what it stands for. */
export interface RecordedRequest {
	readonly method: string;
	/** The host that the client meant, without a port. */
	readonly host: string;
	readonly path: string;
	readonly query: Readonly<Record<string, string>>;
	/** The scheme of the Authorization header, e.g. `Bearer`. */
	readonly authorization: string | undefined;
	/** The name of the account whose key or token was sent, where it is one. */
	readonly account?: string | undefined;
	/** The parsed body, where there was one. */
	readonly body: unknown;
}

/** A small server that answers for a service, as the service documents it, on this machine. */
export interface StandIn {
	/** The service's name, as in services/. */
	readonly service: string;
	/** `http://127.0.0.1:<port>`: plain HTTP; the proxy ends TLS and keeps the Host header. */
	readonly url: string;
	/**
	 * Whether the service has this host.
	 * @param authorization the header, for services that have hosts in common
	 */
	answers(hostname: string, authorization?: string): boolean;
	/** What has reached it, oldest first. */
	readonly requests: readonly RecordedRequest[];
	stop(): Promise<void>;
}
