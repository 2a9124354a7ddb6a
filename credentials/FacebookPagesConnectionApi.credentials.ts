// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import {
	apiKeyProperties,
	keyAuthentication,
	verifyRequest,
} from '../connection/credential/credential';
import { facebookPages } from '../services/facebookPages';

export class FacebookPagesConnectionApi implements ICredentialType {
	name = 'facebookPagesConnectionApi';

	displayName = 'Facebook Pages Connection API';

	icon = {
		light: 'file:../nodes/FacebookPages/facebookPages.svg',
		dark: 'file:../nodes/FacebookPages/facebookPages.dark.svg',
	} as const;

	documentationUrl = 'https://developers.facebook.com/docs/pages-api/getting-started';

	properties = apiKeyProperties(facebookPages);

	authenticate = keyAuthentication(facebookPages);

	test = verifyRequest(facebookPages, 'apiKey');
}
