import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { ConnectionFailure } from '../connection/failure/failure';
import type { FilePart } from '../connection/request/multipart';

/** Files of an item, by the names of its binary fields. */
export type Files = Readonly<Record<string, FilePart>>;

/** The failure of an item whose binary field is missing or cannot be read. */
const fileFailure = (message: string, before = '') =>
	new ConnectionFailure(message, {
		kind: 'input',
		advice: `${before}Give the name of one of the item's binary fields, as the tab "Binary" of the node's input shows it.`,
	});

/** The failure of an item that does not have a binary field, with those that it has. */
function missingFile(
	context: IExecuteFunctions,
	itemIndex: number,
	name: string,
	error: unknown,
): ConnectionFailure {
	if (!(error instanceof NodeOperationError)) throw error;
	const names = Object.keys(context.getInputData()[itemIndex]?.binary ?? {});
	const others = names.length > 0 ? `: it has ${names.join(', ')}` : '';
	return fileFailure(`The item has no binary field "${name}"${others}`);
}

/** What n8n knows of a binary field without reading the file. */
function describeFile(context: IExecuteFunctions, itemIndex: number, name: string) {
	try {
		return context.helpers.assertBinaryData(itemIndex, name);
	} catch (error) {
		throw missingFile(context, itemIndex, name, error);
	}
}

/** A file as it is sent. */
async function readFile(
	context: IExecuteFunctions,
	itemIndex: number,
	name: string,
): Promise<FilePart> {
	const { fileName, fileExtension, mimeType } = describeFile(context, itemIndex, name);
	try {
		return {
			fileName: fileName ?? (fileExtension ? `${name}.${fileExtension}` : name),
			contentType: mimeType,
			content: await context.helpers.getBinaryDataBuffer(itemIndex, name),
		};
	} catch (error) {
		throw fileFailure(
			`The file of the binary field "${name}" cannot be read: ${String(error)}`,
			'Nothing was sent for this item. ',
		);
	}
}

/**
 * Checks that an item has these binary fields.
 * @returns what reads their files, so that no more of them are in memory than are being sent
 * @throws ConnectionFailure that names a field which the item does not have
 */
export function filesOf(
	context: IExecuteFunctions,
	itemIndex: number,
	names: readonly string[],
): () => Promise<Files> {
	for (const name of names) describeFile(context, itemIndex, name);
	return async () =>
		Object.fromEntries(
			await Promise.all(
				names.map(async (name) => [name, await readFile(context, itemIndex, name)] as const),
			),
		);
}
