// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import {
	apiKeyProperties,
	keyAuthentication,
	verifyRequest,
} from '../connection/credential/credential';
import { shopify } from '../services/shopify';

export class ShopifyConnectionApi implements ICredentialType {
	name = 'shopifyConnectionApi';

	displayName = 'Shopify Connection API';

	icon = { light: 'file:icons/shopify.svg', dark: 'file:icons/shopify.dark.svg' } as const;

	documentationUrl = 'https://shopify.dev/docs/api/usage/authentication';

	properties = apiKeyProperties(shopify);

	authenticate = keyAuthentication(shopify);

	test = verifyRequest(shopify, 'apiKey');
}
