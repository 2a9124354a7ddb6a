import type { IDataObject, IExecuteFunctions, INode, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { AddressError } from '../connection/model/address';
import { ConnectionFailure } from '../connection/failure/failure';

/** Where an error happened (people count items from 1), and what to add to its advice. */
interface Circumstances {
	readonly itemIndex?: number;
	readonly note?: string;
}

/** Everything that a connection throws, as an error that n8n shows: what happened, and under it what to do. */
export function toNodeError(
	node: INode,
	error: unknown,
	{ itemIndex, note = '' }: Circumstances = {},
): NodeOperationError {
	if (error instanceof NodeOperationError) return error;
	if (!(error instanceof ConnectionFailure) && !(error instanceof AddressError)) {
		return new NodeOperationError(node, error instanceof Error ? error : String(error));
	}
	const advice = error instanceof ConnectionFailure ? error.advice : '';
	const shown = new NodeOperationError(node, error.message, {
		description: `${advice}${note}` || undefined,
		itemIndex,
	});
	// n8n replaces messages that hold a network error's code by its own, which do not name the connection.
	const item = itemIndex === undefined ? '' : ` [item ${itemIndex + 1}]`;
	shown.message = `${error.message}${item}`;
	return shown;
}

/** What an error item says, for a workflow to act on. */
function detailsOf({ kind, cause, status, error }: ConnectionFailure, shown: NodeOperationError) {
	const { message, description } = shown;
	const details = { message, description, kind, cause, httpStatus: status, code: error?.code };
	return Object.fromEntries(
		Object.entries(details).filter(([, value]) => value !== undefined && value !== null),
	) as IDataObject;
}

/**
 * An item that failed in a node that goes on: what came in, with the error beside it. As n8n's own nodes do it, `error` of
 * the item itself stays empty: n8n replaces the JSON of such an item by the message alone. To its error output n8n moves
 * only items that hold nothing but the error, and puts what came in beside it itself (n8n-core: workflow-execute.js,
 * handleNodeErrorOutput).
 */
export function errorItem(
	context: IExecuteFunctions,
	failure: ConnectionFailure,
	item: number,
): INodeExecutionData {
	const node = context.getNode();
	const shown = toNodeError(node, failure, { itemIndex: item });
	const { message, description } = shown;
	const error = description ? `${message} ${description}` : message;
	const given = node.onError === 'continueErrorOutput' ? {} : context.getInputData()[item]?.json;
	return { json: { ...given, error, details: detailsOf(failure, shown) }, pairedItem: { item } };
}
