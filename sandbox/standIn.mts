/** A request that reached a stand-in. Secrets are not kept: `authorization` says only which scheme was used. */
export interface RecordedRequest {
	readonly method: string;
	/** The host that the client meant, without a port. */
	readonly host: string;
	readonly path: string;
	readonly query: Readonly<Record<string, string>>;
	/** The scheme of the Authorization header, e.g. `Bearer`. */
	readonly authorization: string | undefined;
	/** The parsed body, where there was one. */
	readonly body: unknown;
}

/** A small server that answers for a service, as the service documents it, on this machine. */
export interface StandIn {
	/** The service's name, as in services/. */
	readonly service: string;
	/** `http://127.0.0.1:<port>`: plain HTTP; the proxy ends TLS and keeps the Host header. */
	readonly url: string;
	/** Whether the service has this host. */
	answers(hostname: string): boolean;
	/** What has reached it, oldest first. */
	readonly requests: readonly RecordedRequest[];
	stop(): Promise<void>;
}
