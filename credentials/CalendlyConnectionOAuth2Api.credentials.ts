// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import { oauth2Properties, verifyRequest } from '../connection/credential/credential';
import { calendly } from '../services/calendly';

export class CalendlyConnectionOAuth2Api implements ICredentialType {
	name = 'calendlyConnectionOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Calendly Connection OAuth2 API';

	icon = { light: 'file:icons/calendly.svg', dark: 'file:icons/calendly.dark.svg' } as const;

	documentationUrl = 'https://developer.calendly.com/docs/authentication/scopes';

	properties = oauth2Properties(calendly);

	test = verifyRequest(calendly, 'oauth2');
}
