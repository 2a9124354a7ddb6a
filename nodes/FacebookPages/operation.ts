import { operationsOf } from '../../operation/operation';
import { facebookPages } from '../../services/facebookPages';

/** Declares an operation of the Facebook Pages node. */
export const operation = operationsOf(facebookPages);
