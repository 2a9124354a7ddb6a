// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import {
	apiKeyProperties,
	keyAuthentication,
	verifyRequest,
} from '../connection/credential/credential';
import { whatsappBusiness } from '../services/whatsappBusiness';

export class WhatsappBusinessConnectionApi implements ICredentialType {
	name = 'whatsappBusinessConnectionApi';

	displayName = 'WhatsApp Business Connection API';

	icon = {
		light: 'file:icons/whatsappBusiness.svg',
		dark: 'file:icons/whatsappBusiness.dark.svg',
	} as const;

	documentationUrl =
		'https://developers.facebook.com/documentation/business-messaging/whatsapp/access-tokens';

	properties = apiKeyProperties(whatsappBusiness);

	authenticate = keyAuthentication(whatsappBusiness);

	test = verifyRequest(whatsappBusiness, 'apiKey');
}
