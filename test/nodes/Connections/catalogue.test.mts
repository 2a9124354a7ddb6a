import { join } from 'node:path';

import { PackageDirectoryLoader } from 'n8n-core';
import type { INodeParameters, INodeTypeDescription } from 'n8n-workflow';

import { kindOf, readNode } from '../../../nodes/Connections/usage/catalogue.ts';
import type { Doing } from '../../../nodes/Connections/usage/reading.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const PACKAGE = 'n8n-nodes-connections';

const read = (name: string, slot: string, parameters: INodeParameters = {}, typeVersion = 1) =>
	readNode({ type: `${PACKAGE}.${name}`, typeVersion, parameters }, slot);

/** Whether it is said of a node that it sends any request. */
const isApiRequest = (doing: Doing) =>
	'unknown' in doing && doing.unknown === 'an API request can need anything';

let descriptions: INodeTypeDescription[];

beforeAll(async () => {
	const loader = new PackageDirectoryLoader(root);
	await loader.loadAll();
	descriptions = Object.values(loader.nodeTypes).flatMap(({ type }) =>
		'description' in type && 'properties' in type.description ? [type.description] : [],
	);
});

describe('the catalogue of what nodes need', () => {
	it('knows every node of this package as it is when it is added', () => {
		expect(descriptions.length).toBeGreaterThan(8);
		for (const { name, credentials = [] } of descriptions) {
			const taken = credentials.map((slot) => ({ slot: slot.name, ...read(name, slot.name) }));
			// The node for any service has a connection only once a service is selected.
			const isForAny = name === 'serviceRequest';
			expect(taken.filter(({ isTaken }) => isTaken)).toHaveLength(isForAny ? 0 : 1);
			for (const { doing } of taken) {
				if (isApiRequest(doing)) continue;
				expect({ name, doing }).toHaveProperty('doing.requires');
			}
		}
	});

	it.each([
		[{}, ['listCredentials', 'listWorkflows']],
		[{ inspect: true }, ['listCredentials', 'listWorkflows', 'readCredentials']],
		[{ inspect: '={{ $json.ask }}' }, ['listCredentials', 'listWorkflows', 'readCredentials']],
		[{ lastUse: true }, ['listCredentials', 'listWorkflows', 'listExecutions', 'readExecutions']],
		[
			{ filters: { unusedFor: 90 } },
			['listCredentials', 'listWorkflows', 'listExecutions', 'readExecutions'],
		],
	])('knows what options add to the needs of an operation: %j', (fields, requires) => {
		const parameters = { resource: 'managedConnection', operation: 'getMany', ...fields };
		expect(read('connections', 'n8nConnectionApi', parameters).doing).toMatchObject({ requires });
	});

	it('knows every operation of every node', () => {
		for (const { name, properties, credentials = [] } of descriptions) {
			for (const property of properties.filter((one) => one.name === 'operation')) {
				const [resource] = property.displayOptions?.show?.resource ?? [];
				for (const option of property.options ?? []) {
					const operation = 'value' in option ? option.value : '';
					const { doing } = read(name, credentials[0]?.name ?? '', {
						resource: String(resource),
						operation,
					});
					expect({ name, resource, isAny: isApiRequest(doing) }).toEqual({
						name,
						resource,
						isAny: resource === 'apiRequest' || resource === 'request',
					});
					if (isApiRequest(doing)) continue;
					expect({ name, resource, operation, doing }).toHaveProperty('doing.requires');
				}
			}
		}
	});

	it('says of an API request, on every node that has it, that it can need anything', () => {
		const sending = descriptions.filter(({ properties }) =>
			properties.some(({ displayOptions }) =>
				displayOptions?.show?.resource?.includes('apiRequest'),
			),
		);
		expect(sending.map(({ name }) => name).sort()).toEqual([
			'boostspace',
			'boostspaceIntegrator',
			'connections',
			'facebookPages',
			'mailchimp',
		]);
		for (const { name, credentials = [] } of sending) {
			const slot = credentials[0]?.name ?? '';
			for (const operation of [{ operation: 'send' }, {}]) {
				const { doing } = read(name, slot, { resource: 'apiRequest', ...operation });
				expect(doing).toEqual({ unknown: 'an API request can need anything' });
			}
		}
	});

	it.each([
		[
			'by the path, below the address of the service',
			{ method: 'GET', path: '/gmail/v1/users/me/messages' },
			{ operation: 'GET /gmail/v1/users/me/messages', requires: ['readMail'] },
		],
		[
			'by the whole address',
			{ method: 'POST', path: 'https://gmail.googleapis.com/gmail/v1/users/me/messages/send' },
			{ requires: ['sendMail'] },
		],
		[
			'by the method that is chosen where nothing is stored',
			{ path: '/calendar/v3/calendars/primary/events' },
			{ requires: ['readEvents'] },
		],
		[
			'not where the vendor has no such request',
			{ path: '/unheard/of' },
			{ unknown: 'an API request can need anything' },
		],
		[
			'not where the path is computed',
			{ path: '=/gmail/v1/users/me/{{ $json.what }}' },
			{ unknown: 'path is an expression' },
		],
		[
			'not where permissions open it that do not contain each other',
			{ path: '/drive/v3/files' },
			{ unknown: 'an API request can need anything' },
		],
	])('knows what a request to Google needs: %s', (_what, request, expected) => {
		const type = 'googleConnectionOAuth2Api';
		const parameters = { connectionType: type, resource: 'request', operation: 'send', ...request };
		expect(read('serviceRequest', type, parameters)).toMatchObject({
			doing: expected,
			isTaken: true,
		});
	});

	it('knows nothing of what an app by itself needs, whose rights have other names', () => {
		const type = 'microsoftConnectionClientOAuth2Api';
		const parameters = { connectionType: type, resource: 'request', path: '/me/messages' };
		expect(read('serviceRequest', type, parameters).doing).toEqual({
			unknown: 'an API request can need anything',
		});
	});

	it('reads the slot that the choice of authentication leaves out as not taken', () => {
		const chosen = { authentication: 'apiKey' };
		expect(read('mailchimp', 'mailchimpConnectionApi', chosen).isTaken).toBe(true);
		expect(read('mailchimp', 'mailchimpConnectionOAuth2Api', chosen).isTaken).toBe(false);
		expect(read('mailchimp', 'mailchimpConnectionOAuth2Api').isTaken).toBe(true);
		const computed = { authentication: '={{ $json.how }}' };
		expect(read('mailchimp', 'mailchimpConnectionApi', computed).isTaken).toBeUndefined();
	});

	it("reads an agent's tool as the node that it is", () => {
		const parameters = { resource: 'post', operation: 'create' };
		expect(read('facebookPagesTool', 'facebookPagesConnectionOAuth2Api', parameters).doing).toEqual(
			{ operation: 'Post: Create', requires: ['publishPosts'] },
		);
	});

	it('reads what the webhook of a trigger needs', () => {
		const { doing } = read('boostspaceTrigger', 'boostspaceConnectionApi');
		expect(doing).toEqual({ operation: 'Trigger', requires: ['create', 'remove'] });
	});

	it('reads what the trigger of Facebook Pages waits for', () => {
		const slot = 'facebookPagesConnectionOAuth2Api';
		expect(read('facebookPagesTrigger', slot).doing).toMatchObject({ requires: ['readPosts'] });
		expect(read('facebookPagesTrigger', slot, { event: 'newComment' }).doing).toMatchObject({
			requires: ['readComments'],
		});
	});

	it.each<[string, string, INodeParameters, number, RegExp]>([
		['a node of another package', 'slack', {}, 1, /another package/],
		['a version that is to come', 'mailchimp', {}, 7, /version 7/],
		['an expression', 'mailchimp', { resource: '={{ $json.a }}' }, 1, /resource is an expression/],
		['an operation that is none', 'mailchimp', { operation: 'fly' }, 1, /account fly/],
		['a resource that is none', 'mailchimp', { resource: 'constructor' }, 1, /constructor/],
		['an event that is none', 'facebookPagesTrigger', { event: 'toString' }, 1, /toString/],
		[
			'an operation of this node that is none',
			'connections',
			{ operation: 'x' },
			1,
			/Connection x/,
		],
		['a resource of this node that is none', 'connections', { resource: 'x' }, 1, /operation x/],
		['a version of this node to come', 'connections', {}, 2, /version 2/],
		['a version of this trigger to come', 'connectionsTrigger', {}, 2, /version 2/],
		['an expression of this node', 'connections', { resource: '={{ 1 }}' }, 1, /^resource is an/],
		['this node as a tool', 'connectionsTool', { operation: '={{ 1 }}' }, 1, /^operation is an/],
	])('does not guess: %s', (_what, name, parameters, version, why) => {
		expect(read(name, 'n8nConnectionApi', parameters, version).doing).toEqual({
			unknown: expect.stringMatching(why),
		});
	});

	it('knows the types of connections of this package, and no others', () => {
		expect(kindOf('mailchimpConnectionApi')).toMatchObject({ variant: 'apiKey' });
		expect(kindOf('slackApi')).toBeUndefined();
	});
});

describe('what is said of the Connections node', () => {
	it('needs to read users for the page, which lets in by role', () => {
		expect(read('connectionsPage', 'n8nConnectionApi').doing).toMatchObject({
			requires: ['readUsers'],
		});
	});

	it('has no slot but for its own key', () => {
		for (const name of ['connections', 'connectionsTrigger']) {
			expect(read(name, 'n8nConnectionApi').isTaken).toBe(true);
			expect(read(name, 'mailchimpConnectionApi').isTaken).toBe(false);
		}
	});

	it('has the versions that its nodes have', () => {
		for (const { name, version } of descriptions.filter((one) => /^connections/.test(one.name))) {
			for (const one of [version].flat()) {
				expect(read(name, 'n8nConnectionApi', {}, one).isTaken).toBe(true);
			}
		}
	});

	it.each([
		['version', 'connections'],
		['version of the trigger', 'connectionsTrigger'],
	])('does not guess what a %s to come needs', (_what, name) => {
		expect(read(name, 'n8nConnectionApi', {}, 2)).toEqual({
			doing: { unknown: expect.stringMatching(/^version 2/) },
			isTaken: undefined,
		});
	});
});
