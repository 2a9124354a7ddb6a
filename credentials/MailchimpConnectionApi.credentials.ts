// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import {
	apiKeyProperties,
	keyAuthentication,
	verifyRequest,
} from '../connection/credential/credential';
import { mailchimp } from '../services/mailchimp';

export class MailchimpConnectionApi implements ICredentialType {
	name = 'mailchimpConnectionApi';

	displayName = 'Mailchimp Connection API';

	icon = {
		light: 'file:../nodes/Mailchimp/mailchimp.svg',
		dark: 'file:../nodes/Mailchimp/mailchimp.dark.svg',
	} as const;

	documentationUrl = 'https://mailchimp.com/help/about-api-keys/';

	properties = apiKeyProperties(mailchimp);

	authenticate = keyAuthentication(mailchimp);

	test = verifyRequest(mailchimp, 'apiKey');
}
