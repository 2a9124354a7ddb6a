import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { searchRecords } from '../../../operation/listSearch';
import { n8n } from '../../../services/n8n';
import type { Credential } from '../api/credentials';
import { allCredentials } from '../api/credentials';
import { authenticationOf, serviceOf } from '../kinds';

/** A connection as a choice: its name, and what tells it from others of that name. */
export const choiceOf = ({ id, name, type }: Credential): INodeListSearchItems => ({
	name: `${name} (${serviceOf(type)}, ${authenticationOf(type)})`,
	value: id,
});

/** The connections of the n8n, by their names. */
export async function searchConnections(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await searchRecords(this, n8n, { filter }, async (connection) => {
		const records = (await allCredentials(connection)).map(choiceOf);
		return { records: records.sort((a, b) => a.name.localeCompare(b.name)), next: undefined };
	});
}
