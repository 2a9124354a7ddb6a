// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import {
	apiKeyProperties,
	keyAuthentication,
	verifyRequest,
} from '../connection/credential/credential';
import { boostspaceIntegrator } from '../services/boostspaceIntegrator';

export class BoostspaceIntegratorConnectionApi implements ICredentialType {
	name = 'boostspaceIntegratorConnectionApi';

	displayName = 'Boost.space Integrator Connection API';

	icon = {
		light: 'file:../nodes/BoostspaceIntegrator/boostspaceIntegrator.svg',
		dark: 'file:../nodes/BoostspaceIntegrator/boostspaceIntegrator.dark.svg',
	} as const;

	documentationUrl =
		'https://developers.make.com/api-documentation/authentication/create-authentication-token';

	properties = apiKeyProperties(boostspaceIntegrator);

	authenticate = keyAuthentication(boostspaceIntegrator);

	test = verifyRequest(boostspaceIntegrator, 'apiKey');
}
