import { z } from 'zod';

import { GraphError, invalidParameter } from '../graphError.mts';
import type { Parameters } from '../parameters.mts';

/** One request of a batch (developers.facebook.com/docs/graph-api/batch-requests). */
const partSchema = z
	.object({
		method: z.enum(['GET', 'POST', 'DELETE']),
		relative_url: z.string(),
		body: z.string().default(''),
	})
	.catchall(z.unknown());

/** The most that a batch can have. */
const LARGEST = 50;

/** A request of a batch, as if it had come alone. */
export interface Part {
	readonly method: string;
	/** With its version, where it has one. */
	readonly path: string;
	/** Where the part has no token, it has the batch's. */
	readonly parameters: Parameters;
	/** What it says that the stand-in does not serve, such as what it depends on. */
	readonly unknown: readonly string[];
}

/** One answer of a batch; `null` where the request was not finished in time. */
export type PartAnswer = {
	readonly code: number;
	readonly headers?: ReadonlyArray<{ readonly name: string; readonly value: string }>;
	readonly body: string;
} | null;

/** Says of a batch that it is none (pastebin.com/5PVMMuhq for one that is too large). */
const batchError = (message: string) =>
	new GraphError(100, message, { type: 'GraphBatchException' });

/**
 * The requests of a batch.
 * @throws GraphError for what is no batch, or more than 50 requests
 */
export function readBatch({ values }: Parameters): readonly Part[] {
	let list: unknown;
	try {
		list = JSON.parse(values['batch'] ?? '');
	} catch {
		throw invalidParameter('Param batch must be an array.');
	}
	const parsed = z.array(partSchema).safeParse(list);
	if (!parsed.success) throw invalidParameter('Param batch must be an array.');
	if (parsed.data.length > LARGEST) {
		throw batchError(`Too many requests in batch message. Maximum batch size is ${LARGEST}`);
	}
	const { access_token, appsecret_proof } = values;
	const inherited = {
		...(access_token === undefined ? {} : { access_token }),
		...(appsecret_proof === undefined ? {} : { appsecret_proof }),
	};
	return parsed.data.map(({ method, relative_url, body, ...rest }) => {
		const url = new URL(relative_url.replace(/^\/*/, '/'), 'https://graph.facebook.com');
		const own = {
			...Object.fromEntries(url.searchParams),
			...Object.fromEntries(new URLSearchParams(body)),
		};
		// A proof is for one token: that of the batch does not go with another.
		const values = own['access_token'] === undefined ? { ...inherited, ...own } : own;
		return {
			method,
			path: url.pathname,
			parameters: { values, files: {} },
			unknown: Object.keys(rest),
		};
	});
}

/** An answer as it stands in a batch's. */
export function toPartAnswer(
	{ status, headers, body }: { status: number; headers: Record<string, string>; body: string },
	withHeaders: boolean,
): PartAnswer {
	const list = Object.entries(headers).map(([name, value]) => ({ name, value }));
	return withHeaders ? { code: status, headers: list, body } : { code: status, body };
}
