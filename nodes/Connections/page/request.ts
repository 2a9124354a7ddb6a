/** What the trigger of the page hands to the node that renders it. */
import { z } from 'zod';

/** The permissions without which nothing can be shown. */
export const SHOWING = ['listCredentials', 'readCredentials', 'listWorkflows'] as const;

/** What a person can do on the page. */
export const ACTS = ['verify', 'lastUse', 'rename', 'delete', 'replace'] as const;

export type Act = (typeof ACTS)[number];

const text = z.string().default('');

/** What is to be shown. */
const view = z.object({
	/** The connection whose details are shown. */
	connection: text,
	search: text,
	service: text,
	owner: text,
	show: text,
	sort: text,
	/** "csv", or "part" for what the script puts into the page. */
	format: text,
});

export type View = z.output<typeof view>;

/** Reads what is to be shown from a query or a form; what is no text is left out. */
export function viewOf(given: Readonly<Record<string, unknown>>): View {
	const texts = Object.entries(given).filter(([, value]) => typeof value === 'string');
	return view.parse(Object.fromEntries(texts));
}

const user = z.object({ id: z.string(), email: z.string(), name: z.string() });

export type User = z.output<typeof user>;

/** Acts that only look, so that what n8n holds stays as it is. */
const LOOKING: readonly Act[] = ['verify', 'lastUse'];

export const isLooking = (name: Act): boolean => LOOKING.includes(name);

/** An act that a person asks for, whose note was found genuine. */
const act = z.object({
	name: z.enum(ACTS),
	/** What the note may be used once by. */
	once: z.string(),
	ends: z.number(),
	/** The connections that are meant. */
	ids: z.array(z.string()),
	values: z.record(z.string()),
});

export type AskedAct = z.output<typeof act>;

/** A request of somebody who may use the page. */
export const pageRequest = z.object({
	page: z.object({ node: z.string(), url: z.string(), user, view, act: act.optional() }),
});

export type PageRequest = z.output<typeof pageRequest>['page'];

/** What n8n's Form Trigger says of who is signed in, when it is set to "n8n User Auth". */
export const signedIn = z.object({
	user: z.object({ id: z.string() }),
	formQueryParameters: z.object({ state: z.string() }),
});

/** What secrets of the key are used for here. */
export const PURPOSE = 'n8n-nodes-connections/page/v1';
