// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import {
	apiKeyProperties,
	keyAuthentication,
	verifyRequest,
} from '../connection/credential/credential';
import { twilio } from '../services/twilio';

export class TwilioConnectionApi implements ICredentialType {
	name = 'twilioConnectionApi';

	displayName = 'Twilio Connection API';

	icon = { light: 'file:icons/twilio.svg', dark: 'file:icons/twilio.dark.svg' } as const;

	documentationUrl = 'https://www.twilio.com/docs/iam/api-keys';

	properties = apiKeyProperties(twilio);

	authenticate = keyAuthentication(twilio);

	test = verifyRequest(twilio, 'apiKey');
}
