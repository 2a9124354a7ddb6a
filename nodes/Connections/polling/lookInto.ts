/** What only a connection itself tells: what was granted, and when its access ends. */
import type { Connection } from '../../../connection/connection';
import type { Ending } from '../../../connection/model/service';
import { variantOf } from '../../../connection/model/service';
import type { Credential } from '../api/credentials';
import { labelled } from '../usage/needs';
import type { Change } from './event';
import type { LookedInto } from './memory';

const DAY = 24 * 60 * 60 * 1000;

/** What was seen, and what is to be told. */
export interface Look {
	readonly lookedInto: LookedInto;
	readonly changes: readonly Change[];
}

/** What is looked at, and against what. */
export interface Occasion {
	readonly credential: Credential;
	/** `undefined` the first time, when nothing is told. */
	readonly before: LookedInto | undefined;
	/** How many days before an ending it is told; `undefined` where it is not to be. */
	readonly days: number | undefined;
	/** Milliseconds since 1970. */
	readonly now: number;
}

/** Permissions that were granted, and are no more. */
function lost(
	opened: Connection,
	granted: readonly string[] | undefined,
	occasion: Occasion,
): Change[] {
	const { before, credential, now } = occasion;
	if (!granted || !before?.granted) return [];
	const gone = labelled(
		opened.service,
		before.granted.filter((name) => !granted.includes(name)),
	);
	if (gone.length === 0) return [];
	return [
		{
			event: 'permissionLost',
			credential,
			since: new Date(now).toISOString(),
			message: `It may no longer: ${gone.map(({ label }) => label).join(', ')}`,
			details: { permissions: gone },
		},
	];
}

/** The first of the endings that a person has to do something about. A token that n8n renews by itself is none. */
async function firstEnding(opened: Connection): Promise<Date | undefined> {
	const { service, variant } = opened;
	const { token, access } = await opened.endings();
	const renewsItself = variant === 'oauth2' && variantOf(service, 'oauth2').expiry === 'refresh';
	const dates = [renewsItself ? undefined : token, access].filter(
		(ending: Ending | undefined): ending is Date => ending instanceof Date,
	);
	return dates.sort((a, b) => a.getTime() - b.getTime())[0];
}

/** An ending that is near and was not told. */
function soon(ending: Date | undefined, { before, credential, days, now }: Occasion): Change[] {
	if (!ending || !before || days === undefined) return [];
	if (before.toldEnding === ending.toISOString()) return [];
	const left = ending.getTime() - now;
	if (left > days * DAY) return [];
	const inDays = Math.max(0, Math.ceil(left / DAY));
	return [
		{
			event: 'expiresSoon',
			credential,
			since: new Date(now).toISOString(),
			message:
				left <= 0
					? `Its access ended on ${ending.toISOString()}`
					: `Its access ends on ${ending.toISOString()}, in ${inDays} ${inDays === 1 ? 'day' : 'days'}`,
			details: { ends: ending.toISOString(), daysLeft: inDays },
		},
	];
}

/**
 * Looks into a connection.
 * @throws ConnectionFailure when the service does not answer
 */
export async function lookInto(opened: Connection, occasion: Occasion): Promise<Look> {
	const { granted } = await opened.permissions();
	const ending = await firstEnding(opened);
	const endsSoon = soon(ending, occasion);
	const toldEnding = endsSoon.length > 0 ? ending?.toISOString() : occasion.before?.toldEnding;
	return {
		lookedInto: {
			...(granted ? { granted: [...granted] } : {}),
			...(toldEnding === undefined ? {} : { toldEnding }),
		},
		changes: [...lost(opened, granted, occasion), ...endsSoon],
	};
}
