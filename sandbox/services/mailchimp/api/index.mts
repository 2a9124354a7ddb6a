import { setTimeout as sleep } from 'node:timers/promises';

import type { RecordedRequest } from '../../../standIn.mts';
import type { Latency } from '../../shared/latency.mts';
import type { Deliveries } from '../deliveries.mts';
import type { Operation } from '../document.mts';
import { invalidFields, malformed, notFound, Problem } from '../problem.mts';
import type { Specification } from '../specification.mts';
import type { Account } from '../state.mts';
import { type Credentials, letIn } from './access.mts';
import { accountRoutes } from './account.mts';
import { audienceRoutes } from './audiences.mts';
import { batchRoutes } from './batch.mts';
import { campaignActionRoutes, campaignRoutes } from './campaigns.mts';
import { MemberChanges } from './memberChanges.mts';
import { memberRoutes } from './members.mts';
import { project } from './projection.mts';
import { reportRoutes } from './reports.mts';
import type { Call, Routes, TakeTime } from './route.mts';
import { searchRoutes } from './search.mts';
import { segmentRoutes } from './segments.mts';
import { webhookRoutes } from './webhooks.mts';

/** What the API is asked. */
export interface Question {
	readonly request: RecordedRequest;
	readonly credentials: Credentials;
	/** The account that the credentials belong to, where they are some. */
	readonly account: Account | undefined;
	/** Whether there is a body that is not JSON; it is kept as text then. */
	readonly isMalformed: boolean;
}

/** What the API answers: a document, a Problem, or nothing. */
export interface Answer {
	readonly status: number;
	readonly body: object | undefined;
}

/** Parameters that the specification has and the stand-in does not serve: to send one is a violation. */
const NOT_SERVED = new Set([
	'before_campaign_last_sent',
	'since_campaign_last_sent',
	'folder_id',
	'has_ecommerce_store',
	'include_total_contacts',
	'interest_category_id',
	'interest_ids',
	'interest_match',
	'member_id',
	'since_last_campaign',
	'unsubscribed_since',
]);

/** Mailchimp's Marketing API, below `/3.0`, with every request and answer checked against the specification. */
export class Api {
	readonly #routes: Routes;
	readonly #specification: Specification;
	readonly #latency: Latency;

	/** @param latency may be changed while the API runs */
	constructor(specification: Specification, deliveries: Deliveries, latency: Latency) {
		this.#specification = specification;
		this.#latency = latency;
		const takeTime: TakeTime = async (records) => {
			if (latency.perRecord > 0) await sleep(records * latency.perRecord);
		};
		const changes = new MemberChanges(deliveries);
		this.#routes = {
			...accountRoutes,
			...audienceRoutes,
			...batchRoutes(changes, takeTime),
			...memberRoutes(changes, takeTime),
			...webhookRoutes,
			...campaignRoutes,
			...campaignActionRoutes(deliveries),
			...reportRoutes,
			...searchRoutes,
			...segmentRoutes(takeTime),
		};
	}

	/** The operations that are served, as the specification names them. */
	get operations(): readonly string[] {
		return Object.keys(this.#routes);
	}

	/**
	 * Answers a question; never throws a Problem, but answers it.
	 * @param path below `/3.0`
	 */
	async answer(question: Question, path: string): Promise<Answer> {
		const found = this.#specification.find(question.request.method, path);
		const answer = await this.#attempt(question, found).catch((error: unknown) => {
			if (!(error instanceof Problem)) throw error;
			return { status: error.status, body: error.toJSON() };
		});
		if (found) this.#specification.checkAnswer(found.operation, answer.status, answer.body);
		const isDocument = answer.body !== undefined && answer.status < 400;
		return isDocument ? { ...answer, body: project(answer.body, question.request.query) } : answer;
	}

	async #attempt(
		{ request, credentials, account, isMalformed }: Question,
		found: { operation: Operation; variables: Call['path'] } | undefined,
	): Promise<Answer> {
		const errors = found ? this.#specification.checkRequest(found.operation, request) : [];
		const owner = letIn(credentials, account, request);
		owner.underWay += 1;
		owner.peak = Math.max(owner.peak, owner.underWay);
		try {
			if (this.#latency.perCall > 0) await sleep(this.#latency.perCall);
			if (!found) throw notFound();
			if (isMalformed) throw malformed();
			if (errors.length > 0) throw invalidFields(errors);
			const { query, body } = request;
			const call: Call = { account: owner, path: found.variables, query, body };
			return await this.#route(found.operation, call);
		} finally {
			owner.underWay -= 1;
		}
	}

	async #route({ name }: Operation, call: Call): Promise<Answer> {
		const route = this.#routes[name];
		if (!route) {
			this.#specification.note(`${name}: the stand-in does not serve this operation`);
			throw notFound();
		}
		for (const parameter of Object.keys(call.query)) {
			if (NOT_SERVED.has(parameter)) {
				this.#specification.note(`${name}: the stand-in does not serve the query ${parameter}`);
			}
		}
		const document = await route(call);
		return { status: document === undefined ? 204 : 200, body: document };
	}
}
