/** What can happen to a true answer on its way to the client. */
import { setTimeout as sleep } from 'node:timers/promises';

import type { Response } from 'express';

/** What happens to the true answer on its way; the request has been carried out. */
export type Distortion =
	/** Its text ends in the middle, as if that were all. */
	| 'half'
	/** The connection is reset in the middle of the body. */
	| 'resetMidway'
	/** It comes in small pieces, and is complete after a while. */
	| 'slowly'
	/** It comes in small pieces, and never ends. */
	| 'endlessly'
	/** In its place comes once more what was answered at this path before. */
	| 'again'
	/** The records of its list are in reverse order. */
	| 'reversed';

/** The true answer, before anything happens to it. */
export interface TrueAnswer {
	readonly status: number;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body: object | undefined;
}

const JSON_TYPE = { 'Content-Type': 'application/json' };

const DISTORTIONS: readonly string[] = [
	'half',
	'resetMidway',
	'slowly',
	'endlessly',
	'again',
	'reversed',
] satisfies Distortion[];

/** Whether an answer is the true one, spoiled. */
export const isDistortion = (respond: unknown): respond is Distortion =>
	typeof respond === 'string' && DISTORTIONS.includes(respond);

/** Milliseconds between two pieces of an answer that comes slowly, and into how many it is cut. */
const DRIP = 100;
const PIECES = 15;

/** An answer whose lists are in reverse order. */
const reversed = (body: object): object =>
	Array.isArray(body)
		? [...body].reverse()
		: Object.fromEntries(
				Object.entries(body).map(([name, value]: [string, unknown]) => [
					name,
					Array.isArray(value) ? [...value].reverse() : value,
				]),
			);

/** Sends a text in pieces; blanks, which JSON may begin with, where it must not end. */
async function drip(response: Response, text: string, ends: boolean): Promise<void> {
	const size = Math.ceil(text.length / PIECES) || 1;
	for (let at = 0; !response.destroyed && (!ends || at < text.length); at += size) {
		response.write(ends ? text.slice(at, at + size) : ' ');
		await sleep(DRIP);
	}
	response.end();
}

/**
 * Spoils the true answer.
 * @param before what was answered at the same path before, if anything
 */
export function distort(
	response: Response,
	distortion: Distortion,
	{ status, headers, body }: TrueAnswer,
	before: object | undefined,
): void {
	const text = body === undefined ? '' : JSON.stringify(body);
	const half = text.slice(0, Math.floor(text.length / 2));
	const head = { ...JSON_TYPE, ...headers };
	switch (distortion) {
		case 'half':
			response.writeHead(status, head).end(half);
			return;
		case 'resetMidway':
			response.writeHead(status, { ...head, 'Content-Length': String(text.length + 1) });
			response.write(half || ' ', () => response.socket?.resetAndDestroy());
			return;
		case 'slowly':
		case 'endlessly':
			response.writeHead(status, head);
			void drip(response, text, distortion === 'slowly');
			return;
		case 'again':
			response.writeHead(status, head).end(JSON.stringify(before ?? body));
			return;
		case 'reversed':
			response.writeHead(status, head).end(body && JSON.stringify(reversed(body)));
	}
}
