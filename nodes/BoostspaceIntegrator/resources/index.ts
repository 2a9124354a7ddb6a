import { apiRequestResource } from '../../../operation/apiRequest';
import { connectionResource } from '../../../operation/connectionResource';
import type { Resources } from '../../../operation/operation';
import { boostspaceIntegrator } from '../../../services/boostspaceIntegrator';
import { integratorConnection } from './integratorConnection';
import { organization } from './organization';
import { scenario } from './scenario';
import { team } from './team';

/** What the Boost.space Integrator node can do, in the order of its list. */
export const resources: Resources = {
	apiRequest: apiRequestResource(boostspaceIntegrator, {
		path: '/hooks',
		query: '{"teamId": 42}',
		body: '{"name": "One"}',
	}),
	connection: connectionResource(boostspaceIntegrator),
	integratorConnection,
	organization,
	scenario,
	team,
};
