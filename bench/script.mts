/** The least that a program can do for a piece of work: the necessary requests, as many at once as the service takes. */
import { fetch } from 'undici';

import { agentThrough } from '../sandbox/proxy.mts';
import type { Sandbox } from '../sandbox/sandbox.mts';

/** Sends a request with a JSON body, and with more headers than all requests have, and gives the answer's. */
export type Send = (
	method: string,
	url: string,
	body?: unknown,
	more?: Readonly<Record<string, string>>,
) => Promise<unknown>;

/**
 * A client that goes the way of n8n's own requests, through the sandbox's proxy.
 * @param headers of every request
 */
export function createScript({ proxy }: Sandbox, headers: Readonly<Record<string, string>>) {
	const dispatcher = agentThrough(proxy);
	const send: Send = async (method, url, body, more = {}) => {
		const response = await fetch(url, {
			method,
			dispatcher,
			headers: { ...headers, ...more, 'content-type': 'application/json' },
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		const text = await response.text();
		if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${text}`);
		return JSON.parse(text);
	};
	return { send, stop: async () => await dispatcher.close() };
}

/** Does jobs, some at the same time. */
export async function atOnce(
	limit: number,
	jobs: ReadonlyArray<() => Promise<unknown>>,
): Promise<void> {
	const waiting = jobs.values();
	const worker = async () => {
		for (const job of waiting) await job();
	};
	await Promise.all(Array.from({ length: limit }, worker));
}

/** What a job takes, in milliseconds. */
export async function timed(job: () => Promise<unknown>): Promise<number> {
	const begun = performance.now();
	await job();
	return performance.now() - begun;
}
