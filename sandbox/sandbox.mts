import { type Client, createClient, type Owner } from './client.mts';
import { type Mailbox, startMailbox } from './mailbox.mts';
import { type N8n, type N8nOptions, startN8n } from './n8n.mts';
import { buildPack, type PackedPack } from './pack.mts';
import { type Proxy, type Reachable, startProxy } from './proxy.mts';
import { type BoostspaceStandIn, startBoostspace } from './services/boostspace/index.mts';
import {
	type BoostspaceIntegratorStandIn,
	startBoostspaceIntegrator,
} from './services/boostspaceIntegrator/index.mts';
import type { DerivedStandIns } from './services/derived/index.mts';
import { type FacebookPagesStandIn, startFacebookPages } from './services/facebookPages/index.mts';
import { startMailchimp } from './services/mailchimp/index.mts';
import type { StandIn } from './standIn.mts';

/** The real n8n with the pack, its owner, and stand-ins for the services. */
export interface Sandbox {
	readonly n8n: N8n;
	/** What the owner does in n8n. */
	readonly client: Client;
	/** The stand-in for Boost.space, with its state. */
	readonly boostspace: BoostspaceStandIn;
	/** The stand-in for Boost.space Integrator, with its state. */
	readonly boostspaceIntegrator: BoostspaceIntegratorStandIn;
	/** The stand-in for Mailchimp, with its state. */
	readonly mailchimp: Awaited<ReturnType<typeof startMailchimp>>;
	/** The stand-in for Facebook, with its state. */
	readonly facebookPages: FacebookPagesStandIn;
	/** The stand-ins of all other services, made of their declarations. */
	readonly derived: DerivedStandIns;
	/** Where the mails of n8n arrive. */
	readonly mailbox: Mailbox;
	readonly proxy: Proxy;
	/** The pack as npm would publish it. */
	readonly pack: PackedPack;
	/** Ends everything, the last started first. */
	stop(): Promise<void>;
}

/** What a sandbox may differ in. */
export interface SandboxOptions {
	/**
	 * Whether n8n has the pack when it starts; otherwise the Community nodes page can install it.
	 * True when left out.
	 */
	readonly install?: boolean;
	/** More packs that n8n has when it starts. */
	readonly packs?: readonly PackedPack[];
	/** How the Boost.space stand-in starts. */
	readonly boostspace?: Parameters<typeof startBoostspace>[0];
	/** How the Boost.space Integrator stand-in starts. */
	readonly boostspaceIntegrator?: Parameters<typeof startBoostspaceIntegrator>[0];
	/** How the Mailchimp stand-in starts. */
	readonly mailchimp?: Parameters<typeof startMailchimp>[0];
	/** How the Facebook stand-in starts. */
	readonly facebookPages?: Parameters<typeof startFacebookPages>[0];
	/** More stand-ins, of the test that starts the sandbox. */
	readonly standIns?: readonly Reachable[];
	/** Where and how n8n runs; see N8nOptions. */
	readonly n8n?: Pick<N8nOptions, 'userFolder' | 'port' | 'env'>;
	/** Receives lines of progress. */
	readonly say?: (line: string) => void;
}

/** The account that every sandbox has. No secret: it only exists on this machine's loopback. */
export const owner: Owner = {
	email: 'owner@example.com',
	password: 'Sandbox-2026',
	firstName: 'Olga',
	lastName: 'Owner',
};

/** Starts the stand-ins that are made of the declarations in `dist`, which has been built only now. */
async function startOthers(byHand: readonly StandIn[]): Promise<DerivedStandIns> {
	const { services } = await import('../dist/index.js');
	const { startDerived } = await import('./services/derived/index.mts');
	const known = byHand.map(({ service }) => service);
	// The host itself runs for its own service.
	const others = services.filter(({ name }) => ![...known, 'n8n'].includes(name));
	return await startDerived(others, byHand);
}

/**
 * Starts a sandbox: the stand-ins, the proxy in front of them, the packed pack, the real n8n.
 *
 * @throws what any of its parts throws; those that had started are stopped before
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const { install = true, packs = [], say = () => {} } = options;
	const running = new AsyncDisposableStack();
	try {
		say('building and packing the pack');
		const pack = await buildPack();
		const mailchimp = await startMailchimp(options.mailchimp);
		running.defer(() => mailchimp.stop());
		const facebookPages = await startFacebookPages(options.facebookPages);
		running.defer(() => facebookPages.stop());
		const boostspace = await startBoostspace(options.boostspace);
		running.defer(() => boostspace.stop());
		const boostspaceIntegrator = await startBoostspaceIntegrator(options.boostspaceIntegrator);
		running.defer(() => boostspaceIntegrator.stop());
		const mailbox = await startMailbox();
		running.defer(() => mailbox.stop());
		const byHand = [boostspace, boostspaceIntegrator, facebookPages, mailchimp];
		const derived = await startOthers(byHand);
		running.defer(() => derived.stop());
		const standIns = [...(options.standIns ?? []), derived, ...byHand];
		const proxy = await startProxy({ standIns, packs: [pack] });
		running.defer(() => proxy.stop());
		const n8n = await startN8n({
			...options.n8n,
			proxy,
			say,
			packs: install ? [pack, ...packs] : packs,
		});
		running.defer(() => n8n.stop());
		const client = await createClient(n8n.url, owner, proxy);
		const stop = () => running.disposeAsync();
		const known = { boostspace, boostspaceIntegrator, facebookPages, mailchimp };
		return { n8n, client, ...known, derived, mailbox, proxy, pack, stop };
	} catch (error) {
		await running.disposeAsync();
		throw error;
	}
}
