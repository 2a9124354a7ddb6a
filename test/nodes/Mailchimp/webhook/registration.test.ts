import { HookContext } from 'n8n-core';
import type {
	INode,
	INodeParameters,
	INodeTypes,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';

import { MailchimpTrigger } from '../../../../nodes/Mailchimp/MailchimpTrigger.node';
import { choices } from '../../../../nodes/Mailchimp/webhook/choices';

/** A stand-in for a type of the host, of which a test needs only some members. */
const partly = <T>(members: Partial<T>): T => members as T;

/** What n8n gives the trigger when its workflow is activated with these parameters. It has no connection. */
function activation(parameters: INodeParameters) {
	const type = new MailchimpTrigger();
	const node: INode = {
		id: 'node',
		name: 'Mailchimp Trigger',
		type: 'n8n-nodes-connections.mailchimpTrigger',
		typeVersion: 1,
		position: [0, 0],
		parameters: { authentication: 'apiKey', ...parameters },
	};
	const workflow = new Workflow({
		nodes: [node],
		connections: {},
		active: true,
		nodeTypes: partly<INodeTypes>({ getByName: () => type, getByNameAndVersion: () => type }),
	});
	const additionalData = partly<IWorkflowExecuteAdditionalData>({
		instanceBaseUrl: 'https://n8n.example/',
		variables: {},
	});
	return new HookContext(
		workflow,
		workflow.getNode(node.name) ?? node,
		additionalData,
		'trigger',
		'activate',
	);
}

const byId = (value: string) => ({ __rl: true, mode: 'id', value });

const hooks = new MailchimpTrigger().webhookMethods.default;

const WRONG: ReadonlyArray<readonly [string, INodeParameters, string]> = [
	[
		'an audience that cannot be one',
		{ audience: byId('../lists') },
		'"Audience" must be an ID of letters and digits, such as a1b2c3d4e5',
	],
	[
		'no audience',
		{ audience: { __rl: true, mode: 'list', value: '' } },
		'"Audience" must be an ID of letters and digits, such as a1b2c3d4e5',
	],
	[
		'no event',
		{ audience: byId('a1b2c3d4e5'), events: [] },
		'"Events" is empty: choose at least one',
	],
	[
		'nobody who causes events',
		{ audience: byId('a1b2c3d4e5'), sources: [] },
		'"Caused By" is empty: choose at least one',
	],
	[
		'an event that Mailchimp does not know',
		{ audience: byId('a1b2c3d4e5'), events: ['subscribe', 'open'] },
		'"Events" must be some of Campaign Sent, Cleaned, Email Changed, Profile Updated, Subscribed, Unsubscribed',
	],
	[
		'events that are no list',
		{ audience: byId('a1b2c3d4e5'), events: '={{ "subscribe" }}' },
		'"Events" must be some of Campaign Sent, Cleaned, Email Changed, Profile Updated, Subscribed, Unsubscribed',
	],
];

describe('a trigger that is set to', () => {
	it.each(WRONG)(
		'%s is not activated, and the message names the field',
		async (_what, set, message) => {
			await expect(hooks.create.call(activation(set))).rejects.toThrow(message);
			await expect(hooks.checkExists.call(activation(set))).rejects.toThrow(message);
		},
	);

	it('several wrong things names them all', async () => {
		const wrong = activation({ audience: byId('?'), events: [], sources: [] });
		await expect(hooks.create.call(wrong)).rejects.toThrow(/"Audience".*"Events".*"Caused By"/);
	});
});

describe('the choices of a trigger', () => {
	it('switch each event and source that Mailchimp has on or off', () => {
		const chosen = { audience: 'a1b2c3d4e5', events: ['cleaned'], sources: ['api', 'user'] };
		expect(choices.parse(chosen)).toEqual({
			audience: 'a1b2c3d4e5',
			events: {
				campaign: false,
				cleaned: true,
				profile: false,
				subscribe: false,
				unsubscribe: false,
				upemail: false,
			},
			sources: { admin: false, api: true, user: true },
		});
	});
});
