/** How connections are tested within one poll, which has only so much time. */
import { sleep } from 'n8n-workflow';

import { forEachConcurrently } from '../../../operation/schedule';
import type { Credential } from '../api/credentials';
import type { Verdict } from '../inspect/verdict';
import type { Memory } from './memory';

/** Milliseconds before a connection that failed is looked at again. */
const SECOND_LOOK = 5_000;

/** Parts of the time: until when first looks begin, and second ones. A test that has begun is let end. */
const FIRST_LOOKS = 0.5;
const SECOND_LOOKS = 0.75;

/** The part of the time that one test may wait for an answer: twice, so that what began last ends in time. */
const ONE_TEST = 0.125;

/** What is to be tested, and how. */
export interface Testing {
	/** At most so many tests at once. */
	readonly atOnce: number;
	/** Milliseconds to wait for each. */
	readonly timeLimit: number;
	/** Until when there is time, in milliseconds since 1970. */
	readonly deadline: number;
	/** `undefined` at the first poll. */
	readonly memory: Memory | undefined;
	/** Tests one, and waits so many milliseconds for it. */
	test(credential: Credential, timeLimit: number): Promise<Verdict>;
	log(text: string): void;
}

/** Tests connections as long as first or second looks may begin; those that were tested longest ago come first. */
async function testUntil(
	{ atOnce, memory, test, log }: Testing,
	credentials: readonly Credential[],
	{ end, timeLimit }: { end: number; timeLimit: number },
): Promise<Map<Credential, Verdict>> {
	const tested = ({ id }: Credential) => memory?.connections[id]?.tested ?? '';
	const inTurn = [...credentials].sort((a, b) => tested(a).localeCompare(tested(b)));
	const verdicts = new Map<Credential, Verdict>();
	await forEachConcurrently(
		inTurn,
		atOnce,
		() => Date.now() < end,
		async (credential) => {
			verdicts.set(credential, await test(credential, timeLimit));
		},
	);
	const rest = inTurn.length - verdicts.size;
	if (rest > 0) log(`no time to test ${rest} of ${inTurn.length} connections: the next poll does`);
	return verdicts;
}

/** The same parts of the time for whoever tests. */
function partsOf({ deadline, timeLimit }: Testing) {
	const begun = Date.now();
	const after = (part: number) => begun + (deadline - begun) * part;
	return { after, timeLimit: Math.min(timeLimit, Math.floor((deadline - begun) * ONE_TEST)) };
}

/** Tests connections once. */
export async function testOnce(
	testing: Testing,
	credentials: readonly Credential[],
): Promise<Map<Credential, Verdict>> {
	const { after, timeLimit } = partsOf(testing);
	return await testUntil(testing, credentials, { end: after(SECOND_LOOKS), timeLimit });
}

/**
 * Tests connections, and those a second time that fail and were not known to. One for whose second look there is no time is
 * left out: it is the first at the next poll.
 * @param pause milliseconds between the two looks
 */
export async function testTwice(
	testing: Testing,
	credentials: readonly Credential[],
	pause = SECOND_LOOK,
): Promise<Map<Credential, Verdict>> {
	const { after, timeLimit } = partsOf(testing);
	const verdicts = await testUntil(testing, credentials, { end: after(FIRST_LOOKS), timeLimit });
	const doubtful = [...verdicts]
		.filter(
			([{ id }, { status }]) =>
				status === 'broken' && testing.memory?.connections[id]?.status !== 'broken',
		)
		.map(([credential]) => credential);
	if (doubtful.length === 0) return verdicts;
	await sleep(pause);
	const again = await testUntil(testing, doubtful, { end: after(SECOND_LOOKS), timeLimit });
	for (const credential of doubtful) verdicts.delete(credential);
	return new Map([...verdicts, ...again]);
}
