/** Creating many Boost.space records, beside one call for each, and beside one call for all. */
import { boostspace as service } from '../dist/index.js';
import { addressIn } from '../sandbox/independentClient.mts';
import { startSandbox } from '../sandbox/sandbox.mts';
import { byId, mapped } from '../test/host/workflows.mts';
import { compare, LATENCY, faster, timeInNode, within } from './measure.mts';
import { BENCH_NODES, packBench } from './pack/pack.mts';
import type { Row } from './table.mts';

/** Records that are created one by one: as many as one can wait for. */
const FEW = 500;

const MANY = 10_000;

const numbers = (count: number) => Array.from({ length: count }, (_, number) => ({ number }));

/**
 * Compares our node with one that awaits a call for each record, in turn, and with one that sends all in one call.
 * @param rounds how often
 */
export async function compareRecords(rounds: number): Promise<Row[]> {
	const sandbox = await startSandbox({
		boostspace: { latency: LATENCY },
		packs: [await packBench()],
	});
	try {
		const { client, boostspace } = sandbox;
		const [{ name: system, things }] = boostspace.systems;
		const records = things['custom-module-item'];
		const idOf = (kind: 'custom-module' | 'space' | 'status-system') =>
			Number([...things[kind].keys()][0]);
		const credential = await client.api.createCredential({
			name: 'Boost.space account',
			type: 'boostspaceConnectionApi',
			data: { apiKey: boostspace.token, system },
		});
		/** Creates records in one way and sees that they all are there. */
		const create = async (
			count: number,
			parameters: object,
			more: object,
			items: Array<Record<string, unknown>> = numbers(count),
		) => {
			const before = records.size;
			const took = await timeInNode(client, {
				credential,
				resource: '',
				operation: '',
				items,
				parameters: { ...parameters },
				...more,
			});
			if (records.size !== before + count) throw new Error(`Created ${records.size - before}`);
			return took;
		};
		const [module, space, status] = [idOf('custom-module'), idOf('space'), idOf('status-system')];
		const ours = async () =>
			await create(
				MANY,
				{
					module: byId(String(module)),
					space: byId(String(space)),
					statusSystem: byId(String(status)),
					customFields: mapped({ colour: '={{ String($json.number) }}' }),
				},
				{ resource: 'record', operation: 'create' },
			);
		const url = addressIn(service, `/custom-module-item?customModuleId=${module}`, 'apiKey', {
			system,
		});
		const body = {
			spaceId: space,
			statusSystemId: status,
			customFieldsValues: [{ customFieldInputName: 'colour', value: '{{ $json.number }}' }],
		};
		/** What the node that awaits each call is set to. */
		const posted = (text: string) => ({ type: credential.type, method: 'POST', url, body: text });
		const oneByOne = { type: BENCH_NODES.oneByOne };
		const inTurn = async () => await create(FEW, posted(`=${JSON.stringify(body)}`), oneByOne);
		/** One call for all records, as the package's operation "Create Bulk" makes it: its JSON is that of one item. */
		const inOne = async () =>
			await create(MANY, posted('={{ JSON.stringify($json.records) }}'), oneByOne, [
				{
					records: numbers(MANY).map(({ number }) => ({
						...body,
						customFieldsValues: [{ customFieldInputName: 'colour', value: String(number) }],
					})),
				},
			]);
		const times = MANY / FEW;
		const { ours: took, beside } = await compare(rounds, ours, inTurn);
		return [
			faster(
				`create ${MANY} records, beside ${times} × what a call for each of ${FEW}, in turn, takes`,
				{ ours: took, beside: beside.map((time) => time * times) },
				20,
			),
			within(
				`create ${MANY} records, beside one call for all of them, as Boost.space's own package makes it`,
				await compare(rounds, ours, inOne),
				1.2,
			),
		];
	} finally {
		await sandbox.stop();
	}
}
