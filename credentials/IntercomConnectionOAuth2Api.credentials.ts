// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import { oauth2Properties, verifyRequest } from '../connection/credential/credential';
import { intercom } from '../services/intercom';

export class IntercomConnectionOAuth2Api implements ICredentialType {
	name = 'intercomConnectionOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Intercom Connection OAuth2 API';

	icon = { light: 'file:icons/intercom.svg', dark: 'file:icons/intercom.dark.svg' } as const;

	documentationUrl =
		'https://developers.intercom.com/docs/build-an-integration/learn-more/authentication/setting-up-oauth';

	properties = oauth2Properties(intercom);

	test = verifyRequest(intercom, 'oauth2');
}
