/** What an unneeded scope could do, from nothing but its name and what its vendor says of it. */
import { google } from './nodes/google/scope';

/** "Mail.ReadWrite" and "read_orders" as words. */
const wordsOf = (scope: string) =>
	scope
		.replace(/([a-z])([A-Z])/g, '$1 $2')
		.toLowerCase()
		.split(/[^a-z]+/);

/** Words with which vendors name a scope that only reads. */
const READING = ['read', 'readonly', 'show', 'view', 'history'];
const WRITING = ['write', 'manage', 'edit', 'delete', 'create', 'send'];

/** Whether the name of a scope says that it only reads. What does not say so may change data. */
export function onlyReads(scope: string): boolean {
	const words = wordsOf(scope);
	return (
		READING.some((word) => words.includes(word)) && !WRITING.some((word) => words.includes(word))
	);
}

/** The scopes of mail and files that Google itself calls restricted (https://support.google.com/cloud/answer/13464325). */
const RESTRICTED = new Set<string>([
	...google(
		'mail gmail.readonly gmail.metadata gmail.modify gmail.insert gmail.compose gmail.settings.basic gmail.settings.sharing',
	),
	...google('drive drive.readonly drive.activity drive.activity.readonly'),
	...google('drive.metadata drive.metadata.readonly drive.scripts drive.meet.readonly'),
]);

/** The words of a report, what deserves attention first. */
export const RISKS = ['high', 'low', 'not told', 'none'] as const;

export type Risk = (typeof RISKS)[number];

/**
 * The risk of what could be removed from a connection: `high` where any of it may change data or is restricted, `low` where all
 * of it only reads.
 * @param unneeded scopes; `undefined` where it is not known which are unneeded
 */
export function riskOf(unneeded: readonly string[] | undefined): Risk {
	if (!unneeded) return 'not told';
	if (unneeded.length === 0) return 'none';
	return unneeded.every((scope) => onlyReads(scope) && !RESTRICTED.has(scope)) ? 'low' : 'high';
}
