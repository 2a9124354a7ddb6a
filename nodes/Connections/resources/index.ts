import { apiRequestResource } from '../../../operation/apiRequest';
import { connectionResource } from '../../../operation/connectionResource';
import type { Resources } from '../../../operation/operation';
import { n8n } from '../../../services/n8n';
import { managedConnection } from './connection';

/** What the Connections node can do: first what it is for. */
export const resources: Resources = {
	managedConnection,
	connection: { ...connectionResource(n8n), name: 'API Key of This Node' },
	apiRequest: apiRequestResource(n8n, {
		path: '/tags',
		query: '{"limit": 100}',
		body: '{"name": "Production"}',
	}),
};
