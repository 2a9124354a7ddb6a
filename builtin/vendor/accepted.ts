/** Which scopes Google and Microsoft accept for a request. */
import type { AnyOf } from '../nodes/model';
import { google } from './google';
import { microsoft } from './microsoft';
import { lookUpIn } from './table';

const lookUp = lookUpIn([...google, microsoft]);

const DRIVE = 'https://www.googleapis.com/auth/drive';

/**
 * A scope for the files that the app created or a person opened with it. The tables leave it out, since no request tells
 * which file it is about (https://developers.google.com/workspace/drive/api/guides/api-specific-auth).
 */
const OWN_FILES = `${DRIVE}.file`;

/** The scopes that may suffice besides the accepted ones, for some records only. */
export const mayDo = (accepted: readonly string[]): readonly string[] =>
	accepted.includes(DRIVE) ? [OWN_FILES] : [];

/**
 * Looks a request up in its vendor's table.
 * @param method in capitals
 * @param address a whole address, whose query decides nothing
 * @returns the scopes of which any one suffices; `undefined` where no table has the request
 */
export function acceptedFor(method: string, address: string): AnyOf | undefined {
	if (!URL.canParse(address)) return undefined;
	const { protocol, host, pathname } = new URL(address);
	return protocol === 'https:' ? lookUp(method, host, pathname) : undefined;
}
