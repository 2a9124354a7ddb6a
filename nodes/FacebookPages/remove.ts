import type { IDataObject } from 'n8n-workflow';

import { path } from '../../connection/model/address';
import type { Connection } from '../../connection/connection';
import { success } from './graph';
import { asPage } from './page';

/**
 * `DELETE /{id}` of something that a page owns.
 * @param acting a connection that acts as the page
 */
export async function deleteObject(acting: Connection, id: string): Promise<void> {
	await acting.request({ method: 'DELETE', path: path`/${id}` }, success);
}

/** Deletes something that a page owns, and gives what an item says of it. */
export async function remove(
	connection: Connection,
	page: string,
	id: string,
): Promise<IDataObject> {
	await deleteObject(await asPage(connection, page), id);
	return { id, deleted: true };
}
