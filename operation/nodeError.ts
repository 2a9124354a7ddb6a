import type { INode } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { AddressError } from '../connection/address';
import { ConnectionFailure } from '../connection/failure';

/** Everything that a connection throws, as an error that n8n shows: what happened, and under it what to do. */
export function toNodeError(node: INode, error: unknown): NodeOperationError {
	if (error instanceof NodeOperationError) return error;
	if (!(error instanceof ConnectionFailure) && !(error instanceof AddressError)) {
		return new NodeOperationError(node, error instanceof Error ? error : String(error));
	}
	const shown = new NodeOperationError(node, error.message, {
		description: error instanceof ConnectionFailure ? error.advice : undefined,
	});
	// n8n replaces messages that hold a network error's code by its own, which do not name the connection.
	shown.message = error.message;
	return shown;
}
