import { send } from './send';

export const apiRequest = { name: 'API Request', operations: { send } };
