import { z } from 'zod';

import { type RunSummary, runSummarySchema } from './execution.mts';
import { ask, type Call, RefusedByN8n } from './http.mts';

/** A connection as the public API shows it: never with its data. */
export const credentialSchema = z
	.object({ id: z.string(), name: z.string(), type: z.string() })
	.passthrough();
export type Credential = z.output<typeof credentialSchema>;

/** What n8n says after it has tested a connection. */
export const testResultSchema = z.object({
	status: z.enum(['OK', 'Error']),
	message: z.string().default(''),
});
export type TestResult = z.output<typeof testResultSchema>;

/** A workflow as n8n stores it. */
export const workflowSchema = z
	.object({ id: z.string(), name: z.string(), active: z.boolean() })
	.passthrough();
export type StoredWorkflow = z.output<typeof workflowSchema>;

/** A workflow as it is written down, without what n8n adds when it stores it. */
export const workflowDefinitionSchema = z.object({
	name: z.string(),
	nodes: z.array(
		z
			.object({
				name: z.string(),
				type: z.string(),
				credentials: z.record(z.object({ id: z.string().optional(), name: z.string() })).optional(),
			})
			.passthrough(),
	),
	connections: z.record(z.unknown()),
	settings: z.record(z.unknown()).default({}),
	/** What its nodes remember from one run to the next. */
	staticData: z.record(z.unknown()).optional(),
});
export type WorkflowDefinition = z.input<typeof workflowDefinitionSchema>;

/** What n8n says of a workflow that it could not check in time, and how often such a one is published at most. */
const NOT_CHECKED = 'Error validating node parameters';
const PUBLICATIONS = 5;

/** What a new connection is made of. */
export interface NewCredential {
	readonly name: string;
	readonly type: string;
	readonly data: Readonly<Record<string, unknown>>;
}

/** What may be changed about a connection; `data` replaces all data unless `isPartialData` is set. */
export interface CredentialChange {
	readonly name?: string;
	readonly data?: Readonly<Record<string, unknown>>;
	readonly isPartialData?: boolean;
}

const pageOf = <Schema extends z.ZodTypeAny>(item: Schema) =>
	z.object({ data: z.array(item), nextCursor: z.string().nullable() });

/** n8n's public API, `/api/v1`, as one API key may use it. */
export class PublicApi {
	readonly #base: string;
	readonly #key: string;

	/**
	 * @param url n8n's address, without a slash at the end
	 * @param key an API key of n8n
	 */
	constructor(url: string, key: string) {
		this.#base = `${url}/api/v1`;
		this.#key = key;
	}

	/** Lists every connection, page by page. */
	async credentials(): Promise<Credential[]> {
		return await this.#all('credentials', credentialSchema);
	}

	/** Creates a connection. */
	async createCredential(credential: NewCredential): Promise<Credential> {
		return await this.#ask('POST', 'credentials', credentialSchema, credential);
	}

	/** Changes a connection. */
	async patchCredential(id: string, change: CredentialChange): Promise<Credential> {
		return await this.#ask('PATCH', `credentials/${id}`, credentialSchema, change);
	}

	/** Deletes a connection. */
	async deleteCredential(id: string): Promise<void> {
		await this.#ask('DELETE', `credentials/${id}`, z.unknown());
	}

	/** Has n8n make a connection's test request with its stored data. */
	async testCredential(id: string): Promise<TestResult> {
		return await this.#ask('POST', `credentials/${id}/test`, testResultSchema);
	}

	/** Lists every workflow, page by page. */
	async workflows(): Promise<StoredWorkflow[]> {
		return await this.#all('workflows', workflowSchema);
	}

	/** Creates a workflow, not yet published. */
	async createWorkflow(workflow: WorkflowDefinition): Promise<StoredWorkflow> {
		const body = workflowDefinitionSchema.parse(workflow);
		return await this.#ask('POST', 'workflows', workflowSchema, body);
	}

	/**
	 * Has a workflow published ("activated"); its triggers are registered after the answer.
	 *
	 * n8n gives each pattern of a node's fields 250 ms of the clock (n8n-workflow 2.41: safe-regex.js), and refuses the
	 * workflow when a busy machine takes longer. Then it is published again, and the console says so.
	 */
	async activateWorkflow(id: string): Promise<void> {
		for (let attempt = 1; ; attempt += 1) {
			try {
				await this.#ask('POST', `workflows/${id}/publish`, z.unknown(), {});
				return;
			} catch (error) {
				const isLate = error instanceof RefusedByN8n && error.body.includes(NOT_CHECKED);
				if (!isLate || attempt === PUBLICATIONS) throw error;
				console.warn(`n8n could not check workflow ${id} in time; it is published again`);
			}
		}
	}

	/** Has a workflow taken back ("deactivated"); its triggers are removed after the answer. */
	async deactivateWorkflow(id: string): Promise<void> {
		await this.#ask('POST', `workflows/${id}/unpublish`, z.unknown(), {});
	}

	/** Deletes a workflow. */
	async deleteWorkflow(id: string): Promise<void> {
		await this.#ask('DELETE', `workflows/${id}`, z.unknown());
	}

	/** Lists every run of a workflow that is over, newest first, without its data. */
	async finishedRuns(workflowId: string): Promise<RunSummary[]> {
		const query = `limit=250&workflowId=${encodeURIComponent(workflowId)}`;
		return await this.#all(`executions?${query}`, runSummarySchema);
	}

	async #all<Item extends z.ZodTypeAny>(path: string, item: Item): Promise<z.output<Item>[]> {
		const items: z.output<Item>[] = [];
		let cursor: string | null = '';
		while (cursor !== null) {
			const [folder, wanted] = path.split('?', 2);
			const query = new URLSearchParams(wanted);
			if (cursor) query.set('cursor', cursor);
			const page = await this.#ask('GET', `${folder}?${query}`, pageOf(item));
			items.push(...page.data);
			cursor = page.nextCursor;
		}
		return items;
	}

	async #ask<Schema extends z.ZodTypeAny>(
		method: Call['method'],
		path: string,
		schema: Schema,
		body?: unknown,
	): Promise<z.output<Schema>> {
		const headers = { 'x-n8n-api-key': this.#key };
		return await ask({ method, url: `${this.#base}/${path}`, headers, body }, schema);
	}
}
