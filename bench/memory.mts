/** What n8n's heap holds while very many records are read. */
import { mailchimp as service } from '../dist/index.js';
import { addressIn } from '../sandbox/independentClient.mts';
import { startSandbox } from '../sandbox/sandbox.mts';
import { addMembers, createAudience } from '../sandbox/services/mailchimp/index.mts';
import { byId, httpRequest } from '../test/host/workflows.mts';
import { createHeap } from './heap.mts';
import { paginated, timeInNode } from './measure.mts';
import type { Row } from './table.mts';

const COUNTS = [10_000, 100_000];

/** Reads all members of an audience by our node and by n8n's HTTP Request node, which pages by itself. */
export async function compareMemory(): Promise<Row[]> {
	const heap = await createHeap();
	const sandbox = await startSandbox({ n8n: { env: heap.env } });
	try {
		const { client, mailchimp } = sandbox;
		const [account] = mailchimp.accounts;
		if (!account) throw new Error('The stand-in has no account');
		const { apiKey } = mailchimp;
		const credential = await client.api.createCredential({
			name: 'Mailchimp account',
			type: 'mailchimpConnectionApi',
			data: { apiKey },
		});
		const size = service.limits.pageSize;
		const rows: Row[] = [];
		for (const count of COUNTS) {
			const audience = createAudience(account, `${count} members`);
			addMembers(audience, count);
			const ours = async () =>
				await timeInNode(client, {
					credential,
					resource: 'member',
					operation: 'getMany',
					parameters: { audience: byId(audience.id), returnAll: true },
				});
			const members = addressIn(service, `/lists/${audience.id}/members`, 'apiKey', { apiKey });
			const url = `${members}?count=${size}&exclude_fields=_links,members._links`;
			const pages = paginated(
				'offset',
				`={{ $pageCount * ${size} }}`,
				`={{ ($pageCount + 1) * ${size} >= $response.body.total_items }}`,
			);
			const paged = async () => await timeInNode(client, httpRequest(credential, url, pages));
			await ours();
			const [own, beside] = [await heap.peakOf(ours), await heap.peakOf(paged)];
			const each = (peak: number) =>
				`${peak.toFixed(0)} MiB, ${((peak * 1024) / count).toFixed(1)} KiB a record`;
			rows.push({
				what: `the most that the heap holds while ${count} members are read`,
				ours: each(own),
				beside: `HTTP Request node: ${each(beside)}`,
				reached: `${(own / beside).toFixed(2)} ×`,
			});
		}
		return rows;
	} finally {
		await sandbox.stop();
	}
}
