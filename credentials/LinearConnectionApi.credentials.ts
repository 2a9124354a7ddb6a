// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import {
	apiKeyProperties,
	keyAuthentication,
	verifyRequest,
} from '../connection/credential/credential';
import { linear } from '../services/linear';

export class LinearConnectionApi implements ICredentialType {
	name = 'linearConnectionApi';

	displayName = 'Linear Connection API';

	icon = { light: 'file:icons/linear.svg', dark: 'file:icons/linear.dark.svg' } as const;

	documentationUrl = 'https://linear.app/developers/graphql';

	properties = apiKeyProperties(linear);

	authenticate = keyAuthentication(linear);

	test = verifyRequest(linear, 'apiKey');
}
