import { operationsOf } from '../../operation/operation';
import { n8n } from '../../services/n8n';

/** Declares an operation of the Connections node. */
export const operation = operationsOf(n8n);
