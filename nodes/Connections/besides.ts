/**
 * What the Connections node can do besides managing: the same as every service's node. It stands by itself, since the
 * catalogue of what all nodes need reads it, and the operations on connections read the catalogue.
 */
import { apiRequestResource } from '../../operation/apiRequest';
import { connectionResource } from '../../operation/connectionResource';
import type { Resources } from '../../operation/operation';
import { n8n } from '../../services/n8n';

export const besides: Resources = {
	connection: { ...connectionResource(n8n), name: 'API Key of This Node' },
	apiRequest: apiRequestResource(n8n, {
		path: '/tags',
		query: '{"limit": 100}',
		body: '{"name": "Production"}',
	}),
};
