import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import { openConnection } from '../../../connection/connection';
import { moveWorkflow } from '../../../nodes/Connections/move';
import { n8n } from '../../../services/n8n';
import { answer, host } from '../../builders';

const SLOT = 'mailchimpConnectionApi';

/** Moves a workflow with these nodes. */
async function moved(nodes: readonly IDataObject[]) {
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
	return await moveWorkflow(connection, stored, { from: 'old', to }, () => {});
}

describe('a workflow that is moved', () => {
	const node = (name: string | undefined, id: string) => ({
		id: 'one id',
		...(name === undefined ? {} : { name }),
		credentials: { [SLOT]: { id, name: 'Old key' } },
	});

	it('gets the replacement in every node that holds the old connection, even one without a name', async () => {
		const { nodes } = await moved([node('Members', 'old'), node(undefined, 'old')]);
		expect(nodes).toHaveLength(2);
	});

	it('keeps every other connection', async () => {
		const { nodes } = await moved([node('Members', 'old'), node('Tags', 'other')]);
		expect(nodes).toEqual(['Members']);
	});
});
