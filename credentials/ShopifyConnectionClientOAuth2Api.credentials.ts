// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import { oauth2Properties, verifyRequest } from '../connection/credential/credential';
import { shopify } from '../services/shopify';

export class ShopifyConnectionClientOAuth2Api implements ICredentialType {
	name = 'shopifyConnectionClientOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Shopify Connection Client Credentials OAuth2 API';

	icon = { light: 'file:icons/shopify.svg', dark: 'file:icons/shopify.dark.svg' } as const;

	documentationUrl =
		'https://shopify.dev/docs/apps/build/authentication-authorization/client-credentials-grant';

	properties = oauth2Properties(shopify, 'clientCredentials');

	test = verifyRequest(shopify, 'clientCredentials');
}
