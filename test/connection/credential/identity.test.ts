import type { ICredentialDataDecryptedObject, IHttpRequestHelper } from 'n8n-workflow';

import { signingAsIdentity } from '../../../connection/credential/identity';
import { slack } from '../../../services/slack';

const sign = async (credentials: ICredentialDataDecryptedObject) =>
	await signingAsIdentity(slack).call({ helpers: {} } as IHttpRequestHelper, credentials);

/** A token answer of Slack (https://docs.slack.dev/reference/methods/oauth.v2.access). */
const oauthTokenData = {
	ok: true,
	access_token: 'xoxb-of-the-bot',
	token_type: 'bot',
	authed_user: { id: 'U1', access_token: 'xoxp-of-the-user', token_type: 'user' },
};

describe('the token that n8n signs with, where a connection acts in the name of somebody', () => {
	it.each([
		['the first identity, unless one is chosen', {}, 'xoxb-of-the-bot'],
		['the bot', { actAs: 'bot' }, 'xoxb-of-the-bot'],
		['the user', { actAs: 'user' }, 'xoxp-of-the-user'],
	])('is that of %s, as a bearer token', async (_what, chosen, token) => {
		expect(await sign({ ...chosen, oauthTokenData })).toEqual({
			oauthTokenData: { ...oauthTokenData, access_token: token, token_type: 'Bearer' },
		});
	});

	it.each([
		['is not connected', {}],
		['holds no token of the chosen identity', { actAs: 'user', oauthTokenData: { ok: true } }],
	])('is left as it is where the connection %s', async (_what, credentials) => {
		expect(await sign(credentials)).toEqual({});
	});
});
