import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { searchRecords } from '../../../operation/listSearch';
import { n8n } from '../../../services/n8n';
import { allCredentials } from '../api/credentials';
import { choiceOf } from './searchConnections';

/** The connections of the same type as the one that is chosen, without it. */
export async function searchReplacements(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const chosen = this.getCurrentNodeParameter('connection', { extractValue: true });
	return await searchRecords(this, n8n, { filter }, async (connection) => {
		const all = await allCredentials(connection);
		const old = all.find(({ id }) => id === chosen);
		const records = all
			.filter(({ id, type }) => !old || (type === old.type && id !== old.id))
			.map(choiceOf);
		return { records: records.sort((a, b) => a.name.localeCompare(b.name)), next: undefined };
	});
}
