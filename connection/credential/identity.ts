/**
 * Has n8n's own OAuth 2.0 client sign with the token of the chosen identity, where a service gives one token for each.
 *
 * A token answer of such a service calls its token by whom it acts for, and may keep it in a member of its own. n8n's client
 * reads `access_token` alone, and puts a token whose type is not "Bearer" into the URL, or fails (@n8n/client-oauth2,
 * client-oauth2-token.js). n8n asks the credential type's `preAuthentication` before each request (n8n-core 2.41:
 * request-helpers/oauth.js): there the answer is put in the form that its client knows. It is not stored.
 */
import type { ICredentialDataDecryptedObject, IDataObject, IHttpRequestHelper } from 'n8n-workflow';

import type { Service } from '../model/service';
import { heldGrant } from '../stored';

/** The `preAuthentication` of a credential type whose connections act in the name of an identity. */
export const signingAsIdentity = (service: Service) =>
	async function (
		this: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
	): Promise<IDataObject> {
		const { token } = heldGrant(service, 'oauth2', credentials);
		if (!token) return {};
		const { oauthTokenData } = credentials;
		const answer = typeof oauthTokenData === 'object' ? oauthTokenData : {};
		return { oauthTokenData: { ...answer, access_token: token, token_type: 'Bearer' } };
	};
