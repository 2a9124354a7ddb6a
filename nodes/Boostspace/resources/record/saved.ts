import type { IDataObject } from 'n8n-workflow';

import { path } from '../../../../connection/model/address';
import type { Connection } from '../../../../connection/connection';
import { ConnectionFailure } from '../../../../connection/failure/failure';
import { isObject } from '../../../../operation/fields';
import { asLateFailure } from '../../../../operation/group';
import type { CustomFieldValues } from '../../customFields';
import { savedRecord } from '../../fields';
import { recordId } from './fields';
import { mayBeSame } from './sameValue';

/** What a record shows of its custom fields. */
export const valuesOf = (record: IDataObject | undefined): IDataObject =>
	isObject(record?.customFields) ? record.customFields : {};

/** The value as it is stored, whatever its type. */
const stored = (value: unknown) => JSON.stringify(value ?? '');

/**
 * The fields that a change left as they were, though it was to give them other values. What the API made something else
 * of, or writes in another way, is no such field.
 */
export function unsavedFields(
	before: IDataObject | undefined,
	sent: CustomFieldValues,
	after: IDataObject | undefined,
): string[] {
	const [was, is] = [valuesOf(before), valuesOf(after)];
	return sent
		.filter(({ customFieldInputName: name, value }) => {
			return stored(is[name]) === stored(was[name]) && !mayBeSame(value, was[name]);
		})
		.map(({ customFieldInputName: name }) => name);
}

/** What a change of a record is, and how the record is read. */
interface Change {
	/** "record 42" */
	readonly what: string;
	readonly customFields: CustomFieldValues;
	/** The record before the change; `undefined` where there is none yet. */
	readonly before: () => Promise<IDataObject | undefined>;
	readonly write: () => Promise<IDataObject>;
	/** The record after the change. */
	readonly after: () => Promise<IDataObject | undefined>;
}

/** `GET /custom-module-item/{id}` */
export const readRecord = async (connection: Connection, id: string): Promise<IDataObject> =>
	await connection.request({ method: 'GET', path: path`/custom-module-item/${id}` }, savedRecord);

/** Why nobody knows what was saved, though the request itself was answered with success. */
function notReadBack(done: string, failure: ConnectionFailure): ConnectionFailure {
	const { kind, status, advice, error } = failure;
	return new ConnectionFailure(
		`${done}, but whether it was saved could not be read: ${failure.message}`,
		{ kind, status, advice, error },
	);
}

/** The ID of a new record. What has none is no record: nobody can say whether one was saved. */
function idOf({ service: { displayName } }: Connection, answered: IDataObject): string {
	const id = recordId.safeParse(answered.id);
	if (id.success) return id.data;
	throw new ConnectionFailure(
		`${displayName} answered with a record that has no ID: it is not known whether it was saved`,
		{
			kind: 'outcomeUnknown',
			advice: `Check in ${displayName} whether the record is there before running it again.`,
		},
	);
}

/** That values were not saved, though the request was answered with success. */
const notSaved = (done: string, names: readonly string[]) =>
	new ConnectionFailure(`${done}, but did not save: ${names.join(', ')}`, {
		kind: 'input',
		advice:
			'Look whether the space of the record has these fields, and whether the values are of their kind.',
	});

/**
 * Looks whether a new record has what it was to have. Where the answer to its creation does not show it, the record is
 * read; a token that may create and not read leaves it at that.
 * @returns the record
 * @throws ConnectionFailure that names the record and the fields that were not saved
 */
export async function checkCreated(
	connection: Connection,
	answered: IDataObject,
	customFields: CustomFieldValues,
): Promise<IDataObject> {
	const id = idOf(connection, answered);
	if (unsavedFields(undefined, customFields, answered).length === 0) return answered;
	const done = `${connection.service.displayName} created record ${id}`;
	const is = await readRecord(connection, id).catch((error: unknown) => {
		if (error instanceof ConnectionFailure && error.kind === 'permission') return undefined;
		throw notReadBack(done, asLateFailure(error, connection));
	});
	if (!is) return answered;
	const names = unsavedFields(undefined, customFields, is);
	if (names.length > 0) throw notSaved(done, names);
	return is;
}

/**
 * Changes a record and reads it back: the API was seen to answer with success and not to save the values of custom
 * fields. To tell what was not saved from what it writes in another way, the record is read before, too.
 * @returns the record as it is after the change
 * @throws ConnectionFailure that names the fields that were not saved
 */
export async function changeAndReadBack(
	connection: Connection,
	{ what, customFields, before, write, after }: Change,
): Promise<IDataObject> {
	if (customFields.length === 0) return await write();
	const was = await before();
	const answered = await write();
	const done = `${connection.service.displayName} took the change of ${what}`;
	const is = await after().catch((error: unknown) => {
		throw notReadBack(done, asLateFailure(error, connection));
	});
	const names = unsavedFields(was, customFields, is);
	if (names.length > 0) throw notSaved(done, names);
	return is ?? answered;
}
