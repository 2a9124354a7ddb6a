// Generated from services/ by "npm run generate". Do not edit it.
import type { ICredentialType } from 'n8n-workflow';

import {
	apiKeyProperties,
	keyAuthentication,
	verifyRequest,
} from '../connection/credential/credential';
import { stripe } from '../services/stripe';

export class StripeConnectionApi implements ICredentialType {
	name = 'stripeConnectionApi';

	displayName = 'Stripe Connection API';

	icon = { light: 'file:icons/stripe.svg', dark: 'file:icons/stripe.dark.svg' } as const;

	documentationUrl = 'https://docs.stripe.com/keys';

	properties = apiKeyProperties(stripe);

	authenticate = keyAuthentication(stripe);

	test = verifyRequest(stripe, 'apiKey');
}
