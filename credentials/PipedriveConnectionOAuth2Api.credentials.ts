// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import { oauth2Properties, verifyRequest } from '../connection/credential/credential';
import { pipedrive } from '../services/pipedrive';

export class PipedriveConnectionOAuth2Api implements ICredentialType {
	name = 'pipedriveConnectionOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Pipedrive Connection OAuth2 API';

	icon = { light: 'file:icons/pipedrive.svg', dark: 'file:icons/pipedrive.dark.svg' } as const;

	documentationUrl = 'https://pipedrive.readme.io/docs/marketplace-oauth-authorization';

	properties = oauth2Properties(pipedrive);

	test = verifyRequest(pipedrive, 'oauth2');
}
