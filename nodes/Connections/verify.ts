/** Whether connections work: n8n's own tests, judged by what they can tell. */
import { sleep } from 'n8n-workflow';

import type { Connection } from '../../connection/connection';
import { ConnectionFailure } from '../../connection/failure';
import type { Credential, Tested } from './api/credentials';
import { testCredential } from './api/credentials';
import { n8n } from '../../services/n8n';
import { kindOf } from './usage/catalogue';

/** What a test tells of a connection. */
export interface Verdict {
	readonly status: 'working' | 'broken' | 'unverifiable';
	readonly message: string;
	/** Whether a broken one may be well: nothing answered, or too slowly, or the service said that it is down. */
	readonly mayPass: boolean;
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

/** How n8n names a request that got no answer, or that the service could not answer. */
const MAY_PASS =
	/\b(E[A-Z]{4,}(?:_[A-Z]+)?|socket hang up|timeout|timed out|Bad Gateway|Service Unavailable|Gateway Time-?out|Internal Server Error|Too Many Requests|HTTP 5\d\d|HTTP 429|not answering properly)\b/i;

function judge({ type }: Pick<Credential, 'type'>, { status, message }: Tested) {
	if (message === NO_TEST) {
		return {
			status: 'unverifiable',
			message: 'n8n has no test for this type of connection',
			mayPass: false,
		} as const;
	}
	if (status === 'OK' && message === ONLY_A_TOKEN && !kindOf(type)) {
		return {
			status: 'unverifiable',
			message:
				'n8n only looks whether a token is stored: the service was not asked, and may refuse it',
			mayPass: false,
		} as const;
	}
	if (status === 'OK') return { status: 'working', message, mayPass: false } as const;
	if (kindOf(type)?.service.name === n8n.name && MAY_PASS.test(message)) {
		return {
			status: 'unverifiable',
			message: `Nothing answers at its address (${message}). Where that is left empty, n8n's own test cannot know it`,
			mayPass: false,
		} as const;
	}
	return { status: 'broken', message, mayPass: MAY_PASS.test(message) } as const;
}

/** How often a test is asked for that n8n loses, and the pause before each next time, in milliseconds. */
const LOST_TESTS = 6;
const LOST_PAUSE = 150;

/**
 * The result of a test. Of tests that run at the same time n8n loses some: the first that ends takes away what the
 * others need (n8n (npm): dist/services/credentials-tester.service.js deletes the node type that they share). Such
 * a test says nothing of the connection and is asked for again.
 */
async function resultOf(connection: Connection, id: string, timeout: number): Promise<Tested> {
	for (let attempt = 1; ; attempt += 1) {
		const result = await testCredential(connection, id, timeout);
		if (!TEST_WAS_LOST.test(result.message) || attempt === LOST_TESTS) return result;
		await sleep(LOST_PAUSE * attempt * Math.random());
	}
}

/** What is said of a test that gave no result; a failure of n8n itself is thrown. */
function withoutResult(error: unknown, took: number, timeout: number): Omit<Verdict, 'took'> {
	if (!(error instanceof ConnectionFailure)) throw error;
	if (error.kind === 'notFound') {
		return { status: 'unverifiable', message: 'It was deleted in the meantime', mayPass: false };
	}
	if (error.kind === 'permission') {
		return {
			status: 'unverifiable',
			message: 'The API key may not test it: it belongs to a project of others',
			mayPass: false,
		};
	}
	if (error.status === undefined && took >= timeout) {
		const seconds = Math.round(timeout / 1000);
		return {
			status: 'broken',
			message: `The service did not answer within the time limit of ${seconds} s`,
			mayPass: true,
		};
	}
	throw error;
}

/** The connection with which the node itself works: asked by the node, which knows its address. */
async function verifyOwn(connection: Connection): Promise<Verdict> {
	const begun = Date.now();
	const { name } = await connection.account();
	const message = `This node works with it, at ${name}`;
	return { status: 'working', message, mayPass: false, took: Date.now() - begun };
}

/**
 * Has n8n test a connection.
 * @param timeout how long to wait, in milliseconds
 * @throws ConnectionFailure when n8n itself does not answer as it documents: that says nothing of the connection
 */
export async function verify(
	connection: Connection,
	credential: Pick<Credential, 'id' | 'type'>,
	timeout: number,
): Promise<Verdict> {
	if (credential.id === connection.id) return await verifyOwn(connection);
	const begun = Date.now();
	try {
		const result = await resultOf(connection, credential.id, timeout);
		const took = Date.now() - begun;
		if (TEST_WAS_LOST.test(result.message)) {
			const message = 'n8n lost the test: lower "Tests at Once"';
			return { status: 'unverifiable', message, mayPass: false, took };
		}
		return { ...judge(credential, result), took };
	} catch (error) {
		const took = Date.now() - begun;
		return { ...withoutResult(error, took, timeout), took };
	}
}
