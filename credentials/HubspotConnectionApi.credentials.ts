// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import {
	apiKeyProperties,
	keyAuthentication,
	verifyRequest,
} from '../connection/credential/credential';
import { hubspot } from '../services/hubspot';

export class HubspotConnectionApi implements ICredentialType {
	name = 'hubspotConnectionApi';

	displayName = 'HubSpot Connection API';

	icon = { light: 'file:icons/hubspot.svg', dark: 'file:icons/hubspot.dark.svg' } as const;

	documentationUrl = 'https://developers.hubspot.com/docs/apps/legacy-apps/private-apps/overview';

	properties = apiKeyProperties(hubspot);

	authenticate = keyAuthentication(hubspot);

	test = verifyRequest(hubspot, 'apiKey');
}
