/** Figures of many Facebook posts, beside one call for each. */
import { facebookPages as service } from '../dist/index.js';
import { addressIn } from '../sandbox/independentClient.mts';
import { startSandbox } from '../sandbox/sandbox.mts';
import { addPosts } from '../sandbox/services/facebookPages/index.mts';
import { itemsOf } from '../sandbox/services/facebookPages/state.mts';
import { byId, httpRequest, type OneNode } from '../test/host/workflows.mts';
import { compare, LATENCY, faster, timeInNode } from './measure.mts';
import { BENCH_NODES, packBench } from './pack/pack.mts';
import type { Row } from './table.mts';

const COUNT = 1_000;

const METRICS = ['post_media_view', 'post_clicks', 'post_reactions_like_total'];

/**
 * Compares our node with n8n's HTTP Request node, which sends all calls at once, and with a node that awaits each.
 * @param rounds how often
 */
export async function comparePosts(rounds: number): Promise<Row[]> {
	const sandbox = await startSandbox({
		facebookPages: { latency: LATENCY },
		packs: [await packBench()],
	});
	try {
		const { client, facebookPages } = sandbox;
		const [page] = facebookPages.pages;
		addPosts(page, COUNT);
		const items = itemsOf(page, 'post')
			.slice(0, COUNT)
			.map(({ id }) => ({ id }));
		const credential = await client.api.createCredential({
			name: 'Facebook Pages account',
			type: 'facebookPagesConnectionApi',
			data: { apiKey: page.accessToken },
		});
		const timed = async (wanted: Partial<OneNode>) =>
			await timeInNode(client, { credential, resource: '', operation: '', items, ...wanted });
		const ours = async () =>
			await timed({
				resource: 'insights',
				operation: 'getOfPost',
				parameters: { page: byId(page.id), post: '={{ $json.id }}', metrics: METRICS },
			});
		const url = `=${addressIn(service, '/')}{{ $json.id }}/insights?metric=${METRICS.join()}`;
		const allAtOnce = async () => await timed(httpRequest(credential, url));
		const inTurn = async () =>
			await timed({
				type: BENCH_NODES.oneByOne,
				parameters: { type: credential.type, method: 'GET', url, body: '' },
			});
		return [
			faster(
				`figures of ${COUNT} posts, beside the HTTP Request node`,
				await compare(rounds, ours, allAtOnce),
				10,
			),
			faster(
				`figures of ${COUNT} posts, beside a call for each, in turn`,
				await compare(rounds, ours, inTurn),
				10,
			),
		];
	} finally {
		await sandbox.stop();
	}
}
