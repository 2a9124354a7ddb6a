/** Whether connections work: n8n's own tests, judged by what they can tell. */
import { sleep } from 'n8n-workflow';

import type { Connection } from '../../connection/connection';
import { ConnectionFailure } from '../../connection/failure';
import type { Credential, Tested } from './api/credentials';
import { getCredential, testCredential } from './api/credentials';
import { n8n } from '../../services/n8n';
import { kindOf } from './usage/catalogue';

/** What a test tells of a connection. */
export interface Verdict {
	readonly status: 'working' | 'broken' | 'unverifiable';
	readonly message: string;
	/** Whether a broken one may be well: nothing answered, or too slowly, or the service said that it is down. */
	readonly mayPass: boolean;
	/** Whether the test came to nothing, so that what was known before still is all that is known. */
	readonly isInconclusive: boolean;
	/** How long the test took, in milliseconds. */
	readonly took: number;
}

/*
 * What n8n 2.41 says (n8n (npm): dist/constants.js, dist/services/credentials-tester.service.js). A test that asks the
 * service says "Connection successful!", with a small s.
 */
const ONLY_A_TOKEN = 'Connection Successful!';
const NO_TEST = 'No testing function found for this credential.';
const TEST_WAS_LOST =
	/^(?:Node not found|Node type "[^"]+" does not have any credentials (?:of type "[^"]+" )?defined)$/;

/** How n8n names a request that got no answer: by the network's code (https://nodejs.org/api/errors.html#common-system-errors). */
const NO_ANSWER =
	/\b(?:ECONNREFUSED|ECONNRESET|ECONNABORTED|ETIMEDOUT|ESOCKETTIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EPIPE|EPROTO)\b|socket hang up/;

/** How it names an answer that the service was not able to give, or not in time. */
const BUSY =
	/\b(?:timeout|timed out|Bad Gateway|Service Unavailable|Gateway Time-?out|Internal Server Error|Too Many Requests|status code: (?:429|5\d\d)|HTTP (?:429|5\d\d)|not answering properly)\b/i;

/** Whether a test may fail with this message while the connection is well. */
export const mayPassWith = (message: string): boolean =>
	NO_ANSWER.test(message) || BUSY.test(message);

type Judged = Omit<Verdict, 'took'>;

const unverifiable = (message: string, isInconclusive = false): Judged => ({
	status: 'unverifiable',
	message,
	mayPass: false,
	isInconclusive,
});

/** What n8n's word on a test tells of a connection. */
export function judge(
	{ type }: Pick<Credential, 'type'>,
	{ status, message }: Pick<Tested, 'status' | 'message'>,
): Judged {
	if (message === NO_TEST) return unverifiable('n8n has no test for this type of connection');
	if (status === 'OK' && message === ONLY_A_TOKEN && !kindOf(type)) {
		return unverifiable(
			'n8n only looks whether a token is stored: the service was not asked, and may refuse it',
		);
	}
	if (status === 'OK') return { status: 'working', message, mayPass: false, isInconclusive: false };
	if (kindOf(type)?.service.name === n8n.name && NO_ANSWER.test(message)) {
		return unverifiable(
			`Nothing answers at its address (${message}). Where that is left empty, n8n's own test cannot know it`,
			true,
		);
	}
	return { status: 'broken', message, mayPass: mayPassWith(message), isInconclusive: false };
}

/** How often a test is asked for that gets lost, and the pause before each next time, in milliseconds. */
const LOST_TESTS = 6;
const LOST_PAUSE = 150;

/** Whether n8n gave no answer that says anything of a test: that says nothing of the connection either. */
const isWithoutResult = (error: unknown) =>
	error instanceof ConnectionFailure && ['unavailable', 'unreadable'].includes(error.kind);

/**
 * The result of a test. Of tests that run at the same time n8n loses some: the first that ends takes away what the
 * others need (n8n (npm): dist/services/credentials-tester.service.js deletes the node type that they share). Such
 * a test says nothing of the connection and is asked for again. So is one whose answer was lost on its way, once where
 * that took all the time that there is.
 * @returns `undefined` when n8n answers, but twice had no result of the test in time
 */
async function resultOf(
	connection: Connection,
	id: string,
	timeout: number,
): Promise<Tested | undefined> {
	let wasLate = false;
	for (let attempt = 1; ; attempt += 1) {
		const begun = Date.now();
		const isLast = attempt === LOST_TESTS;
		const result = await testCredential(connection, id, timeout).catch((error: unknown) => {
			if (isLast || !isWithoutResult(error)) throw error;
			return undefined;
		});
		if (result && (isLast || !TEST_WAS_LOST.test(result.message))) return result;
		if (!result && Date.now() - begun >= timeout) {
			// Who does not answer, the service or n8n? If it is n8n, this fails, too.
			await getCredential(connection, id);
			if (wasLate) return undefined;
			wasLate = true;
		}
		await sleep(LOST_PAUSE * attempt * Math.random());
	}
}

/** What is said of a test that n8n did not make; a failure of n8n itself is thrown. */
function withoutTest(error: unknown): Judged {
	if (error instanceof ConnectionFailure && error.kind === 'notFound') {
		return unverifiable('It was deleted in the meantime', true);
	}
	if (error instanceof ConnectionFailure && error.kind === 'permission') {
		return unverifiable('The API key may not test it: it belongs to a project of others', true);
	}
	throw error;
}

/** What is said of a result, and of none in time. */
function verdictOn(
	credential: Pick<Credential, 'type'>,
	result: Tested | undefined,
	timeout: number,
): Judged {
	if (!result) {
		const seconds = Math.round(timeout / 1000);
		return {
			status: 'broken',
			message: `The service did not answer within the time limit of ${seconds} s`,
			mayPass: true,
			isInconclusive: false,
		};
	}
	if (TEST_WAS_LOST.test(result.message)) {
		return unverifiable('n8n lost the test: lower "Tests at Once"', true);
	}
	return judge(credential, result);
}

/** The connection with which the node itself works: asked by the node, which knows its address. */
async function verifyOwn(connection: Connection): Promise<Verdict> {
	const begun = Date.now();
	const { name } = await connection.account();
	const message = `This node works with it, at ${name}`;
	const took = Date.now() - begun;
	return { status: 'working', message, mayPass: false, isInconclusive: false, took };
}

/**
 * Has n8n test a connection.
 * @param timeout how long to wait for a result, in milliseconds; twice where none came in time
 * @throws ConnectionFailure when n8n itself does not answer as it documents: that says nothing of the connection
 */
export async function verify(
	connection: Connection,
	credential: Pick<Credential, 'id' | 'type'>,
	timeout: number,
): Promise<Verdict> {
	if (credential.id === connection.id) return await verifyOwn(connection);
	const begun = Date.now();
	const verdict = await resultOf(connection, credential.id, timeout)
		.then((result) => verdictOn(credential, result, timeout))
		.catch(withoutTest);
	return { ...verdict, took: Date.now() - begun };
}
