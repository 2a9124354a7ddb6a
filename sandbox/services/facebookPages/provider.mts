import type Provider from 'oidc-provider';

import { createProvider } from '../shared/provider.mts';
import { app, DIALOG_HOST, KNOWN_SCOPES } from './app.mts';

/** Seconds that the dialog's own tokens are good for: the Graph API gives others for them. */
const HOUR = 60 * 60;

/** Where the dialog is, below the version. */
export const DIALOG_PATH = '/dialog/oauth';

/** Where oidc-provider exchanges codes; the Graph API's own endpoint stands in front of it. */
export const CODE_PATH = '/inner/code';

/**
 * What Facebook adds when a person denies
 * (developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow).
 * @param location where the person is sent back to
 */
function dressCallback(location: string): string {
	if (!URL.canParse(location)) return location;
	const url = new URL(location);
	// RFC 9207's parameter, which Facebook does not send.
	url.searchParams.delete('iss');
	if (url.searchParams.get('error') === 'access_denied') {
		url.searchParams.set('error_code', '200');
		url.searchParams.set('error_description', 'Permissions error');
		url.searchParams.set('error_reason', 'user_denied');
	}
	return url.href;
}

/** oidc-provider, which keeps codes, redirect addresses and the person's consent, in Facebook's dress. */
export function createFacebookProvider(): Provider {
	const provider = createProvider({
		issuer: `https://${DIALOG_HOST}`,
		displayName: 'Facebook',
		client: app,
		scopes: KNOWN_SCOPES,
		extraParams: ['auth_type'],
		paths: { authorization: DIALOG_PATH, token: CODE_PATH, consent: '/dialog/consent' },
		ttl: { code: 600, token: HOUR },
	});
	provider.use(async (ctx, next) => {
		await next();
		const location = ctx.response.get('location');
		if (location) ctx.set('location', dressCallback(location));
	});
	return provider;
}
