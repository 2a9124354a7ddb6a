// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import { oauth2Properties, verifyRequest } from '../connection/credential/credential';
import { zoom } from '../services/zoom';

export class ZoomConnectionOAuth2Api implements ICredentialType {
	name = 'zoomConnectionOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Zoom Connection OAuth2 API';

	icon = { light: 'file:icons/zoom.svg', dark: 'file:icons/zoom.dark.svg' } as const;

	documentationUrl = 'https://developers.zoom.us/docs/integrations/oauth/';

	properties = oauth2Properties(zoom);

	test = verifyRequest(zoom, 'oauth2');
}
