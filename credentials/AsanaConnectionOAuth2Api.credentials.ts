// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import { oauth2Properties, verifyRequest } from '../connection/credential/credential';
import { asana } from '../services/asana';

export class AsanaConnectionOAuth2Api implements ICredentialType {
	name = 'asanaConnectionOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Asana Connection OAuth2 API';

	icon = { light: 'file:icons/asana.svg', dark: 'file:icons/asana.dark.svg' } as const;

	documentationUrl = 'https://developers.asana.com/docs/oauth';

	properties = oauth2Properties(asana);

	test = verifyRequest(asana, 'oauth2');
}
