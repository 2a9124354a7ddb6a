// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import {
	apiKeyProperties,
	keyAuthentication,
	verifyRequest,
} from '../connection/credential/credential';
import { atlassian } from '../services/atlassian';

export class AtlassianConnectionApi implements ICredentialType {
	name = 'atlassianConnectionApi';

	displayName = 'Atlassian Connection API';

	icon = { light: 'file:icons/atlassian.svg', dark: 'file:icons/atlassian.dark.svg' } as const;

	documentationUrl =
		'https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/';

	properties = apiKeyProperties(atlassian);

	authenticate = keyAuthentication(atlassian);

	test = verifyRequest(atlassian, 'apiKey');
}
