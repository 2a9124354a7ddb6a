import type { Response } from 'express';

import type { RecordedRequest } from '../../standIn.mts';
import { distort, type Distortion, isDistortion, type TrueAnswer } from './distortions.mts';

/** What happens instead of an answer. */
export type FaultyAnswer =
	| { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }
	/** The connection is closed without an answer. */
	| 'reset'
	/** The body ends in the middle, though the header says more. */
	| 'cutOff'
	/** A page of a proxy in front of the service, with status 200. */
	| 'notJson'
	/** Status 200 and no body. */
	| 'empty'
	/** Status 400, and all that was sent said back: its headers, its address and what is in it. */
	| 'echo'
	/** Nothing comes, and the connection stays open. */
	| 'silence'
	| Distortion;

export interface Fault {
	/** Which requests it happens to. */
	readonly match: (request: RecordedRequest) => boolean;
	/** How often; once when left out. */
	readonly times?: number;
	/**
	 * Whether a request of the API is carried out before its answer goes wrong: then only the answer is lost.
	 * Of other requests (the authorization server's) nothing is carried out.
	 */
	readonly afterwards?: boolean;
	readonly respond: FaultyAnswer;
}

/** Faults in the order in which they were added; each is used up. */
export class Faults {
	#waiting: Array<{ fault: Fault; left: number }> = [];

	/** What was answered last, by the path; kept only while it may be answered again. */
	readonly #answered = new Map<string, object>();

	/** How many requests have met a fault. */
	met = 0;

	add(fault: Fault): void {
		this.#waiting.push({ fault, left: fault.times ?? 1 });
	}

	clear(): void {
		this.#waiting = [];
		this.#answered.clear();
		this.met = 0;
	}

	/** The fault that this request meets, if any; it is used up by one. */
	take(request: RecordedRequest): Fault | undefined {
		const found = this.#waiting.find(({ fault, left }) => left > 0 && fault.match(request));
		if (!found) return undefined;
		found.left -= 1;
		this.met += 1;
		return found.fault;
	}

	/** The fault that keeps a request from being carried out, where it meets such a one. */
	static instead(fault: Fault): boolean {
		return !fault.afterwards && !isDistortion(fault.respond);
	}

	/**
	 * Answers a request that was carried out.
	 * @param fault what it met, if anything
	 * @param content what the request holds, for an answer that says it back
	 * @param truly sends the true answer
	 */
	conclude(
		response: Response,
		fault: Fault | undefined,
		content: unknown,
		answer: TrueAnswer,
		truly: () => void,
	): void {
		const { path } = response.req;
		const before = this.#answered.get(path);
		const mayComeAgain = this.#waiting.some(({ fault: { respond } }) => respond === 'again');
		if (mayComeAgain && answer.body) this.#answered.set(path, answer.body);
		if (!fault) truly();
		else if (!isDistortion(fault.respond)) misbehave(response, fault.respond, content);
		else distort(response, fault.respond, answer, before);
	}
}

const JSON_TYPE = { 'Content-Type': 'application/json' };

/** An error in which a client's request is said back, in the words of every service at once. */
function echo({ req }: Response, content: unknown) {
	const said = JSON.stringify({ headers: req.headers, url: req.originalUrl, content });
	return {
		error: { message: said, code: 100, error_user_msg: said },
		title: 'Bad Request',
		status: 400,
		detail: said,
		errors: [{ field: said, message: said }],
	};
}

/**
 * Answers wrongly, without a true answer.
 * @param content what the request holds, for an answer that says it back
 */
export function misbehave(response: Response, answer: FaultyAnswer, content: unknown): void {
	// Where there is no true answer, there is none to spoil.
	if (isDistortion(answer)) return void response.socket?.resetAndDestroy();
	switch (answer) {
		case 'silence':
			return;
		case 'reset':
			response.socket?.resetAndDestroy();
			return;
		case 'cutOff':
			response.writeHead(200, { ...JSON_TYPE, 'Content-Length': '1000' });
			response.write('{"data": [{"id": "a1');
			response.socket?.end();
			return;
		case 'notJson':
			response.writeHead(200, { 'Content-Type': 'text/html' });
			response.end('<html><body>Please wait</body></html>');
			return;
		case 'empty':
			response.writeHead(200, JSON_TYPE);
			response.end();
			return;
		case 'echo':
			response.writeHead(400, JSON_TYPE);
			response.end(JSON.stringify(echo(response, content)));
			return;
		default:
			response.writeHead(answer.status, { ...JSON_TYPE, ...answer.headers });
			response.end(answer.body ?? '');
	}
}
