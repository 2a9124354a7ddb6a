/** Verify in a real n8n whose administrator switched off the HTTP Request node. */
import type { Credential } from '../../../sandbox/client.mts';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.mts';
import { outputOf } from '../workflows.mts';
import { managing, named } from './managing.mts';

let sandbox: Sandbox;
let itself: Credential;

beforeAll(async () => {
	// https://docs.n8n.io/hosting/securing/blocking-nodes/
	const env = { NODES_EXCLUDE: JSON.stringify(['n8n-nodes-base.httpRequest']) };
	sandbox = await startSandbox({ n8n: { env } });
	const { api, apiKey } = sandbox.client;
	itself = await api.createCredential({
		name: 'This n8n',
		type: 'n8nConnectionApi',
		data: { apiKey },
	});
});

afterAll(async () => {
	await sandbox.stop();
});

describe('where n8n refuses the run that asks a service', () => {
	it('the connection is said not to be inspectable and why, and others are verified all the same', async () => {
		const { client, mailchimp } = sandbox;
		await client.api.createCredential({
			name: 'Team chat',
			type: 'slackOAuth2Api',
			data: { clientId: 'a', clientSecret: 'b', oauthTokenData: { access_token: 'never valid' } },
		});
		await client.api.createCredential({
			name: 'Newsletter',
			type: 'mailchimpConnectionApi',
			data: { apiKey: mailchimp.apiKey },
		});
		const items = await outputOf(client, managing(itself, 'verify', {}));
		expect(named(items, 'Team chat')).toMatchObject({
			status: 'unverifiable',
			cause: 'notInspectable',
			message: expect.stringMatching(/^n8n refused to ask Slack: ./),
			remedy:
				'The node that asks is not available in this n8n: ask its administrator to allow the HTTP Request node.',
		});
		expect(named(items, 'Newsletter')).toMatchObject({ status: 'working' });
	});
});
