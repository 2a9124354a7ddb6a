import { setTimeout as sleep } from 'node:timers/promises';

import { z } from 'zod';

import { type Execution, executionSchema, isOver, progressSchema } from './execution.mts';
import { ask, type Call, RefusedByN8n, send } from './http.mts';
import {
	type Credential,
	credentialSchema,
	type NewCredential,
	type StoredWorkflow,
	type TestResult,
	testResultSchema,
	type WorkflowDefinition,
	workflowDefinitionSchema,
	workflowSchema,
} from './publicApi.mts';
import {
	apiKeySchema,
	type Choices,
	choicesSchema,
	type InstalledPackage,
	installedPackageSchema,
	type MapperFields,
	mapperFieldsSchema,
	type NodeInEditor,
	nodeTypesSchema,
	type Options,
	optionsSchema,
	type Owner,
	publicationSchema,
	runSchema,
	settingsSchema,
} from './shapes.mts';

/** In seconds, as n8n counts the life of an API key. */
const DAY = 24 * 60 * 60;

/** How often a running workflow is looked at, in milliseconds. */
const POLL = 100;

/** How long n8n gets to register a workflow's triggers, in milliseconds: longer than its own limit, two minutes. */
const PUBLICATION_TIMEOUT = 180_000;

/** How long a workflow may run, in milliseconds, unless told otherwise. Long, since it only ends what hangs. */
const RUN_TIMEOUT = 300_000;

/**
 * n8n gives the pattern of a field 250 ms of the clock, however busy the machine is (n8n-workflow (npm): src/safe-regex.ts),
 * and looks at the fields before it runs anything.
 */
const OUT_OF_TIME = 'Regular expression execution timed out';

/** How often a workflow is started that n8n had no time to look at. */
const STARTS = 3;

/** What the editor asks of n8n, `/rest`, as one user who is logged in. */
export class Rest {
	readonly #url: string;
	#cookie = '';

	/** @param url n8n's address, without a slash at the end */
	constructor(url: string) {
		this.#url = url;
	}

	/** The session's cookies, as a browser would send them; empty before the log-in. */
	get cookie(): string {
		return this.#cookie;
	}

