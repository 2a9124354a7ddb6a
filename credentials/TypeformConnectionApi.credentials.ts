// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import {
	apiKeyProperties,
	keyAuthentication,
	verifyRequest,
} from '../connection/credential/credential';
import { typeform } from '../services/typeform';

export class TypeformConnectionApi implements ICredentialType {
	name = 'typeformConnectionApi';

	displayName = 'Typeform Connection API';

	icon = { light: 'file:icons/typeform.svg', dark: 'file:icons/typeform.dark.svg' } as const;

	documentationUrl = 'https://www.typeform.com/developers/get-started/personal-access-token/';

	properties = apiKeyProperties(typeform);

	authenticate = keyAuthentication(typeform);

	test = verifyRequest(typeform, 'apiKey');
}
