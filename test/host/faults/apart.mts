/**
 * An n8n apart, for the node Connections: its service is the n8n that runs it, of which it reads all workflows until
 * they are at rest. Where other tests store theirs, they never are.
 */
import { createClient } from '../../../sandbox/client.mts';
import { startN8n } from '../../../sandbox/n8n.mts';
import { owner, type Sandbox } from '../../../sandbox/sandbox.mts';
import { startN8nFront } from '../../../sandbox/services/n8n/index.mts';
import { type Connected, connectN8n } from './connected.mts';

/** That n8n, beside the stand-ins of a sandbox, with a connection to itself. */
export interface Apart {
	readonly sandbox: Sandbox;
	readonly connected: Connected;
}

/**
 * Starts it, over the proxy of a sandbox and with its pack. It must be stopped before that one.
 *
 * @throws what any of its parts throws; those that had started are stopped before
 */
export async function startApart(sandbox: Sandbox): Promise<Apart> {
	const { proxy, pack } = sandbox;
	const running = new AsyncDisposableStack();
	try {
		const n8n = await startN8n({ proxy, packs: [pack] });
		running.defer(() => n8n.stop());
		const client = await createClient(n8n.url, owner, proxy);
		const front = await startN8nFront(n8n.url);
		running.defer(() => front.stop());
		const stop = () => running.disposeAsync();
		const apart: Sandbox = { ...sandbox, n8n, client, stop };
		return { sandbox: apart, connected: await connectN8n(apart, front) };
	} catch (error) {
		await running.disposeAsync();
		throw error;
	}
}
