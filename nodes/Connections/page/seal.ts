/** Sealed notes: what the page gives to a browser and takes back only unchanged, in time, and for the same purpose. */
import { createHmac } from 'node:crypto';

import { z } from 'zod';

import { isSameSecret } from '../../../operation/constantTime';

/** How long each kind of note counts, in milliseconds. */
const LASTS = {
	/** On the way to the sign-in form. */
	signIn: 10 * 60_000,
	/** On the way back from it. */
	ticket: 60_000,
	session: 60 * 60_000,
	act: 30 * 60_000,
} as const;

export type Kind = keyof typeof LASTS;

/** The longest note that is read at all. */
const LONGEST = 2_000;

/** What is said by each kind of note. `node` is the trigger for which it was made. */
const NOTES = {
	signIn: z.object({ node: z.string(), url: z.string(), state: z.string() }),
	ticket: z.object({ node: z.string(), state: z.string(), user: z.string() }),
	session: z.object({ node: z.string(), user: z.string() }),
	act: z.object({ node: z.string(), user: z.string(), act: z.string(), once: z.string() }),
} as const;

export type Note<K extends Kind> = z.output<(typeof NOTES)[K]>;

/** When a note ends, which every note says. */
const ending = z.object({ ends: z.number() });

const signatureOf = (secret: Buffer, kind: Kind, body: string) =>
	createHmac('sha256', secret).update(`${kind}.${body}`).digest();

/** Writes a note that only this secret can have sealed. */
export function seal<K extends Kind>(
	secret: Buffer,
	kind: K,
	note: Note<K>,
	now = Date.now(),
): string {
	const text = JSON.stringify({ ...note, ends: now + LASTS[kind] });
	const body = Buffer.from(text).toString('base64url');
	return `${body}.${signatureOf(secret, kind, body).toString('base64url')}`;
}

/**
 * Reads a note. The signatures are compared in constant time, before anything of the note is read.
 * @returns `undefined` of one that is forged, of another kind, or over
 */
export function unseal<K extends Kind>(
	secret: Buffer,
	kind: K,
	sealed: unknown,
	now = Date.now(),
): (Note<K> & { readonly ends: number }) | undefined {
	if (typeof sealed !== 'string' || sealed.length > LONGEST) return undefined;
	const [body = '', signature = '', ...rest] = sealed.split('.');
	const wanted = signatureOf(secret, kind, body);
	if (rest.length > 0 || !isSameSecret(Buffer.from(signature, 'base64url'), wanted))
		return undefined;
	const said: unknown = JSON.parse(Buffer.from(body, 'base64url').toString());
	const { ends } = ending.parse(said);
	return ends > now ? { ...(NOTES[kind].parse(said) as Note<K>), ends } : undefined;
}
