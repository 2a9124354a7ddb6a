import type { Resources } from '../../../operation/operation';
import { besides } from '../besides';
import { MANAGED } from '../declared';
import { managedConnection } from './connection';

/** What the Connections node can do: first what it is for. */
export const resources: Resources = { [MANAGED]: managedConnection, ...besides };
