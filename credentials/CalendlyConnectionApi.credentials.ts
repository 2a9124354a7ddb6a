// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import {
	apiKeyProperties,
	keyAuthentication,
	verifyRequest,
} from '../connection/credential/credential';
import { calendly } from '../services/calendly';

export class CalendlyConnectionApi implements ICredentialType {
	name = 'calendlyConnectionApi';

	displayName = 'Calendly Connection API';

	icon = { light: 'file:icons/calendly.svg', dark: 'file:icons/calendly.dark.svg' } as const;

	documentationUrl = 'https://developer.calendly.com/personal-access-tokens';

	properties = apiKeyProperties(calendly);

	authenticate = keyAuthentication(calendly);

	test = verifyRequest(calendly, 'apiKey');
}
