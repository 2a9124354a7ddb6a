/** What the page remembers from one opening to the next, in the node's static data: no secret. */
import { z } from 'zod';

import type { Host } from '../../../operation/host';
import type { Verdict } from '../inspect/verdict';

const ending = z.union([
	z.literal('never'),
	z
		.string()
		.datetime()
		.transform((text) => new Date(text)),
]);

const names = z.array(z.string()).optional();

const findings = z.object({
	account: z.object({ id: z.string(), name: z.string(), email: z.string().optional() }).optional(),
	granted: names,
	requested: names,
	endings: z
		.object({ token: ending, refreshToken: ending, refreshTokenIfUnused: ending, access: ending })
		.partial()
		.optional(),
});

const verdict = z.object({
	status: z.enum(['working', 'limited', 'broken', 'unverifiable']),
	cause: z.string().optional(),
	message: z.string(),
	remedy: z.string().optional(),
	checkedBy: z.enum(['service', 'n8n', 'none']),
	findings: findings.optional(),
	missing: names,
	mayPass: z.boolean(),
	isInconclusive: z.boolean(),
	took: z.number(),
});

/** The last word on a connection, and when it was. */
const checked = z.object({
	at: z.string().datetime(),
	verdict: verdict.transform((read) => read as Verdict),
});

export type Checked = z.output<typeof checked>;

/** When connections were last used, as far as n8n stored the runs of their workflows when they were read. */
const uses = z.object({
	at: z.string().datetime(),
	/** The start of the oldest run that was read. */
	since: z.string().optional(),
	/** By the IDs of connections. */
	used: z.record(z.string()),
	/** Why they could not be read. */
	problem: z.string().optional(),
});

export type Uses = z.output<typeof uses>;

/** What an older version left behind counts as nothing. */
const memory = z.object({
	version: z.literal(1),
	checked: z.record(checked),
	/** By what notes may be used once by, when these end. */
	used: z.record(z.number()),
	uses: uses.optional(),
});

export interface PageMemory {
	readonly checked: Readonly<Record<string, Checked>>;
	readonly used: Readonly<Record<string, number>>;
	/** `undefined` until they are read. */
	readonly uses?: Uses | undefined;
}

/** What is remembered. */
export function recall(host: Host): PageMemory {
	const read = memory.safeParse(host.staticData().page);
	if (!read.success) return { checked: {}, used: {} };
	const { checked: all, used, uses: last } = read.data;
	return { checked: all, used, ...(last ? { uses: last } : {}) };
}

/** Dates as text, and only what is shown later. */
function stored({ at, verdict: said }: Checked) {
	const { account, granted, requested, endings } = said.findings ?? {};
	const shownAccount = account && {
		id: account.id,
		name: account.name,
		...(account.email === undefined ? {} : { email: account.email }),
	};
	const kept = { ...said, findings: { account: shownAccount, granted, requested, endings } };
	return { at, verdict: kept };
}

/** Remembers, by what n8n saves at the end of the run of a published workflow. */
export function remember(host: Host, { checked: all, used, uses: last }: PageMemory): void {
	const entries = Object.entries(all).map(([id, one]) => [id, stored(one)]);
	const page = { version: 1, checked: Object.fromEntries(entries) as unknown, used, uses: last };
	Object.assign(host.staticData(), { page: JSON.parse(JSON.stringify(page)) as unknown });
}

/** The notes that are used and not over, with one more; `undefined` when that one was used before. */
export function useOnce(
	{ used }: PageMemory,
	{ once, ends }: { readonly once: string; readonly ends: number },
	now = Date.now(),
): Record<string, number> | undefined {
	if (Object.hasOwn(used, once)) return undefined;
	const open = Object.entries(used).filter(([, end]) => end > now);
	return Object.fromEntries([...open, [once, ends]]);
}
