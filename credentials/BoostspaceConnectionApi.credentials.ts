// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import {
	apiKeyProperties,
	keyAuthentication,
	verifyRequest,
} from '../connection/credential/credential';
import { boostspace } from '../services/boostspace';

export class BoostspaceConnectionApi implements ICredentialType {
	name = 'boostspaceConnectionApi';

	displayName = 'Boost.space Connection API';

	icon = {
		light: 'file:../nodes/Boostspace/boostspace.svg',
		dark: 'file:../nodes/Boostspace/boostspace.dark.svg',
	} as const;

	documentationUrl = 'https://docs.boost.space/knowledge-base/integrations/general/token-creation/';

	properties = apiKeyProperties(boostspace);

	authenticate = keyAuthentication(boostspace);

	test = verifyRequest(boostspace, 'apiKey');
}
