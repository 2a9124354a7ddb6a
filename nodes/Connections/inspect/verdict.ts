/** A judgement on a connection: whether it works, why not, and what is known of it. */
import type { Findings } from '../../../builtin/inquiry';
import type { Cause, Words } from './causes';
import { CAUSES, sentenceOn } from './causes';

/** `limited`: it works, and lacks a permission. */
export type Status = 'working' | 'limited' | 'broken' | 'unverifiable';

/** What a check tells of a connection. */
export interface Verdict {
	readonly status: Status;
	readonly cause?: Cause;
	readonly message: string;
	readonly remedy?: string;
	/** Who was asked: the service by us, the service or only the token store by n8n's own test, or nobody. */
	readonly checkedBy: 'service' | 'n8n' | 'none';
	readonly findings?: Findings;
	/** Scopes that the service says are missing. */
	readonly missing?: readonly string[];
	/** Whether a broken one may be fine: nothing answered, or too slowly, or the service said that it is down. */
	readonly mayPass: boolean;
	/** Whether the check came to nothing, so that what was known before is still all that is known. */
	readonly isInconclusive: boolean;
	/** How long it took, in milliseconds. */
	readonly took: number;
}

export type Judged = Omit<Verdict, 'took'>;

/** The status that each cause means. */
const STATUS: Readonly<Record<Cause, Status>> = {
	notConnected: 'broken',
	revoked: 'broken',
	expired: 'broken',
	declined: 'limited',
	insufficientScope: 'limited',
	wrongKey: 'broken',
	wrongAddress: 'broken',
	forbidden: 'broken',
	rateLimited: 'unverifiable',
	serviceUnavailable: 'broken',
	timeout: 'broken',
	notInspectable: 'unverifiable',
};

const PASSING: readonly Cause[] = ['rateLimited', 'serviceUnavailable', 'timeout'];

/** More about a judgement than its cause says. */
interface More {
	/** The service's or n8n's own words. */
	readonly detail?: string | undefined;
	readonly checkedBy?: Verdict['checkedBy'];
	readonly missing?: readonly string[] | undefined;
	/** The words, where they are not those of the cause. */
	readonly words?: Words;
	/** What to do, where it is not what the words say. */
	readonly remedy?: string | undefined;
	readonly findings?: Findings | undefined;
}

/** The judgement that a cause means. */
export function judgedBy(
	cause: Cause,
	service: string,
	{ detail, checkedBy = 'service', missing, words = CAUSES[cause], remedy, findings }: More = {},
): Judged {
	const status = STATUS[cause];
	const sentence = sentenceOn(words, service);
	return {
		status,
		cause,
		message: detail ? `${sentence} (${detail})` : sentence,
		remedy: remedy ?? words.remedy,
		checkedBy,
		...(findings ? { findings } : {}),
		...(missing ? { missing } : {}),
		mayPass: PASSING.includes(cause),
		isInconclusive: cause === 'rateLimited',
	};
}

/** A connection that nobody could be asked about, and why. */
export const notInspectable = (message: string, remedy: string): Judged => ({
	status: 'unverifiable',
	cause: 'notInspectable',
	message,
	remedy,
	checkedBy: 'none',
	mayPass: false,
	isInconclusive: true,
});

/** A connection that its service accepts. */
export const works = (message: string, findings: Findings): Judged => ({
	status: 'working',
	message,
	checkedBy: 'service',
	findings,
	mayPass: false,
	isInconclusive: false,
});
