/** Answers by path, so that runs go on to their next request. */
import type { Request, Response } from 'express';

import { google } from './answers/google.mts';
import { microsoft } from './answers/microsoft.mts';
import { others } from './answers/others.mts';
import { RECORD } from './answers/record.mts';
import { slack } from './answers/slack.mts';
import { LISTS, ONES } from './answers/wrapped.mts';
import { ID } from './values.mts';

const ANSWERS = [...google, ...slack, ...others, ...microsoft];

/** The page after the last one, as any service has it. */
export const NO_MORE = { ok: true, value: [], items: [], data: [], results: [], values: [] };

/** Whether many records are asked for: nothing at the end of the path says which. */
function isList({ method, path }: Request): boolean {
	const last = path.split('/').at(-1) ?? '';
	return method === 'GET' && !/^\d*$/.test(last) && !last.includes(ID);
}

/**
 * Answers a request.
 * @param mark what an address that is given out has in its query
 */
export function answerTo(request: Request, response: Response, mark: string): void {
	const { hostname, path } = request;
	response.set('location', `https://${hostname}${path}?${mark}`);
	const found = ANSWERS.find(([address]) => address.test(`${hostname}${path}`))?.[1];
	if (typeof found === 'function') response.json(found(mark));
	else response.json(found ?? (isList(request) ? LISTS[hostname] : ONES[hostname]) ?? RECORD);
}
