/** What a successful answer holds. */
export type AnswerForm = 'json' | 'text' | 'binary';

/** A successful answer. `body` is `undefined` where the service answers without one (204, 205). */
export interface JsonAnswer {
	readonly status: number;
	readonly headers: Readonly<Record<string, unknown>>;
	readonly body: unknown;
}

/** Any answer. `body` is parsed JSON, or the text where it is none. */
export interface RawAnswer extends JsonAnswer {
	readonly isJson: boolean;
	/** The body as it came. */
	readonly raw: unknown;
}

/** Some servers begin a text with one; JSON may not have it (RFC 8259, section 8.1). */
const BYTE_ORDER_MARK = /^\uFEFF/;

/** The property of a value of unknown shape. */
export function property(value: unknown, name: string): unknown {
	return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** Reads the text of an answer as JSON; what is none stays text. An empty text is `undefined`. */
function parseBody(text: unknown): { body: unknown; isJson: boolean } {
	if (text === undefined || text === null || text === '') return { body: undefined, isJson: false };
	if (typeof text !== 'string') return { body: text, isJson: true };
	try {
		return { body: JSON.parse(text.replace(BYTE_ORDER_MARK, '')), isJson: true };
	} catch {
		return { body: text, isJson: false };
	}
}

/** An answer as n8n's helper gives it, or as the network library attaches it to its error. */
export function readAnswer(answer: unknown): RawAnswer {
	const status = Number(property(answer, 'statusCode') ?? property(answer, 'status'));
	const headers = { ...Object(property(answer, 'headers')) };
	const raw = property(answer, 'body') ?? property(answer, 'data');
	return { status, headers, raw, ...parseBody(raw) };
}

/** So many characters of a refusal that comes as a stream are read. */
const LONGEST_REFUSAL = 100_000;

const isStream = (value: unknown): value is AsyncIterable<unknown> =>
	typeof value === 'object' && value !== null && Symbol.asyncIterator in value;

/** The text at the beginning of a stream. */
async function textOf(stream: AsyncIterable<unknown>): Promise<string> {
	const decoder = new TextDecoder();
	let text = '';
	for await (const chunk of stream) {
		text += chunk instanceof Uint8Array ? decoder.decode(chunk, { stream: true }) : String(chunk);
		if (text.length >= LONGEST_REFUSAL) break;
	}
	return text;
}

/** An answer that may be a stream, of which a refusal is read as the text that it is. */
export async function readRefusal(answer: unknown): Promise<unknown> {
	const body = property(answer, 'body');
	const status = Number(property(answer, 'statusCode'));
	if (!isStream(body) || (status >= 200 && status < 300)) return answer;
	return { ...Object(answer), body: await textOf(body) };
}

/** The refusal in an error that n8n's helper throws, with its text where it came as a stream. */
export async function readThrownRefusal(error: unknown): Promise<void> {
	for (const link of [error, property(error, 'cause')]) {
		const response = property(link, 'response');
		const data = property(response, 'data');
		if (isStream(data)) Reflect.set(Object(response), 'data', await textOf(data));
	}
}

/** How a request without an answer ended, in n8n's words. */
export interface NoAnswer {
	/** What the network says of it. `undefined` where n8n itself did not send the request. */
	readonly code: string | undefined;
	readonly message: string;
}

const isCode = (code: unknown): code is string => typeof code === 'string';

/** The code of a connection that ended in the middle of an answer, where the network library has one of its own. */
const BROKEN_OFF = 'ECONNRESET';

/**
 * n8n's helper throws for 401 (after trying to renew the token) and for the network's errors. It wraps some of
 * them, and the network library wraps the errors of the system. Of an answer that broke off in the middle it gives the
 * head, which says that all is well.
 */
export function readThrown(error: unknown): RawAnswer | NoAnswer {
	const chain = [error, property(error, 'cause')];
	const message = error instanceof Error ? error.message : String(error);
	const response = chain.map((link) => property(link, 'response')).find(Boolean);
	if (response) {
		const answer = readAnswer(response);
		return answer.status < 300 ? { code: BROKEN_OFF, message } : answer;
	}
	const code = chain.map((link) => property(link, 'code')).find(isCode);
	const isOfNetwork = chain.some((link) => property(link, 'isAxiosError') === true);
	return { code: code ?? (isOfNetwork ? message : undefined), message };
}
