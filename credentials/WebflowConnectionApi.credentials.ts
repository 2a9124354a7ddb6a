// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import {
	apiKeyProperties,
	keyAuthentication,
	verifyRequest,
} from '../connection/credential/credential';
import { webflow } from '../services/webflow';

export class WebflowConnectionApi implements ICredentialType {
	name = 'webflowConnectionApi';

	displayName = 'Webflow Connection API';

	icon = { light: 'file:icons/webflow.svg', dark: 'file:icons/webflow.dark.svg' } as const;

	documentationUrl = 'https://developers.webflow.com/data/reference/site-token';

	properties = apiKeyProperties(webflow);

	authenticate = keyAuthentication(webflow);

	test = verifyRequest(webflow, 'apiKey');
}
