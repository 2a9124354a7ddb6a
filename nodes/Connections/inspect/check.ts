/** Checks connections: the service is asked where it can be, n8n's own test decides where not. */
import type { Connection } from '../../../connection/connection';
import type { Host } from '../../../operation/host';
import { forEachConcurrently } from '../../../operation/schedule';
import { deniedTo } from '../access';
import type { Credential, NamedCredential } from '../api/credentials';
import { unlessOfEachUser, verify } from '../verify';
import type { Inspected } from './inspect';
import { inspectAll } from './inspect';
import type { Verdict } from './verdict';

/** How to check. */
export interface Checking {
	readonly host: Host;
	/** Sub-workflows, and tests of n8n, that run at the same time. */
	readonly atOnce: number;
	/** Milliseconds to wait for each answer. */
	readonly timeout: number;
}

/** Of n8n's own tests only so many run at once: it drops some parallel ones, which are then asked for again. */
const TESTS_AT_ONCE = 3;

/** How many tests there are between two lines in the log. */
const PROGRESS = 100;

/** Whether nobody could be asked, so that n8n's own test may still say more. */
const isOpen = (inspected: Inspected | undefined) =>
	!inspected || inspected.judged.cause === 'notInspectable';

/** The better of two judgements: n8n's test counts where it really tested, the reason why nobody could be asked else. */
const better = (inspected: Inspected | undefined, tested: Verdict): Verdict =>
	inspected && tested.status === 'unverifiable'
		? { ...inspected.judged, took: inspected.took + tested.took }
		: tested;

/**
 * Checks connections.
 * @returns a verdict for each, by its ID; the execution was cancelled where one is missing
 * @throws ConnectionFailure when n8n itself does not answer as it documents
 */
export async function checkAll(
	connection: Connection,
	credentials: ReadonlyArray<NamedCredential & Partial<Pick<Credential, 'shared'>>>,
	{ host, atOnce, timeout }: Checking,
): Promise<ReadonlyMap<string, Verdict>> {
	const others = credentials.filter(({ id }) => id !== connection.id);
	const denied =
		host.isManual || host.workflowId === ''
			? undefined
			: await deniedTo(connection, host.workflowId, others);
	const inspected = await inspectAll(others, {
		host,
		atOnce,
		timeout,
		...(denied ? { denied } : {}),
	});
	const verdicts = new Map<string, Verdict>();
	let done = 0;
	await forEachConcurrently(
		credentials,
		Math.min(atOnce, TESTS_AT_ONCE),
		() => !host.isCancelled(),
		async (credential) => {
			const { id } = credential;
			const found = inspected.get(id);
			const verdict = isOpen(found)
				? better(found, await verify(connection, credential, timeout))
				: await confirmed(connection, id, found);
			if (verdict) verdicts.set(id, verdict);
			done += 1;
			if (done % PROGRESS === 0) host.log(`${done} of ${credentials.length} connections checked`);
		},
	);
	return verdicts;
}

/** What the service said, unless each user has an account of their own in the connection. */
async function confirmed(
	connection: Connection,
	id: string,
	found: Inspected | undefined,
): Promise<Verdict | undefined> {
	if (!found) return undefined;
	const judged = await unlessOfEachUser(connection, id, found.judged);
	return { ...judged, took: found.took };
}
