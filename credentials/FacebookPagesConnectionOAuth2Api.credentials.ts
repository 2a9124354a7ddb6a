// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import { oauth2Properties, verifyRequest } from '../connection/credential/credential';
import { facebookPages } from '../services/facebookPages';

export class FacebookPagesConnectionOAuth2Api implements ICredentialType {
	name = 'facebookPagesConnectionOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Facebook Pages Connection OAuth2 API';

	icon = {
		light: 'file:../nodes/FacebookPages/facebookPages.svg',
		dark: 'file:../nodes/FacebookPages/facebookPages.dark.svg',
	} as const;

	documentationUrl =
		'https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow';

	properties = oauth2Properties(facebookPages);

	test = verifyRequest(facebookPages, 'oauth2');
}
