import { checkScopes } from './checkScopes';
import { deleteOperation } from './delete';
import { get } from './get';
import { getMany } from './getMany';
import { rename } from './rename';
import { verify } from './verify';

/** The connections that Integrator holds; `connection` is the one of n8n to Integrator. */
export const integratorConnection = {
	name: 'Integrator Connection',
	operations: { checkScopes, delete: deleteOperation, get, getMany, rename, verify },
};
