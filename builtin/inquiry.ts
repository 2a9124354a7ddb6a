/** Questions to a service about a connection of one of n8n's own types, and how the answers are read. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Account, Cause, Endings } from '../connection/model/service';

export type { Cause } from '../connection/model/service';

/** An answer of a service. */
export interface Answer {
	readonly status: number;
	/** By lower-case names. */
	readonly headers: Readonly<Record<string, unknown>>;
	/** Parsed where it is JSON; else its text. */
	readonly body: unknown;
}

/** Facts about a connection that an answer holds. */
export interface Findings {
	readonly account?: Account;
	/** Scopes in the service's own spelling; of a service of this package, names of permissions. */
	readonly granted?: readonly string[];
	readonly requested?: readonly string[];
	readonly endings?: Endings;
}

/** A refusal in the same words for every service. */
export interface Refusal {
	readonly cause: Cause;
	/** The service's own explanation. */
	readonly detail?: string;
	/** Scopes that the service names as missing; where it names several of which one suffices, all of them. */
	readonly missing?: readonly string[];
	/** Scopes that the service names as granted. */
	readonly granted?: readonly string[];
	/** What to do, where it is not what the cause says. */
	readonly remedy?: string;
	/** Whether it says something of the connection even where an inquiry that need not be allowed is refused. */
	readonly counts?: true;
}

/** A request that changes nothing. n8n's HTTP Request node sends it, signed with the connection. */
export interface RequestInquiry {
	/** `GET` where nothing is said. */
	readonly method?: 'GET' | 'POST';
	/** An absolute https URL, whose host belongs to the service whatever the connection holds. */
	readonly url: string;
	readonly query?: Readonly<Record<string, string>>;
	readonly headers?: Readonly<Record<string, string>>;
	/** Sent as JSON. */
	readonly body?: IDataObject;
	/**
	 * Whether it only adds findings: the type's own scopes need not allow it, so that its refusal says nothing. What fails
	 * before there is an answer, such as the renewal of the token, counts all the same.
	 */
	readonly isOptional?: true;
	/**
	 * Reads the answer of a success.
	 * @throws ZodError when it has another form
	 */
	read(answer: Answer): Findings;
}

/**
 * A read operation of n8n's own node, for types of which only the node knows the address: sending such a connection to
 * a fixed host would give its token to somebody else.
 */
export interface NodeInquiry {
	readonly node: string;
	readonly typeVersion: number;
	readonly parameters: INodeParameters;
	/**
	 * Whether nothing read is a success too. Some nodes put out nothing but an empty item when they fail: of those only data
	 * is a success.
	 */
	readonly mayBeEmpty?: true;
}

export type Inquiry = RequestInquiry | NodeInquiry;

/** A type of connection of n8n, and what its service is asked. */
export interface InquiredType {
	/** "Google Sheets" */
	readonly service: string;
	/**
	 * Asked in this order. The first success counts; where one is refused for lack of a scope the next is asked, since the type's
	 * scopes can differ between connections.
	 */
	readonly inquiries: readonly Inquiry[];
	/**
	 * Reads an error of the service, also one inside a successful answer.
	 * @returns `undefined` where the answer is no error of a known form; then its status decides
	 */
	readonly refusal?: (answer: Answer) => Refusal | undefined;
	/** Where the requests are documented. */
	readonly source: string;
}
