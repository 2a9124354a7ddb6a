// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import { oauth2Properties, verifyRequest } from '../connection/credential/credential';
import { hubspot } from '../services/hubspot';

export class HubspotConnectionOAuth2Api implements ICredentialType {
	name = 'hubspotConnectionOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'HubSpot Connection OAuth2 API';

	icon = { light: 'file:icons/hubspot.svg', dark: 'file:icons/hubspot.dark.svg' } as const;

	documentationUrl =
		'https://developers.hubspot.com/docs/api-reference/latest/authentication/manage-oauth-tokens';

	properties = oauth2Properties(hubspot);

	test = verifyRequest(hubspot, 'oauth2');
}
