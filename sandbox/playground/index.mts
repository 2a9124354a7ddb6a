/** A page with everything that a newcomer needs to play with the sandbox. */
import express from 'express';
import { z } from 'zod';

import type { Mailbox } from '../mailbox.mts';
import { type Listening, listen } from '../services/shared/listen.mts';
import { type Held, page, type Shown } from './page.mts';
import { type Played, waysOf } from './ways.mts';

/** What the page shows that does not change, and where it looks for what does. */
export interface PlaygroundOptions
	extends Pick<Shown, 'url' | 'owner' | 'browserCommand' | 'examples'> {
	readonly played: Played;
	readonly mailbox: Pick<Mailbox, 'mails'>;
	/** The connections that n8n holds at this moment. */
	connections(): Promise<readonly Held[]>;
}

const formSchema = z.object({ type: z.string(), action: z.string() });

/** Starts the page on a free port of 127.0.0.1. */
export async function startPlayground(options: PlaygroundOptions): Promise<Listening> {
	const { played, mailbox, connections, ...fixed } = options;
	const ways = waysOf(played);
	let outcome: string | undefined;

	const app = express();
	app.get('/', async (_request, response) => {
		const shown: Shown = {
			...fixed,
			connections: await connections(),
			ways,
			mails: mailbox.mails,
			outcome,
		};
		outcome = undefined;
		response.set('cache-control', 'no-store').type('html').send(page(shown));
	});
	app.post('/', express.urlencoded({ extended: false }), async (request, response) => {
		const form = formSchema.safeParse(request.body).data;
		const way = ways.find(({ type }) => type === form?.type);
		const action = Object.entries(way?.actions ?? {}).find(([name]) => name === form?.action)?.[1];
		if (!action) {
			response.status(400).type('text/plain').send('This page has no such button.');
			return;
		}
		await action.act();
		outcome = action.outcome;
		response.redirect(303, '/');
	});
	return await listen(app);
}
