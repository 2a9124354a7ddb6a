/** n8n's own tests of connections, judged by what they can tell. */
import { sleep } from 'n8n-workflow';

import type { Connection } from '../../connection/connection';
import { ConnectionFailure } from '../../connection/failure/failure';
import {
	NO_ANSWER,
	NO_TEST,
	ONLY_A_TOKEN,
	TEST_WAS_LOST,
} from '../../connection/failure/hostMessages';
import type { Credential, Tested } from './api/credentials';
import { getCredential, isOfEachUser, testCredential } from './api/credentials';
import { n8n } from '../../services/n8n';
import { isKeyType, serviceOf } from './kinds';
import type { Judged, Verdict } from './inspect/verdict';
import { judgedBy } from './inspect/verdict';
import { causeIn } from './inspect/words';
import { ownCauseIn } from './inspect/ownWords';
import { kindOf } from './usage/catalogue';

const unverifiable = (message: string, isInconclusive = false): Judged => ({
	status: 'unverifiable',
	message,
	checkedBy: 'none',
	mayPass: false,
	isInconclusive,
});

/** A connection that fails n8n's test: the cause is in its message, or it is not known. */
function failing(type: string, message: string): Judged {
	const cause = ownCauseIn(type, message) ?? causeIn(message, isKeyType(type));
	if (!cause) {
		return { status: 'broken', message, checkedBy: 'n8n', mayPass: false, isInconclusive: false };
	}
	const judged = judgedBy(cause, serviceOf(type), { detail: message, checkedBy: 'n8n' });
	// n8n's words of our own types already say what to do.
	return kindOf(type) ? { ...judged, message } : judged;
}

/** The judgement that n8n's word on a test means. */
export function judge(
	{ type }: Pick<Credential, 'type'>,
	{ status, message }: Pick<Tested, 'status' | 'message'>,
): Judged {
	if (message === NO_TEST) return unverifiable('n8n has no test for this type of connection');
	if (status === 'OK' && message === ONLY_A_TOKEN && !kindOf(type)) {
		return unverifiable(
			'n8n only looks for a stored token: the service was not asked, and may refuse it',
		);
	}
	if (status === 'OK') {
		return { status: 'working', message, checkedBy: 'n8n', mayPass: false, isInconclusive: false };
	}
	if (kindOf(type)?.service.name === n8n.name && NO_ANSWER.test(message)) {
		return unverifiable(
			`Nothing answers at its address (${message}). Where that is left empty, n8n's own test cannot know it`,
			true,
		);
	}
	return failing(type, message);
}

/** How often a test is asked for that gets lost, and the pause before each next time, in milliseconds. */
const LOST_TESTS = 6;
const LOST_PAUSE = 150;

/** A failure where n8n gave no answer that says anything of a test: that says nothing of the connection either. */
function withoutResult(error: unknown): ConnectionFailure {
	const isOne =
		error instanceof ConnectionFailure && ['unavailable', 'unreadable'].includes(error.kind);
	if (!isOne) throw error;
	return error;
}

/**
 * The result of a test. Of tests that run at the same time n8n loses some. Such a test says nothing of the connection and is asked for again. So is one whose answer was lost on its way, once where
 * that took all the time that there is.
 * @returns where n8n answers other requests, and never had a result of this test: the last failure, or `undefined` when
 * it did not come in time
 */
async function resultOf(
	connection: Connection,
	id: string,
	timeout: number,
): Promise<Tested | ConnectionFailure | undefined> {
	const start = Date.now();
	let hasWaited = false;
	for (let attempt = 1; ; attempt += 1) {
		const begun = Date.now();
		const isLast = attempt === LOST_TESTS;
		const result = await testCredential(connection, id, timeout).catch(withoutResult);
		if (result instanceof ConnectionFailure) {
			const isLate = Date.now() - begun >= timeout;
			const isOver = Date.now() - start >= timeout;
			// Who does not answer, the service or n8n? If it is n8n, this fails, too.
			if (isLast || isOver) await getCredential(connection, id);
			if (hasWaited && isLate) return undefined;
			if (hasWaited || isLast || (isOver && !isLate)) return result;
			hasWaited = isOver;
		} else if (isLast || !TEST_WAS_LOST.test(result.message)) return result;
		await sleep(LOST_PAUSE * attempt * Math.random());
	}
}

/** What n8n says of a test that it did not make, in its own words where it has some. */
const saidOf = ({ error, message }: ConnectionFailure) => error?.detail ?? message;

/** What is said of a test that n8n did not make; a failure of n8n itself is thrown. */
function withoutTest(error: unknown): Judged {
	if (!(error instanceof ConnectionFailure)) throw error;
	if (error.kind === 'notFound') return unverifiable('It was deleted in the meantime', true);
	if (error.kind === 'permission') {
		return unverifiable('The API key may not test it: it belongs to a project of others', true);
	}
	// Of a type that is no longer installed n8n says "Unrecognized credential type".
	if (error.kind === 'input' && error.status !== undefined) {
		return unverifiable(`n8n cannot test it: ${saidOf(error)}`, true);
	}
	throw error;
}

/** What is said of a result, and of none. */
function verdictOn(
	credential: Pick<Credential, 'type'>,
	result: Tested | ConnectionFailure | undefined,
	timeout: number,
): Judged {
	if (!result) {
		const detail = `time limit ${Math.round(timeout / 1000)} s`;
		return judgedBy('timeout', serviceOf(credential.type), { detail, checkedBy: 'n8n' });
	}
	if (result instanceof ConnectionFailure) {
		return unverifiable(
			`n8n answers, but its test of this connection fails: ${saidOf(result)}`,
			true,
		);
	}
	if (TEST_WAS_LOST.test(result.message)) {
		return unverifiable('n8n lost the test: lower "Tests at Once"', true);
	}
	return judge(credential, result);
}

/** The verdict, unless it is on a connection in which n8n's test, which takes what is stored, sees none of the accounts. */
export async function unlessOfEachUser(
	connection: Connection,
	id: string,
	verdict: Judged,
): Promise<Judged> {
	if (verdict.status !== 'broken' || !(await isOfEachUser(connection, id))) return verdict;
	return unverifiable(
		`Each user has an account of their own in it, and n8n's test uses none of them (${verdict.message})`,
		true,
	);
}

/** The connection with which the node itself works: asked by the node, which knows its address. */
async function verifyOwn(connection: Connection): Promise<Verdict> {
	const begun = Date.now();
	const [account, { requested, granted }, endings] = await Promise.all([
		connection.account(),
		connection.permissions(),
		connection.endings(),
	]);
	const took = Date.now() - begun;
	return {
		status: 'working',
		message: `This node works with it, at ${account.name}`,
		checkedBy: 'service',
		findings: {
			account,
			...(requested ? { requested } : {}),
			...(granted ? { granted } : {}),
			endings,
		},
		mayPass: false,
		isInconclusive: false,
		took,
	};
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
	const { id } = credential;
	const verdict = await resultOf(connection, id, timeout)
		.then((result) => verdictOn(credential, result, timeout))
		.then(async (judged) => await unlessOfEachUser(connection, id, judged))
		.catch(withoutTest);
	return { ...verdict, took: Date.now() - begun };
}
