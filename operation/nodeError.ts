import type { INode } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { AddressError } from '../connection/model/address';
import { ConnectionFailure } from '../connection/failure/failure';

/** Where an error happened, and what to add to its advice. */
interface Circumstances {
	readonly itemIndex?: number;
	readonly note?: string;
	/** Whether it becomes an item's output, of which n8n keeps nothing but the message: that says what to do, too. */
	readonly asItem?: boolean;
}

/** Everything that a connection throws, as an error that n8n shows: what happened, and under it what to do. */
export function toNodeError(
	node: INode,
	error: unknown,
	{ itemIndex, note = '', asItem = false }: Circumstances = {},
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
	const item = itemIndex === undefined ? '' : ` [item ${itemIndex}]`;
	shown.message = `${error.message}${item}${asItem && advice ? ` ${advice}` : ''}`;
	return shown;
}
