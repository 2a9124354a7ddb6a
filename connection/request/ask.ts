import { ZodError } from 'zod';

import { AddressError, belongsToService } from '../model/address';
import type { FailureSubject } from '../failure/failure';
import { unreadable } from '../failure/failure';
import type { Opened } from '../session';
import { proofQuery } from './tokenProof';
import type { ServiceRequest } from './request';
import { createSender, isHarmless } from './request';
import { provenToken } from '../stored';
import type { Transport } from './transport';

/** What an answer must be, and how it becomes a value of that type: a zod schema is one. */
export interface AnswerSchema<T> {
	parse(answer: unknown): T;
}

/**
 * An answer in the form that was expected.
 * @throws ConnectionFailure naming the place in the answer that has another form
 */
export function parseAnswer<T>(
	body: unknown,
	request: ServiceRequest,
	answer: AnswerSchema<T>,
	subject: FailureSubject,
): T {
	try {
		return answer.parse(body);
	} catch (error) {
		const place = error instanceof ZodError ? error.issues[0]?.path.join('.') : undefined;
		throw unreadable(
			subject,
			isHarmless(request),
			`${subject.service.displayName} answered something else than it documents${place ? `, at ${place}` : ''}`,
		);
	}
}

/** Asks the service at an address, with one way of signing. */
export type Ask = <T>(
	address: string,
	request: ServiceRequest,
	answer: AnswerSchema<T>,
) => Promise<T>;

/**
 * Creates what asks the service. Every request is checked to go there.
 * @param token the one that the transport sends, where it is not the connection's; empty where it sends none
 */
export function createAsk(opened: Opened, transport: Transport, token: string | undefined): Ask {
	const { context, service, variant, credentials, knownParts, limiter, pace, timeout, subject } =
		opened;
	const proven = provenToken(service, variant, credentials);
	const query = proofQuery(service.tokenProof, token ?? proven.token, proven.secret);
	Object.values(query).forEach(opened.protect);
	const { protectRenewed } = opened;
	const send = createSender({ context, transport, query, pace, timeout, subject, protectRenewed });
	return async (address, request, answer) => {
		const url = `${address}${request.path}`;
		const isPath = address === '' || request.path.startsWith('/');
		if (!isPath || !belongsToService(service, url, knownParts)) {
			throw new AddressError(`"${request.path}" leads away from ${service.displayName}.`);
		}
		const { body } = await limiter(async () => await send(url, request));
		return parseAnswer(body, request, answer, subject(`${request.method} ${request.path}`));
	};
}
