// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import { oauth2Properties, verifyRequest } from '../connection/credential/credential';
import { dropbox } from '../services/dropbox';

export class DropboxConnectionOAuth2Api implements ICredentialType {
	name = 'dropboxConnectionOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Dropbox Connection OAuth2 API';

	icon = { light: 'file:icons/dropbox.svg', dark: 'file:icons/dropbox.dark.svg' } as const;

	documentationUrl = 'https://developers.dropbox.com/oauth-guide';

	properties = oauth2Properties(dropbox);

	test = verifyRequest(dropbox, 'oauth2');
}
