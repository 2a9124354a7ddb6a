import { ZodError } from 'zod';

import type { Location } from '../location';
import { AddressError, belongsToService } from '../model/address';
import type { Service, Variant } from '../model/service';
import { isOAuth2, variantOf } from '../model/service';
import type { FailureSubject } from '../failure/failure';
import { unreadable } from '../failure/failure';
import type { Session } from '../session';
import { checkHeaders, commonHeaders } from './signing';
import { proofQuery } from './tokenProof';
import type { ServiceRequest } from './request';
import { createSender, isHarmless } from './request';
import { provenToken, templateValues } from '../stored';
import type { Transport } from './transport';

/** What an answer must be, and how it becomes a value of that type: a zod schema is one. */
export interface AnswerSchema<T> {
	parse(body: unknown): T;
}

/** Reads an answer with what came beside its body. Throws when it has another form. */
export interface AnswerReader<T> {
	read(body: unknown, answer: Answer): T;
}

/** What comes with the body of an answer. */
export interface Answer {
	readonly status: number;
	/** By lower-case names. */
	readonly headers: Readonly<Record<string, unknown>>;
}

/**
 * An answer in the form that was expected.
 * @throws ConnectionFailure naming the place in the answer that has another form
 */
export function parseAnswer<T>(
	{ body, status, headers }: Answer & { readonly body: unknown },
	request: ServiceRequest,
	answer: AnswerSchema<T> | AnswerReader<T>,
	subject: FailureSubject,
): T {
	try {
		return 'read' in answer ? answer.read(body, { status, headers }) : answer.parse(body);
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
	location: Location,
	request: ServiceRequest,
	answer: AnswerSchema<T> | AnswerReader<T>,
) => Promise<T>;

/** The statuses with which the service refuses an expired token. */
function statusesOfExpiry(service: Service, variant: Variant): number[] {
	const expired = isOAuth2(variant) ? variantOf(service, variant).expiredStatus : undefined;
	return expired === undefined ? [401] : [401, expired];
}

/**
 * Creates what asks the service. Every request is checked to go there.
 * @param token the one that the transport sends, where it is not the connection's; empty where it sends none
 */
export function createAsk(session: Session, transport: Transport, token: string | undefined): Ask {
	const { context, service, variant, credentials, limiter, circuit, rateOf, timeout, subject } =
		session;
	const proven = provenToken(service, variant, credentials);
	const query = proofQuery(service.tokenProof, token ?? proven.token, proven.secret);
	Object.values(query).forEach(session.protect);
	const { protectRenewed } = session;
	const { request: rules } = service;
	const send = createSender({
		context,
		transport,
		query,
		rules,
		statusesOfExpiry: statusesOfExpiry(service, variant),
		circuit,
		rateOf,
		timeout,
		subject,
		protectRenewed,
	});
	return async ({ address, parts }, request, answer) => {
		const isWhole = request.path.startsWith('https://');
		const url = isWhole ? request.path : `${address}${request.path}`;
		const isPath = isWhole || address === '' || request.path.startsWith('/');
		if (!isPath || !belongsToService(service, url, parts)) {
			throw new AddressError(`"${request.path}" leads away from ${service.displayName}.`);
		}
		const values = templateValues(service, variant, credentials, parts);
		const headers = { ...commonHeaders(service, values), ...checkHeaders({ ...request.headers }) };
		const told = await limiter(async () => await send(url, { ...request, headers }));
		return parseAnswer(told, request, answer, subject(`${request.method} ${request.path}`));
	};
}
