/** Adding and reading Mailchimp members, beside n8n's own node and beside a program of the necessary requests alone. */
import type { Credential } from '../sandbox/client.mts';
import { addressIn } from '../sandbox/independentClient.mts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.mts';
import { addMembers, createAudience } from '../sandbox/services/mailchimp/index.mts';
import { mailchimp as service } from '../dist/index.js';
import { byId } from '../test/host/workflows.mts';
import { compare, LATENCY, faster, timeInNode, within } from './measure.mts';
import { atOnce, createScript, type Send, timed } from './script.mts';
import type { Row } from './table.mts';

/** Members that n8n's own node adds: as many as one can wait for. */
const FEW = 500;

const MANY = 10_000;

/** Members in one request of the API (nodes/Mailchimp/resources/member/createOrUpdate.ts). */
const BATCH = 500;

/** Members in one page, and in the first one, which tells how many there are (operation/pages.ts). */
const PAGE = service.limits.pageSize;
const FIRST_PAGE = 100;

const people = (count: number) =>
	Array.from({ length: count }, (_, index) => ({ email: `p${index}@example.com` }));

/** Every other number from 0 on, so far apart. */
const steps = (total: number, size: number) =>
	Array.from({ length: Math.ceil(total / size) }, (_, index) => index * size);

interface Bench {
	readonly sandbox: Sandbox;
	readonly ours: Credential;
	readonly own: Credential;
	readonly send: Send;
	/** The address of the account's API. */
	readonly api: string;
}

/** A new audience without members. */
function empty({ sandbox }: Bench) {
	const [account] = sandbox.mailchimp.accounts;
	if (!account) throw new Error('The stand-in has no account');
	return createAudience(account, 'Bench');
}

/** Adds new members in one way and sees that they all are there. */
async function add(
	bench: Bench,
	count: number,
	way: (audience: string, items: ReturnType<typeof people>) => Promise<number>,
): Promise<number> {
	const audience = empty(bench);
	const took = await way(audience.id, people(count));
	if (audience.members.size !== count) throw new Error(`Added ${audience.members.size} members`);
	return took;
}

const byOurs =
	({ sandbox, ours }: Bench) =>
	async (audience: string, items: ReturnType<typeof people>) =>
		await timeInNode(sandbox.client, {
			credential: ours,
			resource: 'member',
			operation: 'createOrUpdate',
			parameters: { audience: byId(audience), email: '={{ $json.email }}', status: 'subscribed' },
			items,
		});

const byOwn =
	({ sandbox, own }: Bench) =>
	async (list: string, items: ReturnType<typeof people>) =>
		await timeInNode(sandbox.client, {
			type: 'n8n-nodes-base.mailchimp',
			credential: own,
			resource: 'member',
			operation: 'create',
			parameters: { list, email: '={{ $json.email }}', status: 'subscribed' },
			items,
		});

const byScript =
	({ send, api }: Bench) =>
	async (audience: string, items: ReturnType<typeof people>) =>
		await timed(async () => {
			const batch = async (from: number) => {
				const members = items
					.slice(from, from + BATCH)
					.map(({ email }) => ({ email_address: email, status: 'subscribed' }));
				await send('POST', `${api}/lists/${audience}`, { members, update_existing: true });
			};
			const jobs = steps(items.length, BATCH).map((from) => async () => await batch(from));
			await atOnce(service.limits.concurrency, jobs);
		});

/** Reads all members of an audience in every way. */
async function compareReading(bench: Bench, rounds: number): Promise<Row[]> {
	const { sandbox, ours, own, send, api } = bench;
	const audience = empty(bench);
	addMembers(audience, MANY);
	const read = async (credential: Credential, more: { type?: string; parameters: object }) =>
		await timeInNode(sandbox.client, {
			credential,
			resource: 'member',
			...more,
			operation: more.type ? 'getAll' : 'getMany',
			parameters: { returnAll: true, ...more.parameters },
		});
	const byOurs = async () => await read(ours, { parameters: { audience: byId(audience.id) } });
	// Without the links to other requests, which our node does not ask for either.
	const members = `${api}/lists/${audience.id}/members?exclude_fields=_links,members._links`;
	const page = async (offset: number, count: number) =>
		await send('GET', `${members}&count=${count}&offset=${offset}`);
	return [
		faster(
			`read ${MANY} members, beside n8n's own node`,
			await compare(
				rounds,
				byOurs,
				async () =>
					await read(own, {
						type: 'n8n-nodes-base.mailchimp',
						parameters: { list: audience.id },
					}),
			),
			5,
		),
		within(
			`read ${MANY} members, beside the bare requests`,
			await compare(
				rounds,
				byOurs,
				async () =>
					await timed(async () => {
						await page(0, FIRST_PAGE);
						const jobs = steps(MANY - FIRST_PAGE, PAGE).map(
							(offset) => async () => await page(FIRST_PAGE + offset, PAGE),
						);
						await atOnce(service.limits.concurrency, jobs);
					}),
			),
			1.2,
		),
	];
}

/**
 * Compares our node with n8n's built-in one, and with the bare requests, on the same work.
 * @param rounds how often
 */
export async function compareMembers(rounds: number): Promise<Row[]> {
	const sandbox = await startSandbox({ mailchimp: { latency: LATENCY } });
	const { apiKey } = sandbox.mailchimp;
	const script = createScript(sandbox, { authorization: `Bearer ${apiKey}` });
	try {
		const connect = async (type: string) =>
			await sandbox.client.api.createCredential({ name: type, type, data: { apiKey } });
		const bench: Bench = {
			sandbox,
			ours: await connect('mailchimpConnectionApi'),
			own: await connect('mailchimpApi'),
			send: script.send,
			api: addressIn(service, service.address.template, 'apiKey', { apiKey }),
		};
		const few = await compare(
			rounds,
			async () => await add(bench, FEW, byOurs(bench)),
			async () => await add(bench, FEW, byOwn(bench)),
		);
		const many = await compare(
			rounds,
			async () => await add(bench, MANY, byOurs(bench)),
			async () => await add(bench, MANY, byScript(bench)),
		);
		const times = MANY / FEW;
		return [
			faster(`add ${FEW} members, beside n8n's own node`, few, 50),
			faster(
				`add ${MANY} members, beside ${times} × what n8n's own node takes for ${FEW}`,
				{ ours: many.ours, beside: few.beside.map((time) => time * times) },
				200,
			),
			within(`add ${MANY} members, beside the bare requests`, many, 1.2),
			...(await compareReading(bench, rounds)),
		];
	} finally {
		await script.stop();
		await sandbox.stop();
	}
}
