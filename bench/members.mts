import { type Credential, errorOf } from '../sandbox/client.mts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.mts';
import { createAudience } from '../sandbox/services/mailchimp/index.mts';
import { byId, NODE, type OneNode, runOneNode } from '../test/host/workflows.mts';
import { median, type Row, spread } from './table.mts';

const COUNT = 500;

const people = (round: number) =>
	Array.from({ length: COUNT }, (_, index) => ({ email: `p${index}.${round}@example.com` }));

/** What one run took: milliseconds inside the node, and requests at the service. */
interface Measured {
	readonly time: number;
	readonly requests: number;
}

async function measure({ client, mailchimp }: Sandbox, wanted: OneNode): Promise<Measured> {
	mailchimp.clear();
	const execution = await runOneNode(client, wanted);
	const error = errorOf(execution);
	if (error) throw new Error(`${error.message} ${error.description ?? ''}`);
	const time = execution.data.resultData.runData[NODE]?.at(-1)?.executionTime ?? Number.NaN;
	return { time, requests: mailchimp.requests.length };
}

/** The same 500 new members through our node and through n8n's own Mailchimp node, each with a key. */
async function round(
	sandbox: Sandbox,
	connections: { ours: Credential; own: Credential },
	index: number,
) {
	const [account] = sandbox.mailchimp.accounts;
	if (!account) throw new Error('The stand-in has no account');
	const forOurs = createAudience(account, `Ours ${index}`);
	const forOwn = createAudience(account, `Own ${index}`);
	const items = people(index);
	const ours = await measure(sandbox, {
		credential: connections.ours,
		resource: 'member',
		operation: 'createOrUpdate',
		parameters: {
			audience: byId(forOurs.id),
			email: '={{ $json.email }}',
			status: 'subscribed',
		},
		items,
	});
	const own = await measure(sandbox, {
		type: 'n8n-nodes-base.mailchimp',
		credential: connections.own,
		resource: 'member',
		operation: 'create',
		parameters: { list: forOwn.id, email: '={{ $json.email }}', status: 'subscribed' },
		items,
	});
	for (const { members, name } of [forOurs, forOwn]) {
		if (members.size !== COUNT) throw new Error(`"${name}" has ${members.size} members`);
	}
	return { ours, own };
}

/**
 * Compares our node with n8n's built-in one on the same work, in turn.
 * @param rounds how often
 */
export async function compareMembers(rounds: number): Promise<Row[]> {
	const sandbox = await startSandbox({ mailchimp: { latency: { perCall: 30, perRecord: 1 } } });
	try {
		const connect = async (type: string) =>
			await sandbox.client.api.createCredential({
				name: type,
				type,
				data: { apiKey: sandbox.mailchimp.apiKey },
			});
		const connections = {
			ours: await connect('mailchimpConnectionApi'),
			own: await connect('mailchimpApi'),
		};
		const measured = [];
		for (let index = 0; index < rounds; index += 1) {
			measured.push(await round(sandbox, connections, index));
		}
		const ratios = measured.map(({ ours, own }) => own.time / ours.time);
		const [last] = measured.slice(-1);
		return [
			{
				what: 'time in the node (least / median / most)',
				ours: spread(
					measured.map(({ ours }) => ours.time),
					'ms',
				),
				beside: spread(
					measured.map(({ own }) => own.time),
					'ms',
				),
				reached: `${median(ratios).toFixed(1)} × faster (wanted: 20 ×)`,
			},
			{
				what: 'requests',
				ours: String(last?.ours.requests),
				beside: String(last?.own.requests),
				reached: 'wanted: 1 beside 500',
			},
		];
	} finally {
		await sandbox.stop();
	}
}