	/**
	 * Makes the owner's account if n8n has none yet, and logs in.
	 *
	 * @throws RefusedByN8n when the account exists with another password
	 */
	async logIn(owner: Owner): Promise<void> {
		const { userManagement } = await this.#ask('GET', 'settings', settingsSchema);
		const call = userManagement.showSetupOnFirstLoad
			? this.#call('POST', 'owner/setup', owner)
			: this.#call('POST', 'login', {
					emailOrLdapLoginId: owner.email,
					password: owner.password,
				});
		const response = await send(call);
		this.#cookie = response.headers
			.getSetCookie()
			.map((cookie) => cookie.split(';', 1)[0])
			.join('; ');
	}

	/**
	 * Makes an API key for the public API, good for a day.
	 *
	 * @param label the key's name; two keys of one user cannot share it
	 * @param scopes what it may do, e.g. `credential:list`; everything its user may when left out
	 * @returns the key, which n8n never shows again
	 */
	async createApiKey(label: string, scopes?: readonly string[]): Promise<string> {
		const granted = scopes ?? (await this.#ask('GET', 'api-keys/scopes', z.array(z.string())));
		const expiresAt = Math.floor(Date.now() / 1000) + DAY;
		const body = { label, scopes: granted, expiresAt };
		return (await this.#ask('POST', 'api-keys', apiKeySchema, body)).rawApiKey;
	}

	/** Creates a connection as the editor's dialog does. */
	async createCredential(credential: NewCredential): Promise<Credential> {
		return await this.#ask('POST', 'credentials', credentialSchema, credential);
	}

	/** Reads a connection; `data` has its secrets blanked. */
	async credential(id: string): Promise<Credential> {
		return await this.#ask('GET', `credentials/${id}?includeData=true`, credentialSchema);
	}

	/** Saves a connection as the editor's dialog does. */
	async updateCredential(id: string, credential: NewCredential): Promise<Credential> {
		return await this.#ask('PATCH', `credentials/${id}`, credentialSchema, credential);
	}

	/** Tests a connection as the editor's dialog does, with data that may not be saved yet. */
	async testCredential(credential: NewCredential & { readonly id: string }): Promise<TestResult> {
		return await this.#ask('POST', 'credentials/test', testResultSchema, {
			credentials: credential,
		});
	}

	/** The address of the service's consent page for a connection, as "Connect" opens it. */
	async authorizationUrl(credentialId: string): Promise<URL> {
		const path = `oauth2-credential/auth?id=${encodeURIComponent(credentialId)}`;
		return new URL(await this.#ask('GET', path, z.string()));
	}

	/** Creates a workflow as the editor does. */
	async createWorkflow(workflow: WorkflowDefinition): Promise<StoredWorkflow> {
		const body = workflowDefinitionSchema.parse(workflow);
		return await this.#ask('POST', 'workflows', workflowSchema, body);
	}

	/**
	 * Waits until n8n has published or taken back a workflow, which it does after its answer.
	 *
	 * @param id the workflow
	 * @param wanted what was asked for
	 * @throws Error with the trigger's own words, when a trigger could not be registered, or when
	 *   nothing has happened after three minutes
	 */
	async waitForPublication(id: string, wanted: 'published' | 'not_published'): Promise<void> {
		const path = `workflows/${id}/publication-status`;
		const deadline = Date.now() + PUBLICATION_TIMEOUT;
		let publication = await this.#ask('GET', path, publicationSchema);
		while (publication.status !== wanted) {
			const { status, triggers } = publication;
			if (status === 'failed' || status === 'partial' || Date.now() > deadline) {
				const reasons = triggers.map(({ errorMessage }) => errorMessage).filter(Boolean);
				throw new Error(`The workflow is ${status}, not ${wanted}: ${reasons.join('; ')}`);
			}
			await sleep(POLL);
			publication = await this.#ask('GET', path, publicationSchema);
		}
	}

	/**
	 * Runs a workflow as "Execute workflow" does, and waits until it is over.
	 *
	 * @param workflowId the stored workflow
	 * @param triggerName the name of the trigger node to start from
	 * @param timeout how long it may take, in milliseconds
	 * @param isDone what is waited for; its end when left out
	 * @returns the run, which may have ended with an error
	 * @throws Error when it is not over in time or waits for a call from outside
	 */
	async runWorkflow(
		workflowId: string,
		triggerName: string,
		timeout = RUN_TIMEOUT,
		isDone = isOver,
	): Promise<Execution> {
		const executionId = await this.#start(workflowId, triggerName);
		return await this.waitForExecution(executionId, timeout, isDone);
	}

	/** Starts a workflow, again where n8n had no time to look at its fields: then nothing of it ran. */
	async #start(workflowId: string, triggerName: string): Promise<string> {
		const path = `workflows/${workflowId}/run`;
		const body = { triggerToStartFrom: { name: triggerName } };
		for (let attempt = 1; ; attempt += 1) {
			try {
				return (await this.#ask('POST', path, runSchema, body)).executionId;
			} catch (error) {
				const isTooBusy = error instanceof RefusedByN8n && error.body.includes(OUT_OF_TIME);
				if (!isTooBusy || attempt === STARTS) throw error;
				await sleep(POLL);
			}
		}
	}

	/**
	 * Waits until a run is over, and reads it.
	 *
	 * @param timeout how long to wait, in milliseconds
	 * @param isDone what is waited for; its end when left out
	 * @throws Error when it is not over in time
	 */
	async waitForExecution(id: string, timeout = RUN_TIMEOUT, isDone = isOver): Promise<Execution> {
		const path = `executions/${id}`;
		const deadline = Date.now() + timeout;
		while (!(await this.#has(path, isDone))) {
			if (Date.now() > deadline) throw new Error(`Execution ${id} took more than ${timeout} ms.`);
			await sleep(POLL);
		}
		return await this.#ask('GET', path, executionSchema);
	}

	/** Whether a run has come to what is waited for. An n8n that has no time to answer, since it runs it, says 503 of its database. */
	async #has(path: string, isDone: typeof isOver): Promise<boolean> {
		try {
			return isDone(await this.#ask('GET', path, progressSchema));
		} catch (error) {
			if (error instanceof RefusedByN8n && error.status === 503) return false;
			throw error;
		}
	}

	/**
	 * The runs of a workflow. n8n joins two lists that it reads at the same time, those that run and those that are over
	 * (n8n (npm): dist/executions/execution-list-v1.service.js): one that ends in between is in both.
	 *
	 * @returns their ids, newest first, each once
	 */
	async executionIds(workflowId: string): Promise<string[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const schema = z.object({ results: z.array(z.object({ id: z.string() })) });
		const { results } = await this.#ask('GET', `executions?filter=${filter}`, schema);
		return [...new Set(results.map(({ id }) => id))];
	}

	/**
	 * The choices of a resource locator's list, as the editor offers them.
	 *
	 * @param node the node as it stands in the editor
	 * @param parameter the parameter's path, e.g. `parameters.audience`
	 * @param methodName the node's list search
	 * @param page the text typed to search, and the token of the page before
	 */
	async choices(
		node: NodeInEditor,
		parameter: string,
		methodName: string,
		page: { readonly filter?: string; readonly paginationToken?: string } = {},
	): Promise<Choices> {
		const body = { ...inEditor(node, parameter, methodName), ...page };
		const path = 'dynamic-node-parameters/resource-locator-results';
		return await this.#ask('POST', path, choicesSchema, body);
	}

	/** The options of a dropdown that asks the service, as the editor offers them. */
	async options(node: NodeInEditor, parameter: string, methodName: string): Promise<Options> {
		const body = inEditor(node, parameter, methodName);
		return await this.#ask('POST', 'dynamic-node-parameters/options', optionsSchema, body);
	}

	/** The columns of a resource mapper, as the editor shows them. */
	async mapperFields(
		node: NodeInEditor,
		parameter: string,
		methodName: string,
	): Promise<MapperFields['fields']> {
		const body = inEditor(node, parameter, methodName);
		const path = 'dynamic-node-parameters/resource-mapper-fields';
		return (await this.#ask('POST', path, mapperFieldsSchema, body)).fields;
	}

	/** The resources of a node, as the editor offers them: with what n8n adds by itself. */
	async resourcesOf(type: string): Promise<string[]> {
		const call: Call = {
			method: 'GET',
			url: `${this.#url}/types/nodes.json`,
			headers: { cookie: this.#cookie },
		};
		const found = (await ask(call, nodeTypesSchema)).find(({ name }) => name === type);
		if (!found) throw new Error(`n8n has no node ${type}`);
		const { options } = found.properties.find(({ name }) => name === 'resource') ?? {};
		return (options ?? []).map(({ name }) => name);
	}

	/** Lists what is installed through the Community nodes page. */
	async installedPackages(): Promise<InstalledPackage[]> {
		return await this.#ask('GET', 'community-packages', z.array(installedPackageSchema));
	}

	/** Installs a package as the Community nodes page does, in its latest or a given version. */
	async installPackage(name: string, version?: string): Promise<InstalledPackage> {
		const body = { name, version };
		return await this.#ask('POST', 'community-packages', installedPackageSchema, body);
	}

	/** Updates an installed package as the Community nodes page does. */
	async updatePackage(name: string, version?: string): Promise<InstalledPackage> {
		const body = { name, version };
		return await this.#ask('PATCH', 'community-packages', installedPackageSchema, body);
	}

	/** Uninstalls a package as the Community nodes page does. */
	async uninstallPackage(name: string): Promise<void> {
		await send(this.#call('DELETE', `community-packages?name=${encodeURIComponent(name)}`));
	}

	#call(method: Call['method'], path: string, body?: unknown): Call {
		return { method, url: `${this.#url}/rest/${path}`, headers: { cookie: this.#cookie }, body };
	}

	/** Everything that `/rest` answers lies in `data`. */
	async #ask<Schema extends z.ZodTypeAny>(
		method: Call['method'],
		path: string,
		schema: Schema,
		body?: unknown,
	): Promise<z.output<Schema>> {
		const { data } = await ask(this.#call(method, path, body), z.object({ data: z.unknown() }));
		return schema.parse(data);
	}
}

function inEditor(node: NodeInEditor, path: string, methodName: string): object {
	return {
		path,
		methodName,
		nodeTypeAndVersion: { name: node.type, version: node.version },
		currentNodeParameters: node.parameters,
		credentials: node.credentials,
	};
}
