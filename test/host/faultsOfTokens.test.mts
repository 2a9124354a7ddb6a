/**
 * An access token that ends in the middle of a run: n8n renews it where the service lets it, and no item notices; where
 * the grant was taken back, each item that came too late says so, and what it was to write was not written.
 */
import { setTimeout as sleep } from 'node:timers/promises';

import { type Client, createClient, type Credential, itemsOf } from '../../sandbox/client.mts';
import { startN8n } from '../../sandbox/n8n.mts';
import { startProxy } from '../../sandbox/proxy.mts';
import { owner } from '../../sandbox/sandbox.mts';
import { LEDGER_NODE, packLedger } from './fixtures/ledger/pack.mts';
import {
	type LedgerStandIn,
	REFUSED,
	startLedger,
	TOKEN_LIFE,
} from './fixtures/ledger/standIn.mts';
import { connectLedger } from './fixtures/ledger/workflow.mts';
import { NODE, runOneNode } from './workflows.mts';

/** Writes that the service's limits allow at once. */
const AT_ONCE = 10;

const running = new AsyncDisposableStack();
let client: Client;
let credential: Credential;
let ledger: LedgerStandIn;

beforeAll(async () => {
	const pack = await packLedger();
	ledger = running.adopt(await startLedger(), (one) => one.stop());
	const proxy = running.adopt(await startProxy({ standIns: [ledger] }), (one) => one.stop());
	const n8n = running.adopt(await startN8n({ proxy, packs: [pack] }), (one) => one.stop());
	client = await createClient(n8n.url, owner, proxy);
	credential = await connectLedger(client);
	ledger.latency = 1_000;
});

afterAll(async () => {
	await running.disposeAsync();
});

/** Writes an entry for each mark, and gives the error of each item or nothing. */
async function write(marks: readonly string[]) {
	const execution = await runOneNode(client, {
		credential,
		type: LEDGER_NODE,
		resource: 'entry',
		operation: 'create',
		parameters: { mark: '={{ $json.mark }}' },
		items: marks.map((mark) => ({ mark })),
		onError: 'continueRegularOutput',
	});
	return itemsOf(execution, NODE).map(({ json }) =>
		typeof json.error === 'string' ? json.error : undefined,
	);
}

const marksOf = (name: string) =>
	Array.from({ length: (TOKEN_LIFE + 2) * AT_ONCE }, (_, index) => `${name}-${index}`);

const written = (name: string) => ledger.marks.filter((mark) => mark.startsWith(name)).sort();

it('is renewed by n8n in the middle of a run, in which each item is written once', async () => {
	const marks = marksOf('renewed');
	expect(await write(marks)).toEqual(marks.map(() => undefined));
	expect(written('renewed')).toEqual([...marks].sort());
	expect(ledger.refreshes.length).toBeGreaterThan(0);
	expect(ledger.refreshes.filter(({ outcome }) => outcome !== 'ok')).toEqual([]);
});

it('is told to nobody once it is renewed, though the service says it back', async () => {
	const before = ledger.refreshes.length;
	const errors = await write(marksOf(REFUSED));
	expect(ledger.refreshes.length).toBeGreaterThan(before);
	for (const error of errors) expect(error).toMatch(/No: Bearer \*\*\*/);
});

it('is taken back in the middle of a run: what was written is what the items say', async () => {
	const marks = marksOf('revoked');
	const run = write(marks);
	while (written('revoked').length < 2 * AT_ONCE) {
		await sleep(50);
	}
	await ledger.revoke();
	const errors = await run;
	expect(errors).toHaveLength(marks.length);
	const succeeded = marks.filter((_mark, index) => errors[index] === undefined);
	expect(written('revoked')).toEqual(succeeded.sort());
	expect(succeeded.length).toBeGreaterThanOrEqual(2 * AT_ONCE);
	const told = errors.filter((error) => error !== undefined);
	expect(told.length).toBeGreaterThan(0);
	for (const error of told) {
		expect(error).toMatch(
			/Ledger.* \[item \d+\] Open the connection "Ledger account" and reconnect/,
		);
	}
});
