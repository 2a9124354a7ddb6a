// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import {
	apiKeyProperties,
	keyAuthentication,
	verifyRequest,
} from '../connection/credential/credential';
import { intercom } from '../services/intercom';

export class IntercomConnectionApi implements ICredentialType {
	name = 'intercomConnectionApi';

	displayName = 'Intercom Connection API';

	icon = { light: 'file:icons/intercom.svg', dark: 'file:icons/intercom.dark.svg' } as const;

	documentationUrl =
		'https://developers.intercom.com/docs/build-an-integration/learn-more/authentication';

	properties = apiKeyProperties(intercom);

	authenticate = keyAuthentication(intercom);

	test = verifyRequest(intercom, 'apiKey');
}
