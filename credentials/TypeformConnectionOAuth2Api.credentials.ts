// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import { oauth2Properties, verifyRequest } from '../connection/credential/credential';
import { typeform } from '../services/typeform';

export class TypeformConnectionOAuth2Api implements ICredentialType {
	name = 'typeformConnectionOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Typeform Connection OAuth2 API';

	icon = { light: 'file:icons/typeform.svg', dark: 'file:icons/typeform.dark.svg' } as const;

	documentationUrl = 'https://www.typeform.com/developers/get-started/applications/';

	properties = oauth2Properties(typeform);

	test = verifyRequest(typeform, 'oauth2');
}
