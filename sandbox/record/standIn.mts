/** A stand-in for every service, which keeps what each run asks for and answers so that the run goes on. */
import express from 'express';
import type { Request } from 'express';

import { listen } from '../services/shared/listen.mts';
import type { Reachable } from '../proxy.mts';
import { answerTo, NO_MORE } from './answers.mts';
import { openPath } from './placeholders.mts';

/** What a run asked for, each once, sorted: "GET host/path". */
export interface Asked {
	/** With the connection's token. */
	readonly requests: readonly string[];
	/** At an address that the service gave out before, which is its own proof. */
	readonly given: readonly string[];
	/** Without any proof, since it is public. */
	readonly unsigned: readonly string[];
}

export interface Recorder extends Reachable {
	/** What the run with this token asked for. */
	askedBy(tag: string): Asked;
	/** The run that is alone, so that requests without a token are its own. */
	alone: string | undefined;
	/** Requests that belong to no known run. */
	readonly strays: readonly string[];
	stop(): Promise<void>;
}

/** The parameter with which this stand-in marks the addresses that it gives out. */
const MARK = 'upload_id';

/** As many pages of a list are there; as many times more it is asked for. */
const PAGES = 3;
const MOST = 20;

const tagOf = ({ headers: { authorization = '' } }: Request) =>
	authorization.split(' ').at(-1) ?? '';

/** Whether it is the token of a run, and not that of something that was left out of its connection. */
const isRun = (tag: string) => /^run\d+x$/.test(tag);

const sorted = (all: Iterable<string> = []) =>
	[...all].sort((one, other) => one.localeCompare(other, 'en'));

const keep = (kept: Map<string, Set<string>>, tag: string, what: string) =>
	kept.set(tag, (kept.get(tag) ?? new Set()).add(what));

/** Starts the recorder. */
export async function startRecorder(): Promise<Recorder> {
	const requests = new Map<string, Set<string>>();
	const given = new Map<string, Set<string>>();
	const unsigned = new Map<string, Set<string>>();
	const strays: string[] = [];
	const asked = new Map<string, number>();
	const app = express();
	app.set('trust proxy', true);
	app.use(express.json({ limit: '10mb' }), express.urlencoded({ extended: false }));
	app.use((request, response) => {
		const { method, hostname, path, query } = request;
		const mark = query[MARK];
		const tag = typeof mark === 'string' ? mark : tagOf(request);
		const what = `${method} ${hostname}${openPath(path)}`;
		if (isRun(tag)) keep(mark === undefined ? requests : given, tag, what);
		else if (recorder.alone !== undefined) keep(unsigned, recorder.alone, what);
		else strays.push(what);
		const count = (asked.get(`${tag} ${what}`) ?? 0) + 1;
		asked.set(`${tag} ${what}`, count);
		// A list that never ends is asked for page by page; what then still asks is refused.
		if (count > MOST) return void response.status(400).json({ error: { message: 'enough' } });
		if (count > PAGES) return void response.json(NO_MORE);
		answerTo(request, response, `${MARK}=${tag}`);
	});
	const { url, stop } = await listen(app);
	const recorder: Recorder = {
		url,
		answers: () => true,
		askedBy: (tag) => ({
			requests: sorted(requests.get(tag)),
			given: sorted(given.get(tag)),
			unsigned: sorted(unsigned.get(tag)),
		}),
		alone: undefined,
		strays,
		stop,
	};
	return recorder;
}
