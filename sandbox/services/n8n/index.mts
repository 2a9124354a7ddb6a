import express from 'express';
import { request as send } from 'undici';
import { z } from 'zod';

import type { RecordedRequest } from '../../standIn.mts';
import { Faults, misbehave } from '../shared/faults.mts';
import { listen } from '../shared/listen.mts';

/** A way to the public API of a real n8n, on which things can go wrong. What does not is answered by n8n itself. */
export interface N8nFront {
	/** The service's name, as in services/. */
	readonly service: string;
	/** `http://127.0.0.1:<port>`, for the address of a connection to n8n. */
	readonly url: string;
	/** What has come this way, oldest first. */
	readonly requests: readonly RecordedRequest[];
	readonly faults: Faults;
	readonly settings: {
		/** Whether keys get lost on the way: n8n then gets one that it does not know. */
		losesKeys: boolean;
	};
	/** Forgets the recorded requests, the faults and the settings. */
	clear(): void;
	stop(): Promise<void>;
}

const API = '/api/v1';

const UNKNOWN_KEY = 'a.lost.key';

const METHODS = z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);

const answerBody = z.record(z.unknown()).or(z.array(z.unknown()));

/**
 * Starts such a way on a free port of 127.0.0.1.
 *
 * @param n8nUrl where the n8n is, without a slash at the end
 */
export async function startN8nFront(n8nUrl: string): Promise<N8nFront> {
	const faults = new Faults();
	const requests: RecordedRequest[] = [];
	const settings = { losesKeys: false };

	const app = express();
	app.use(express.text({ type: () => true, limit: '50mb' }));
	app.use(async (request, response) => {
		const text: unknown = request.body;
		const body = typeof text === 'string' && text ? text : undefined;
		const recorded: RecordedRequest = {
			method: request.method,
			host: request.hostname,
			path: request.path,
			query: Object.fromEntries(new URL(request.originalUrl, n8nUrl).searchParams),
			authorization: undefined,
			body: body === undefined ? undefined : JSON.parse(body),
		};
		requests.push(recorded);
		const fault = faults.take(recorded);
		if (fault && Faults.instead(fault)) return misbehave(response, fault.respond, recorded);
		if (!request.path.startsWith(`${API}/`)) {
			response.status(404).type('text/plain').send('Not found');
			return;
		}
		const {
			headers,
			body: answer,
			statusCode: status,
		} = await send(`${n8nUrl}${request.originalUrl}`, {
			method: METHODS.parse(request.method),
			headers: {
				accept: 'application/json',
				...(body === undefined ? {} : { 'content-type': 'application/json' }),
				'x-n8n-api-key': settings.losesKeys ? UNKNOWN_KEY : request.header('x-n8n-api-key'),
			},
			...(body === undefined ? {} : { body }),
			// A busy n8n may close an idle connection just when it is used again.
			reset: true,
		});
		const answered = await answer.text();
		const type = String(headers['content-type'] ?? 'text/plain');
		const isJson = type.startsWith('application/json');
		faults.conclude(
			response,
			fault,
			recorded,
			{ status, body: isJson ? answerBody.parse(JSON.parse(answered)) : undefined },
			() => response.status(status).type(type).send(answered),
		);
	});

	const { url, stop } = await listen(app);
	return {
		service: 'n8n',
		url,
		requests,
		faults,
		settings,
		clear: () => {
			requests.length = 0;
			faults.clear();
			settings.losesKeys = false;
		},
		stop,
	};
}
