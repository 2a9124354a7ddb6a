import type { ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';

import type { Service, Variant } from '../../../connection/model/service';
import { credentialTypeOf } from '../../../connection/model/service';
import { ServiceRequest } from '../../../nodes/ServiceRequest/ServiceRequest.node';
import { google, stripe, trello, twilio, typeform } from '../../../services';
import type { Script } from '../../builders';
import { answer, host, inTurn, markers } from '../../builders';

const node = new ServiceRequest();

/** What the node is set to besides its service. */
interface Wanted {
	readonly variant?: Variant;
	readonly credentials: ICredentialDataDecryptedObject;
	readonly script?: Script;
	readonly parameters?: INodeParameters;
}

/** Runs the node with a connection of the service. */
async function run(service: Service, wanted: Wanted) {
	const { variant = 'apiKey', credentials, script = inTurn(answer(200, { id: 1 })) } = wanted;
	const { context, requests } = host({
		service,
		variant,
		credentials,
		script,
		nodeType: node,
		parameters: {
			connectionType: credentialTypeOf(service, variant),
			resource: 'request',
			operation: 'send',
			path: '/items',
			...wanted.parameters,
		},
	});
	const [items = []] = await node.execute.call(context);
	return { records: items.map(({ json }) => json), requests };
}

/** What a person pastes, in the form that each service gives to it. */
const pasted = {
	stripe: `sk_test_${'a'.repeat(24)}`,
	trello: 'a'.repeat(64),
	twilio: '1'.repeat(32),
	typeform: 'tfp_0123456789012345678901234',
};

const SID = '0'.repeat(32);

/** A connection to Google whose token answer tells this scope. */
const consented = (scope: string): ICredentialDataDecryptedObject => ({
	clientId: 'client',
	clientSecret: markers.client,
	oauthTokenData: {
		access_token: markers.grant,
		scope: `https://www.googleapis.com/auth/${scope}`,
	},
});

const connections: ReadonlyArray<[string, Service, Wanted, string]> = [
	[
		'Typeform, with a key',
		typeform,
		{ credentials: { apiKey: pasted.typeform } },
		'https://api.typeform.com/items',
	],
	[
		'Typeform, with OAuth2',
		typeform,
		{
			variant: 'oauth2',
			credentials: {
				clientId: 'client',
				clientSecret: markers.client,
				oauthTokenData: { access_token: markers.grant },
			},
		},
		'https://api.typeform.com/items',
	],
	[
		'Twilio',
		twilio,
		{ credentials: { apiKey: pasted.twilio, user: `SK${SID}`, accountSid: `AC${SID}` } },
		`https://api.twilio.com/2010-04-01/Accounts/AC${SID}/items`,
	],
	[
		'Trello',
		trello,
		{ credentials: { apiKey: pasted.trello, appKey: 'b'.repeat(32) } },
		'https://api.trello.com/1/items',
	],
];

describe('the node', () => {
	it.each(connections)(
		'sends to the service that is chosen, with its connection: %s',
		async (_name, service, wanted, url) => {
			const { records, requests } = await run(service, wanted);
			expect(requests.map((request) => request.url)).toEqual([url]);
			expect(records).toEqual([{ id: 1 }]);
		},
	);

	it('sends bodies as the chosen service takes them', async () => {
		const { requests } = await run(stripe, {
			credentials: { apiKey: pasted.stripe },
			parameters: { method: 'POST', body: '{"name": "Ada"}' },
		});
		expect(requests[0]).toMatchObject({
			body: 'name=Ada',
			headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
		});
	});

	it("sends a whole address of the chosen service's other hosts, and to no other service", async () => {
		const credentials = { apiKey: pasted.stripe };
		const path = 'https://files.stripe.com/v1/files';
		const { requests } = await run(stripe, { credentials, parameters: { path } });
		expect(requests[0]?.url).toBe(path);
		const elsewhere = { path: 'https://api.typeform.com/forms' };
		const script = jest.fn<ReturnType<Script>, Parameters<Script>>(inTurn(answer(200, {})));
		await expect(run(stripe, { credentials, script, parameters: elsewhere })).rejects.toThrow();
		expect(script).not.toHaveBeenCalled();
	});

	it('follows the pages of the chosen service', async () => {
		const { records, requests } = await run(typeform, {
			credentials: { apiKey: pasted.typeform },
			script: ({ qs }) =>
				answer(200, {
					items: qs?.page === 2 ? [{ id: 3 }] : qs?.page === 3 ? [] : [{ id: 1 }, { id: 2 }],
				}),
			parameters: { operation: 'getMany', path: '/forms', returnAll: true },
		});
		expect(records).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
		expect(requests[0]?.qs).toEqual({ page_size: 200 });
	});

	it.each([
		['a path', '/gmail/v1/users/me/messages/send'],
		['a whole address', 'https://gmail.googleapis.com/gmail/v1/users/me/messages/send'],
	])('stops before %s whose scope was not granted, and names it', async (_what, path) => {
		const script = jest.fn<ReturnType<Script>, Parameters<Script>>(inTurn(answer(200, {})));
		await expect(
			run(google, {
				variant: 'oauth2',
				credentials: consented('gmail.readonly'),
				script,
				parameters: { method: 'POST', path },
			}),
		).rejects.toThrow(/may not: Send mail/i);
		expect(script).not.toHaveBeenCalled();
	});

	it.each(['gmail.send', 'gmail.compose', 'gmail.modify'])(
		'sends what any accepted scope allows: %s',
		async (scope) => {
			const { requests } = await run(google, {
				variant: 'oauth2',
				credentials: consented(scope),
				parameters: {
					method: 'POST',
					path: 'https://gmail.googleapis.com/gmail/v1/users/me/messages/send',
				},
			});
			expect(requests).toHaveLength(1);
		},
	);

	it.each(['drive.file', 'drive.metadata.readonly'])(
		'sends what a scope may allow, if only for some files: %s',
		async (scope) => {
			const { requests } = await run(google, {
				variant: 'oauth2',
				credentials: consented(scope),
				parameters: { path: '/drive/v3/files' },
			});
			expect(requests).toHaveLength(1);
		},
	);

	it('sends what no table knows, and lets the service decide', async () => {
		const { requests } = await run(google, {
			variant: 'oauth2',
			credentials: consented('gmail.readonly'),
			parameters: { path: '/unheard/of' },
		});
		expect(requests).toHaveLength(1);
	});

	it('shows what the chosen connection is', async () => {
		const { records } = await run(typeform, {
			credentials: { apiKey: pasted.typeform },
			script: inTurn(answer(200, { user_id: '7', alias: 'Ada' })),
			parameters: { resource: 'connection', operation: 'get' },
		});
		expect(records).toEqual([
			expect.objectContaining({
				service: 'Typeform',
				authentication: 'Personal Access Token',
				account: expect.objectContaining({ id: '7', name: 'Ada' }),
			}),
		]);
	});

	it.each(['', 'httpHeaderAuth', 'n8nConnectionApi', 'constructor'])(
		'does not run with the service %j, and names the field',
		async (connectionType) => {
			const script = jest.fn<ReturnType<Script>, Parameters<Script>>(inTurn(answer(200, {})));
			const credentials = { apiKey: pasted.typeform };
			const running = run(typeform, { credentials, script, parameters: { connectionType } });
			await expect(running).rejects.toMatchObject({
				message: 'No service is selected',
				description: expect.stringContaining('"Service"'),
			});
			expect(script).not.toHaveBeenCalled();
		},
	);
});
