// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import { oauth2Properties, verifyRequest } from '../connection/credential/credential';
import { mailchimp } from '../services/mailchimp';

export class MailchimpConnectionOAuth2Api implements ICredentialType {
	name = 'mailchimpConnectionOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Mailchimp Connection OAuth2 API';

	icon = {
		light: 'file:../nodes/Mailchimp/mailchimp.svg',
		dark: 'file:../nodes/Mailchimp/mailchimp.dark.svg',
	} as const;

	documentationUrl = 'https://mailchimp.com/developer/marketing/guides/access-user-data-oauth-2/';

	properties = oauth2Properties(mailchimp);

	test = verifyRequest(mailchimp, 'oauth2');
}
