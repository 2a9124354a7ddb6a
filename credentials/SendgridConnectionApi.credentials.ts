// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import {
	apiKeyProperties,
	keyAuthentication,
	verifyRequest,
} from '../connection/credential/credential';
import { sendgrid } from '../services/sendgrid';

export class SendgridConnectionApi implements ICredentialType {
	name = 'sendgridConnectionApi';

	displayName = 'SendGrid Connection API';

	icon = { light: 'file:icons/sendgrid.svg', dark: 'file:icons/sendgrid.dark.svg' } as const;

	documentationUrl = 'https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys';

	properties = apiKeyProperties(sendgrid);

	authenticate = keyAuthentication(sendgrid);

	test = verifyRequest(sendgrid, 'apiKey');
}
