/** What the pack's runner takes for an item, without a network. */
import { type Sandbox, startSandbox } from '../sandbox/sandbox.mts';
import { node } from '../test/host/workflows.mts';
import { LONGEST, progress, ratio, timeOf } from './measure.mts';
import { BENCH_NODES, packBench } from './pack/pack.mts';
import { type Row, spread } from './table.mts';

const COUNTS = [1, 1_000, 10_000, 100_000];

const TRIGGER = 'Start';

/** What the two fields of each item hold. */
const FIELDS = {
	'that are named': { one: '={{ $json.text }}', other: '={{ $json["text"] }}' },
	'that are computed': { one: '=one {{ $json.number }}', other: '={{ $json.number + " other" }}' },
};

/** Gives both nodes the same items, the first of them changing from round to round; and what each took, in milliseconds. */
async function measure(
	{ client }: Sandbox,
	credential: { id: string; name: string },
	count: number,
	fields: Readonly<Record<string, string>>,
	round = 0,
) {
	const sides = ['Reading', 'Runner'];
	const to = (...names: string[]) => ({
		main: [names.map((name) => ({ node: name, type: 'main', index: 0 }))],
	});
	const { id } = await client.api.createWorkflow({
		name: `${count} items`,
		nodes: [
			node(TRIGGER, 'n8n-nodes-base.manualTrigger', 1, {}),
			node('Items', BENCH_NODES.items, 1, { count }),
			node('Reading', BENCH_NODES.reading, 1, fields),
			node(
				'Runner',
				BENCH_NODES.runner,
				1,
				{ authentication: 'apiKey', resource: 'fields', operation: 'give', ...fields },
				{ credentials: { mailchimpConnectionApi: credential } },
			),
		],
		connections: {
			[TRIGGER]: to('Items'),
			Items: to(...(round % 2 === 0 ? sides : sides.toReversed())),
		},
		settings: { executionOrder: 'v1', saveManualExecutions: true },
	});
	const execution = await client.rest.runWorkflow(id, TRIGGER, LONGEST);
	return { ours: timeOf(execution, 'Runner'), beside: timeOf(execution, 'Reading') };
}

/**
 * Compares the runner with the least node that reads the same two expressions for each item.
 * @param rounds how often
 */
export async function compareRunner(rounds: number): Promise<Row[]> {
	const sandbox = await startSandbox({ packs: [await packBench()] });
	try {
		const { id, name } = await sandbox.client.api.createCredential({
			name: 'Mailchimp account',
			type: 'mailchimpConnectionApi',
			data: { apiKey: sandbox.mailchimp.apiKey },
		});
		const rows: Row[] = [];
		for (const [kind, fields] of Object.entries(FIELDS)) {
			await measure(sandbox, { id, name }, 1, fields);
			for (const count of COUNTS) {
				const ours: number[] = [];
				const beside: number[] = [];
				for (let round = 0; round < rounds; round += 1) {
					const measured = await measure(sandbox, { id, name }, count, fields, round);
					ours.push(measured.ours);
					beside.push(measured.beside);
					progress(`fields ${kind}, ${count} items: round ${round + 1} of ${rounds}`);
				}
				const each = (times: readonly number[]) =>
					spread(
						times.map((time) => (time * 1_000) / count),
						'µs an item',
					);
				rows.push({
					what: `two fields ${kind}, of ${count} items`,
					ours: each(ours),
					beside: each(beside),
					reached: `${ratio(ours, beside).toFixed(2)} ×`,
				});
			}
		}
		return rows;
	} finally {
		await sandbox.stop();
	}
}
