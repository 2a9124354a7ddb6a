import type { IDataObject } from 'n8n-workflow';

import { path } from '../../connection/address';
import type { Connection } from '../../connection/connection';
import { success } from './graph';
import { asPage } from './page';

/** `DELETE /{id}` of something that a page owns. */
export async function remove(
	connection: Connection,
	page: string,
	id: string,
): Promise<IDataObject> {
	const acting = await asPage(connection, page);
	await acting.request({ method: 'DELETE', path: path`/${id}` }, success);
	return { id, deleted: true };
}
