import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { searchRecords } from '../../../operation/listSearch';
import { n8n } from '../../../services/n8n';
import { allCredentials } from '../api/credentials';
import { kindOf } from '../usage/catalogue';

/** The connections of the n8n, by their names. */
export async function searchConnections(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await searchRecords(this, n8n, { filter }, async (connection) => {
		const all = await allCredentials(connection);
		const records = all.map(({ id, name, type }) => ({
			name: `${name} (${kindOf(type)?.service.displayName ?? type})`,
			value: id,
		}));
		return { records: records.sort((a, b) => a.name.localeCompare(b.name)), next: undefined };
	});
}
