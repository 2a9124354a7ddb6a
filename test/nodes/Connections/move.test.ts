import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import type { Connection } from '../../../connection/connection';
import { openConnection } from '../../../connection/connection';
import { moveWorkflow, ownNode, withoutSelf } from '../../../nodes/Connections/move';
import type { UsingWorkflow } from '../../../nodes/Connections/usage/usage';
import type { Use } from '../../../nodes/Connections/usage/workflow';
import { n8n } from '../../../services/n8n';
import { answer, host } from '../../builders';

const SLOT = 'mailchimpConnectionApi';
const OPENED = {} as Connection;
const RUNNING = { workflowId: 'w', nodeId: 'one id' };

const use = (node: string, nodeId: string, more: Partial<Use> = {}): Use => ({
	credential: 'old',
	slot: SLOT,
	nodeId,
	node,
	type: 'n8n-nodes-connections.connections',
	disabled: false,
	unselected: false,
	inside: false,
	versions: ['draft'],
	doing: { operation: 'Looked into', requires: [] },
	...more,
});

const using = (id: string, ...uses: Use[]): UsingWorkflow => ({
	id,
	name: `Workflow ${id}`,
	hasDraft: false,
	state: 'inactive',
	calledBy: [],
	uses,
});

/** The nodes that are to be moved when this one runs. */
function left(workflows: readonly UsingWorkflow[], opened: Connection | undefined) {
	const self = ownNode(workflows, RUNNING, opened);
	return withoutSelf(workflows, RUNNING, self).map(({ id, uses }) => [
		id,
		uses.map(({ node }) => node),
	]);
}

describe('the node that retires a connection', () => {
	const self = use('Retire', RUNNING.nodeId);

	it('is not among its users where it is set to it, to revoke it', () => {
		expect(left([using('w', self, use('Members', 'other')), using('x', self)], OPENED)).toEqual([
			['w', ['Members']],
			['x', ['Retire']],
		]);
		expect(left([using('w', self)], OPENED)).toEqual([]);
	});

	it('is not taken for another node with its id, which uses the connection', () => {
		expect(left([using('w', use('Members', RUNNING.nodeId))], undefined)).toEqual([
			['w', ['Members']],
		]);
		expect(left([using('w', self, use('Members', RUNNING.nodeId))], OPENED)).toEqual([
			['w', ['Retire', 'Members']],
		]);
	});
});

/** Moves a workflow with these nodes. */
async function moved(nodes: readonly IDataObject[], skipped: string | undefined) {
	const stored = { id: 'w', name: 'Imported', nodes: [...nodes], connections: {} };
	let written: IDataObject | undefined;
	const { context } = host({
		service: n8n,
		credentials: { apiKey: `n8n_api_${'0'.repeat(40)}`, url: 'https://n8n.example.com' },
		script: ({ method, body }: IHttpRequestOptions) => {
			if (method === 'PUT') written = body as IDataObject;
			return answer(200, { ...stored, ...written });
		},
	});
	const to = { id: 'new', name: 'New key', type: SLOT };
	const connection = await openConnection(context, n8n);
	return await moveWorkflow(connection, stored, { from: 'old', to, skipped }, () => {});
}

describe('a workflow that is moved', () => {
	const node = (name: string | undefined) => ({
		id: RUNNING.nodeId,
		...(name === undefined ? {} : { name }),
		credentials: { [SLOT]: { id: 'old', name: 'Old key' } },
	});

	it('keeps the node that is skipped, and no other one of its id', async () => {
		const { nodes } = await moved([node('Retire'), node('Members')], 'Retire');
		expect(nodes).toEqual(['Members']);
	});

	it('keeps nothing where none is skipped, not even what has no name', async () => {
		const { nodes } = await moved([node('Members'), node(undefined)], undefined);
		expect(nodes).toHaveLength(2);
	});
});
