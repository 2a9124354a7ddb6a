/** Why Mailchimp refuses a member, and what to do: the same for one member and for many. */
import { ConnectionFailure } from '../../../../connection/failure/failure';
import { mailchimp } from '../../../../services/mailchimp';

/** What Mailchimp says of a refusal. */
interface Reason {
	/** The title of the error document; the answer to a batch has none. */
	readonly title?: string | undefined;
	readonly text: string;
}

/**
 * The titles of the refusals that the answer to a batch only words. The words are those of single requests
 * (mailchimp.com/developer/marketing/docs/errors/; ibericode/mailchimp-for-wordpress, issues 771 and 798; amro/gibbon,
 * issue 239).
 */
const TITLES: ReadonlyArray<readonly [RegExp, string]> = [
	[/permanently deleted/i, 'Forgotten Email Not Subscribed'],
	[/compliance state/i, 'Member In Compliance State'],
	[/already a list member/i, 'Member Exists'],
];

/** That the audience requires a merge field which is not there. */
const LACKS_MERGE_FIELD = /Please enter a value/;

const GIVE_MERGE_FIELDS =
	'Give the merge fields named above, or turn on "Skip Required Merge Fields" in the additional fields.';

/** What Mailchimp's own table of errors advises for one of its titles. */
const adviceForTitle = (title: string | undefined) =>
	mailchimp.errors.find(({ when }) => title !== undefined && when.code?.includes(title))?.advice;

/** What to do about a refusal, where more is known than that the member is to be corrected. */
export function adviceFor({ title, text }: Reason): string | undefined {
	if (LACKS_MERGE_FIELD.test(text)) return GIVE_MERGE_FIELDS;
	const found = TITLES.find(([words]) => words.test(text))?.[1];
	return adviceForTitle(found) ?? adviceForTitle(title);
}

/** What to do for a member that Mailchimp does not subscribe. */
export const NOT_SUBSCRIBED = 'Member In Compliance State';

/** A refusal of one member with the advice that it deserves; anything else as it is. */
export function advised(error: unknown): unknown {
	if (!(error instanceof ConnectionFailure) || error.kind !== 'input') return error;
	const advice = adviceFor({ title: error.error?.code, text: error.message });
	if (advice === undefined) return error;
	const { message, kind, status, error: said } = error;
	return new ConnectionFailure(message, { kind, status, advice, error: said });
}

/** What became of the members that were sent with a refused one. */
export function aboutOthers(written: number, total: number): string {
	if (total < 2) return '';
	if (written === 0) return ' None of the members of this request was written.';
	if (written === total - 1) return ' The other members of this request were written.';
	return ` ${written} of the ${total} members of this request were written.`;
}
