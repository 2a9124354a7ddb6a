import type { INodeParameters } from 'n8n-workflow';

import type { Service } from '../../connection/model/service';
import { connectionResource } from '../../operation/connectionResource';
import { runOperation } from '../../operation/run';
import { facebookPages, mailchimp, services } from '../../services';
import type { Script, Setting } from '../builders';
import { answer, held, host, markers, spaces } from '../builders';

const facebook = {
	clientId: '635959587059',
	clientSecret: markers.client,
	scope: 'pages_show_list,pages_read_engagement,pages_manage_posts',
	oauthTokenData: { access_token: markers.grant, token_type: 'bearer' },
};

/** A Graph API that knows the person, their permissions, and when the token ends. */
const graph: Script = ({ url, method }) => {
	if (method === 'DELETE') return answer(200, { success: true });
	if (method === 'POST') {
		const body = JSON.stringify({ data: { expires_at: 1_790_000_000, data_access_expires_at: 0 } });
		return answer(200, [{ code: 200, body }]);
	}
	if (!url.endsWith('/permissions')) return answer(200, { id: '7', name: 'Ada' });
	const data = ['pages_show_list', 'pages_read_engagement'].map((permission) => ({
		permission,
		status: 'granted',
	}));
	return answer(200, { data: [...data, { permission: 'pages_manage_posts', status: 'declined' }] });
};

async function run(setting: Setting, operation: string, parameters: INodeParameters = {}) {
	const resources = { connection: connectionResource(setting.service) };
	const { context, requests } = host({
		...setting,
		resources,
		parameters: { resource: 'connection', operation, ...parameters },
		onError: 'continueRegularOutput',
	});
	const [items = []] = await runOperation(context, setting.service, resources);
	return { json: items[0]?.json ?? {}, requests };
}

const ofFacebook: Setting = { service: facebookPages, credentials: facebook, script: graph };

describe('what is shown of a connection', () => {
	it('is whose it is, what it was asked for and may do, and when it ends', async () => {
		const { json } = await run(ofFacebook, 'get');
		expect(json).toEqual({
			connection: 'My connection',
			service: 'Facebook Pages',
			authentication: 'OAuth2',
			account: { id: '7', name: 'Ada', user: undefined, email: undefined, role: undefined },
			address: { version: '26' },
			access: 'scopes',
			permissions: {
				requested: [
					{ name: 'readPosts', label: 'Read pages and posts' },
					{ name: 'publishPosts', label: 'Publish posts' },
				],
				granted: [{ name: 'readPosts', label: 'Read pages and posts' }],
				declined: [{ name: 'publishPosts', label: 'Publish posts' }],
				expired: [],
			},
			tokenExpires: '2026-09-21T14:13:20.000Z',
			refreshTokenExpires: null,
			refreshTokenExpiresIfUnused: null,
			rules: [],
			accessEnds: 'never',
			renewal:
				'Before its access ends, open the connection and reconnect it: https://n8n.example/home/credentials/7',
			url: 'https://n8n.example/home/credentials/7',
		});
	});

	it('is that its token is short-lived, where Facebook gave no longer one', async () => {
		const oauthTokenData = {
			...facebook.oauthTokenData,
			expires_in: 3600,
			n8n_expires_at: String(Date.now() + 3_600_000),
		};
		const { json } = await run(
			{
				...ofFacebook,
				credentials: { ...facebook, oauthTokenData },
				exchange: async () => await Promise.reject(new Error('Not now')),
			},
			'get',
		);
		expect(json).toMatchObject({
			tokenExpires: '2026-09-21T14:13:20.000Z',
			renewal:
				'Its token is short-lived: Facebook Pages gave no longer one, and is asked again while it is used. Before it ends, open the connection and reconnect it: https://n8n.example/home/credentials/7',
		});
	});

	it('holds no secret', async () => {
		const { json } = await run(ofFacebook, 'get');
		const text = JSON.stringify(json);
		for (const secret of Object.values(markers)) expect(text).not.toContain(secret);
	});

	it('says of a key that its permissions are not known, and how it is replaced', async () => {
		const script: Script = () => answer(200, { id: '9', name: 'Acme' });
		const { json } = await run({ service: spaces, credentials: held.spaces(), script }, 'get');
		expect(json).toMatchObject({
			authentication: 'API Token',
			address: { system: 'acme' },
			access: 'key',
			permissions: { requested: null, granted: null },
			tokenExpires: null,
			renewal: expect.stringMatching(/^When the API Token no longer works, paste a new one/),
		});
	});
});

describe('a revocation', () => {
	it('is offered where the service has a way to it, and nowhere else', () => {
		expect(Object.keys(connectionResource(facebookPages).operations)).toEqual(['get', 'revoke']);
		expect(Object.keys(connectionResource(mailchimp).operations)).toEqual(['get']);
	});

	const revocable = services.filter(({ oauth2 }) => oauth2?.revoke);
	const ends = (service: Service) => service.oauth2?.revoke?.ends;

	it.each(revocable.filter((service) => ends(service) === 'account'))(
		"of $displayName says in its form that the account's other connections to the app stop",
		(service) => {
			const { revoke } = connectionResource(service).operations;
			const warning = /every other connection of the same account to the same app/;
			expect(revoke?.description).toMatch(warning);
			expect(revoke?.fields[0]?.hint).toMatch(warning);
		},
	);

	it.each(revocable.filter((service) => ends(service) === 'grant'))(
		'of $displayName, which ends this connection alone, warns of no other',
		(service) => {
			const { revoke } = connectionResource(service).operations;
			expect(revoke?.description).not.toContain('every other');
			expect(revoke?.fields[0]?.hint).toBeUndefined();
		},
	);

	/** A Graph API that refuses the token once it is revoked. */
	function graphThatEnds(): Script {
		let isRevoked = false;
		return (request, count) => {
			if (isRevoked) return answer(401, { error: { message: 'Not authorized', code: 190 } });
			isRevoked = request.method === 'DELETE';
			return graph(request, count);
		};
	}

	it('withdraws the grant of the account that is named, says what else has stopped and asks whether it still works', async () => {
		const setting = { ...ofFacebook, script: graphThatEnds() };
		const { json, requests } = await run(setting, 'revoke', { account: ' Ada ' });
		expect(json).toEqual({
			revoked: true,
			refused: true,
			connection: 'My connection',
			account: { id: '7', name: 'Ada' },
			alsoStopped: expect.stringContaining('every other connection of the same account'),
		});
		expect(requests.map(({ method }) => method)).toEqual(['GET', 'DELETE', 'GET']);
	});

	it('says so where the service still accepts the token', async () => {
		const { json } = await run(ofFacebook, 'revoke', { account: 'Ada' });
		expect(json).toMatchObject({
			revoked: true,
			refused: false,
			note: expect.stringMatching(/still accepts the access token/),
		});
	});

	it.each([
		['Grace', /"Account to Revoke" is "Grace", but "My connection" is a connection of "Ada"/],
		['ada', /"Account to Revoke" is "ada"/],
		['', /"Account to Revoke" is missing/],
	])('is not done for the account "%s"', async (account, message) => {
		const { json, requests } = await run(ofFacebook, 'revoke', { account });
		expect(json.error).toMatch(message);
		expect(requests.filter(({ method }) => method !== 'GET')).toEqual([]);
	});
});
