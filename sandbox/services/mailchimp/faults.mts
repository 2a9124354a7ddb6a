import type { Response } from 'express';

import type { RecordedRequest } from '../../standIn.mts';

/** What happens instead of an answer. */
export type FaultyAnswer =
	| { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }
	/** The connection is closed without an answer. */
	| 'reset'
	/** The body ends in the middle, though the header says more. */
	| 'cutOff';

export interface Fault {
	/** Which requests it happens to. */
	readonly match: (request: RecordedRequest) => boolean;
	/** How often; once when left out. */
	readonly times?: number;
	/**
	 * Whether the request is carried out before its answer goes wrong: then only the answer is lost.
	 */
	readonly afterwards?: boolean;
	readonly respond: FaultyAnswer;
}

/** Faults in the order in which they were added; each is used up. */
export class Faults {
	#waiting: Array<{ fault: Fault; left: number }> = [];

	add(fault: Fault): void {
		this.#waiting.push({ fault, left: fault.times ?? 1 });
	}

	clear(): void {
		this.#waiting = [];
	}

	/** The fault that this request meets, if any. */
	take(request: RecordedRequest): Fault | undefined {
		const found = this.#waiting.find(({ fault, left }) => left > 0 && fault.match(request));
		if (found) found.left -= 1;
		return found?.fault;
	}
}

/** Answers wrongly. */
export function misbehave(response: Response, answer: FaultyAnswer): void {
	if (answer === 'reset') {
		response.socket?.destroy();
		return;
	}
	if (answer === 'cutOff') {
		response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '1000' });
		response.write('{"lists": [{"id": "a1');
		response.socket?.end();
		return;
	}
	const { status, headers = {}, body = '' } = answer;
	response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
	response.end(body);
}
