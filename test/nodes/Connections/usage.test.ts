import type { IDataObject } from 'n8n-workflow';

import { openConnection } from '../../../connection/connection';
import { usageOf } from '../../../nodes/Connections/usage/usage';
import { hostOf } from '../../../operation/host';
import { n8n } from '../../../services/n8n';
import { answer, host } from '../../builders';

const SLOT = 'mailchimpConnectionApi';

/** A node that uses a connection. */
const using = (id: string): IDataObject => ({
	id: `node of ${id}`,
	name: 'Members',
	type: 'n8n-nodes-connections.mailchimp',
	typeVersion: 1,
	parameters: { authentication: 'apiKey' },
	credentials: { [SLOT]: { id, name: 'Newsletter' } },
});

const workflow = (id: string, nodes: readonly IDataObject[]): IDataObject => ({
	id,
	name: `Workflow ${id}`,
	active: false,
	activeVersionId: null,
	activeVersion: null,
	nodes: [...nodes],
});

/** What a node reads in an n8n with these workflows, and how often it reads all of them. */
async function read(workflows: readonly IDataObject[], executionId?: string) {
	const { context, requests } = host({
		service: n8n,
		credentials: { apiKey: `n8n_api_${'0'.repeat(40)}`, url: 'https://n8n.example.com' },
		script: () => answer(200, { data: [...workflows], nextCursor: null }),
		executionId,
	});
	const usage = await usageOf(await openConnection(context, n8n), hostOf(context));
	return { usage, readings: requests.length };
}

describe('the usage of all connections', () => {
	it('is read once an execution, and of older executions is forgotten', async () => {
		const readings: number[] = [];
		for (const execution of ['1', '1', '2', '3', '3', '1']) {
			readings.push((await read([workflow('a', [using('7')])], execution)).readings);
		}
		expect(readings).toEqual([1, 0, 1, 1, 0, 1]);
	});

	it('holds once what many workflows have in common', async () => {
		const { usage } = await read([workflow('a', [using('7')]), workflow('b', [using('7')])]);
		const [one, other] = usage.of('7').map(({ uses }) => uses[0]);
		expect(one?.doing).toBeDefined();
		expect(one?.doing).toBe(other?.doing);
		expect(one?.versions).toBe(other?.versions);
		expect(Object.keys(usage)).toEqual(['workflows', 'of']);
	});
});
