import { type Arrival, type Consent, walkConsent } from './client/consent.mts';
import { PublicApi } from './client/publicApi.mts';
import { Rest } from './client/rest.mts';
import type { Owner } from './client/shapes.mts';
import type { Proxy } from './proxy.mts';

export type { Consent } from './client/consent.mts';
export {
	errorOf,
	type Execution,
	type Item,
	isOverOrWaiting,
	itemsOf,
	type RunSummary,
} from './client/execution.mts';
export { RefusedByN8n } from './client/http.mts';
export type {
	Credential,
	NewCredential,
	TestResult,
	WorkflowDefinition,
} from './client/publicApi.mts';
export type { Choices, InstalledPackage, NodeInEditor, Options, Owner } from './client/shapes.mts';

/** What a user of n8n does: in the editor, over the public API, and on a service's consent page. */
export interface Client {
	/** The editor's own API, logged in as the owner. */
	readonly rest: Rest;
	/** The public API, with a key that may do everything. */
	readonly api: PublicApi;
	/** The key of `api`, for those who make their own requests. */
	readonly apiKey: string;
	/**
	 * Authorizes an OAuth2 connection as "Connect" in its dialog does.
	 *
	 * @param credentialId a stored connection of an OAuth2 type
	 * @param consent what the person does on the service's pages
	 * @throws Error with what n8n's page says, when n8n does not end up connected
	 */
	connectOAuth2(credentialId: string, consent: Consent): Promise<void>;
	/**
	 * Publishes ("activates") a workflow and waits until its triggers are registered.
	 *
	 * @throws Error with the trigger's own words, when one could not be registered
	 */
	activate(workflowId: string): Promise<void>;
	/** Takes a workflow back ("deactivates" it) and waits until its triggers are removed. */
	deactivate(workflowId: string): Promise<void>;
}

/** Says on n8n's callback page that the connection is made. */
const CONNECTED = 'Connection successful';

/**
 * Logs in at an n8n, as its owner, and makes an API key.
 *
 * @param url n8n's address, without a slash at the end
 * @param owner the account, which is made when n8n has none yet
 * @param proxy the way to the services' consent pages
 */
export async function createClient(url: string, owner: Owner, proxy: Proxy): Promise<Client> {
	const rest = new Rest(url);
	await rest.logIn(owner);
	const apiKey = await rest.createApiKey(`sandbox ${new Date().toISOString()}`);
	const api = new PublicApi(url, apiKey);
	return {
		rest,
		api,
		apiKey,
		connectOAuth2: async (credentialId, consent) => {
			const cookies = { url, header: rest.cookie };
			const start = await rest.authorizationUrl(credentialId);
			requireConnected(await walkConsent(start, consent, { proxy, cookies }), url);
		},
		activate: async (workflowId) => {
			await api.activateWorkflow(workflowId);
			await rest.waitForPublication(workflowId, 'published');
		},
		deactivate: async (workflowId) => {
			await api.deactivateWorkflow(workflowId);
			await rest.waitForPublication(workflowId, 'not_published');
		},
	};
}

/** n8n answers its callback with 200 whatever happened; only the page tells. */
function requireConnected({ url, status, html }: Arrival, n8nUrl: string): void {
	if (url.origin === n8nUrl && html.includes(CONNECTED)) return;
	const words = html
		.replace(/<(style|script)[\s\S]*?<\/\1>/g, '')
		.replace(/<[^>]*>/g, ' ')
		.replace(/\s+/g, ' ')
		.trim();
	throw new Error(`Not connected: ${url.origin}${url.pathname} answered ${status}: ${words}`);
}
