/** Every operation of every node with valid parameters, for tests of what holds for all of them. */
import { randomUUID } from 'node:crypto';

import type { Credential, WorkflowDefinition } from '../../sandbox/client.mts';
import type { Sandbox } from '../../sandbox/sandbox.mts';
import {
	createComment,
	createPhoto,
	createPost,
	createVideo,
} from '../../sandbox/services/facebookPages/index.mts';
import {
	createCampaign,
	createMember,
	markSent,
	setTag,
} from '../../sandbox/services/mailchimp/index.mts';
import { add } from '../../sandbox/services/boostspace/index.mts';
import { addConnection, addScenario } from '../../sandbox/services/boostspaceIntegrator/index.mts';
import { resources as ofBoostspace } from '../../nodes/Boostspace/resources/index.ts';
import { resources as ofBoostspaceIntegrator } from '../../nodes/BoostspaceIntegrator/resources/index.ts';
import { resources as ofConnections } from '../../nodes/Connections/resources/index.ts';
import { resources as ofFacebookPages } from '../../nodes/FacebookPages/resources/index.ts';
import { resources as ofMailchimp } from '../../nodes/Mailchimp/resources/index.ts';
import type { Operation, Resources } from '../../operation/operation.ts';
import { byId, mapped, node } from './workflows.mts';

export type Parameters = Readonly<Record<string, unknown>>;

/** An operation of a node. */
export interface Row {
	/** The service's name. */
	readonly service: string;
	/** `post.create` */
	readonly name: string;
	readonly resource: string;
	readonly operation: string;
	readonly declared: Operation;
}

const nodes: Readonly<Record<string, Resources>> = {
	boostspace: ofBoostspace,
	boostspaceIntegrator: ofBoostspaceIntegrator,
	facebookPages: ofFacebookPages,
	mailchimp: ofMailchimp,
	n8n: ofConnections,
};

/** What runs only behind a trigger of its own, in a browser: test/browser/connectionsPage. */
const BEHIND_A_TRIGGER = ['managedConnection.page'];

/** Every operation of every node that runs by itself. */
export const everyOperation: readonly Row[] = Object.entries(nodes)
	.flatMap(([service, resources]) =>
		Object.entries(resources).flatMap(([resource, { operations }]) =>
			Object.entries(operations).map(([operation, declared]) => ({
				service,
				name: `${resource}.${operation}`,
				resource,
				operation,
				declared,
			})),
		),
	)
	.filter(({ name }) => !BEHIND_A_TRIGGER.includes(name));

type Table = Readonly<Record<string, () => Parameters>>;

/** The same where something must be asked for it. */
type AsyncTable = Readonly<Record<string, () => Parameters | Promise<Parameters>>>;

/** Boost.space's, in its first system; what an operation needs is made anew for each run. */
export function boostspaceParameters({ boostspace }: Pick<Sandbox, 'boostspace'>): Table {
	const [system] = boostspace.systems;
	const first = (kind: keyof typeof system.things) => {
		const [thing] = system.things[kind].values();
		if (!thing) throw new Error(`Boost.space has no ${kind}`);
		return thing;
	};
	const locate = (thing: { readonly id: number }) => byId(String(thing.id));
	const module = locate(first('custom-module'));
	const space = locate(first('space'));
	const statusSystem = locate(first('status-system'));
	const group = locate(first('custom-field'));
	const record = () =>
		add(system, 'custom-module-item', {
			customModuleId: first('custom-module').id,
			spaceId: first('space').id,
			statusSystemId: first('status-system').id,
			customFieldsValues: [{ customFieldInputName: 'colour', value: 'pink' }],
		});
	const customFields = mapped({ colour: 'yellow' });
	const newRecord = { space, statusSystem, customFields };
	const field = () =>
		add(system, 'custom-field/input', { name: 'size', inputType: 'text', description: 'Size' });
	const remoteRecord = () => {
		const names = { remoteId: randomUUID(), remoteApplication: 'Shop' };
		Object.assign(record(), { remoteId: names.remoteId, remoteApp: 'Shop' });
		return names;
	};
	return {
		'apiRequest.send': () => ({ path: '/contact' }),
		'connection.get': () => ({}),
		'customModule.create': () => ({ name: 'Tools', additional: { iconName: 'cube' } }),
		'customModule.delete': () => ({ module: locate(add(system, 'custom-module', {})) }),
		'customModule.get': () => ({ module }),
		'customModule.getMany': () => ({}),
		'customModule.update': () => ({ module, changes: { color: '#112233' } }),
		'field.create': () => ({ name: 'weight', inputType: 'number', group }),
		'field.delete': () => ({ field: String(field().id) }),
		'field.get': () => ({ field: String(field().id) }),
		'field.getMany': () => ({ space }),
		'field.update': () => ({
			field: String(field().id),
			group,
			changes: { tooltip: 'In cm' },
		}),
		'file.get': () => ({ file: String(first('file').id) }),
		'file.getMany': () => ({}),
		'label.getMany': () => ({ space: first('space').id }),
		'record.create': () => ({ module, ...newRecord }),
		'record.createOrUpdate': () => ({ ...remoteRecord(), ...newRecord }),
		'record.delete': () => ({ record: String(record().id) }),
		'record.get': () => ({ record: String(record().id) }),
		'record.getByRemoteId': () => remoteRecord(),
		'record.getMany': () => ({}),
		'record.update': () => ({ module, record: String(record().id), space, customFields }),
		'space.create': () => ({ module, name: 'Lilies' }),
		'space.delete': () => ({ space: locate(add(system, 'space', {})) }),
		'space.get': () => ({ space }),
		'space.getMany': () => ({}),
		'space.update': () => ({ space, name: 'Roses' }),
		'statusSystem.getMany': () => ({}),
		'user.get': () => ({ user: String(first('user').id) }),
		'user.getMany': () => ({}),
	};
}

/** Integrator's, in its first team; what an operation needs is made anew for each run. */
export function boostspaceIntegratorParameters({
	boostspaceIntegrator: { world },
}: Pick<Sandbox, 'boostspaceIntegrator'>): Table {
	const [organization] = world.organizations;
	const [shop] = organization?.teams ?? [];
	if (!organization || !shop) throw new Error('Integrator has no team');
	const locate = (thing: { readonly id: number }) => byId(String(thing.id));
	const team = locate(shop);
	const connection = () => ({ connection: locate(addConnection(world, shop, 'A connection')) });
	const scenario = () => ({
		scenario: locate(addScenario(world, shop, 'A scenario', { isActive: true })),
	});
	const used = () => {
		const one = addConnection(world, shop, 'In use');
		addScenario(world, shop, 'A user of it', { uses: [one] });
		return { connection: locate(one) };
	};
	return {
		'apiRequest.send': () => ({ path: '/users/me' }),
		'connection.get': () => ({}),
		'integratorConnection.checkScopes': () => ({ ...connection(), scopes: 'openid, email' }),
		'integratorConnection.delete': connection,
		'integratorConnection.get': connection,
		'integratorConnection.getMany': () => ({ team, filters: { types: 'google, imap' } }),
		'integratorConnection.rename': () => ({ ...connection(), newName: 'Another name' }),
		'integratorConnection.verify': connection,
		'organization.getMany': () => ({}),
		'scenario.get': scenario,
		'scenario.getMany': () => ({ team, filters: { onlyActive: true } }),
		'scenario.getManyOfConnection': used,
		'scenario.run': () => ({ ...scenario(), inputs: '{"who": "Ada"}' }),
		'scenario.start': scenario,
		'scenario.stop': scenario,
		'team.getMany': () => ({ organization: locate(organization) }),
	};
}

/** Facebook's, on its first page; what an operation needs is made anew for each run. */
export function facebookParameters({ facebookPages }: Pick<Sandbox, 'facebookPages'>): Table {
	const [flowers] = facebookPages.pages;
	const page = byId(flowers.id);
	const post = () => createPost(flowers, { message: 'A post' });
	const comment = () =>
		createComment(post(), {
			message: 'A comment',
			from: { id: '100000000000007', name: 'Grace Hopper' },
		});
	const scheduled = () => {
		createPost(flowers, { isPublished: false, scheduledPublishTime: Date.now() / 1000 + 86_400 });
	};
	return {
		'apiRequest.send': () => ({ page, path: `/${flowers.id}/published_posts` }),
		'comment.delete': () => ({ page, comment: comment().id }),
		'comment.get': () => ({ page, comment: comment().id }),
		'comment.getMany': () => ({ page, object: comment().on.id }),
		'comment.hide': () => ({ page, comment: comment().id }),
		'comment.reply': () => ({ page, object: post().id, message: 'Thank you' }),
		'comment.unhide': () => ({ page, comment: comment().id }),
		'connection.get': () => ({}),
		'connection.revoke': () => ({ account: facebookPages.people[0].name }),
		'insights.getOfPage': () => ({ page }),
		'insights.getOfPost': () => ({ page, post: post().id }),
		'page.get': () => ({ page, fields: ['name', 'fan_count'] }),
		'page.getMany': () => ({ fields: ['name'] }),
		'page.getManyOfBusinesses': () => ({ fields: ['name'] }),
		'photo.delete': () => ({ page, photo: createPhoto(flowers).id }),
		'photo.get': () => ({ page, photo: createPhoto(flowers).id }),
		'photo.getMany': () => ({ page }),
		'photo.upload': () => ({ page, source: 'url', url: 'https://example.com/rose.jpg' }),
		'post.create': () => ({ page, message: `A post with the number ${randomUUID()}` }),
		'post.delete': () => ({ page, post: post().id }),
		'post.get': () => ({ page, post: post().id, fields: ['message'] }),
		'post.getMany': () => ({ page }),
		'post.getManyOfFeed': () => ({ page }),
		'post.getManyScheduled': () => {
			scheduled();
			return { page };
		},
		'post.update': () => ({ page, post: post().id, changes: { message: 'Other words' } }),
		'video.delete': () => ({ page, video: createVideo(flowers).id }),
		'video.get': () => ({ page, video: createVideo(flowers).id }),
		'video.getMany': () => ({ page }),
		'video.upload': () => ({ page, source: 'url', url: 'https://example.com/tour.mp4' }),
	};
}

/** Mailchimp's, on its first account and audience. */
export function mailchimpParameters({ mailchimp }: Pick<Sandbox, 'mailchimp'>): Table {
	const [account] = mailchimp.accounts;
	const [regulars] = account?.audiences.values() ?? [];
	if (!account || !regulars) throw new Error('Mailchimp has no audience');
	const audience = byId(regulars.id);
	const address = () => `every.${randomUUID()}@example.com`;
	const create = () => createMember(regulars, { email_address: address(), status: 'subscribed' });
	const member = () => ({ audience, email: create().email_address });
	const tagged = () => {
		const one = create();
		setTag(one, 'VIP', true);
		return { audience, email: one.email_address };
	};
	const ready = () => {
		const settings = { subject_line: 'Hello', from_name: 'Freddie', reply_to: 'f@example.com' };
		return createCampaign(account, regulars.id, settings, { content: { html: '<p>Hello</p>' } });
	};
	const campaign = () => ({ campaign: byId(ready().id) });
	const sent = () => {
		const one = ready();
		markSent(account, one);
		return { campaign: byId(one.id) };
	};
	return {
		'account.get': () => ({}),
		'apiRequest.send': () => ({ path: '/lists' }),
		'audience.get': () => ({ audience }),
		'audience.getMany': () => ({}),
		'campaign.create': () => ({
			audience,
			subject: 'Hello',
			fromName: 'Freddie',
			replyTo: 'freddie@example.com',
			html: '<p>Hello</p>',
		}),
		'campaign.get': campaign,
		'campaign.getMany': () => ({}),
		'campaign.replicate': campaign,
		'campaign.send': campaign,
		'connection.get': () => ({}),
		'member.archive': member,
		'member.create': () => ({ audience, email: address(), status: 'subscribed' }),
		'member.createOrUpdate': () => ({ audience, email: address(), status: 'subscribed' }),
		'member.deletePermanently': () => {
			const { email } = member();
			return { audience, email, confirmation: email };
		},
		'member.get': member,
		'member.getMany': () => ({ audience }),
		'member.update': () => ({ ...member(), changes: { status: 'unsubscribed' } }),
		'report.get': sent,
		'report.getMany': () => ({}),
		'tag.add': () => ({ ...member(), tags: 'VIP' }),
		'tag.getMany': tagged,
		'tag.remove': () => ({ ...tagged(), tags: 'VIP' }),
	};
}

type N8nSide = Pick<Sandbox, 'client' | 'n8n'>;

/** A connection to n8n itself, past everything that may stand before it: nothing else is asked when it is tested. */
export const createN8nKey = async ({ client, n8n }: N8nSide, name: string): Promise<Credential> =>
	await client.api.createCredential({
		name,
		type: 'n8nConnectionApi',
		data: { apiKey: client.apiKey, url: n8n.url },
	});

/** A workflow that uses such a connection. */
export const userOf = ({ type, id, name }: Credential): WorkflowDefinition => ({
	name: `Uses ${name}`,
	nodes: [
		node('Daily', 'n8n-nodes-base.scheduleTrigger', 1.2, { rule: { interval: [{}] } }),
		node(
			'Uses it',
			'n8n-nodes-connections.connections',
			1,
			{ resource: 'managedConnection', operation: 'getMany' },
			{ credentials: { [type]: { id, name } } },
		),
	],
	connections: { Daily: { main: [[{ node: 'Uses it', type: 'main', index: 0 }]] } },
	settings: { executionOrder: 'v1' },
});

/** Stores it. */
export const storeUser = async ({ client }: N8nSide, credential: Credential) =>
	await client.api.createWorkflow(userOf(credential));

/** What is read of n8n's connections is read of this one, which a workflow uses. */
async function connectionToRead(sandbox: N8nSide): Promise<Credential> {
	const name = 'To be read';
	const known = (await sandbox.client.api.credentials()).find((one) => one.name === name);
	if (known) return known;
	const made = await createN8nKey(sandbox, name);
	await storeUser(sandbox, made);
	return made;
}

/** Those of the node Connections, in the n8n that runs it; what an operation changes is made anew for each run. */
export function n8nParameters(sandbox: N8nSide): AsyncTable {
	const toRead = async () => ({ connection: byId((await connectionToRead(sandbox)).id) });
	const named = async () => ({ filters: { name: (await connectionToRead(sandbox)).name } });
	const toChange = async () => ({
		connection: byId((await createN8nKey(sandbox, `To change ${randomUUID()}`)).id),
	});
	const toVerify = async () => ({ ...(await named()), timeLimit: 3 });
	return {
		'apiRequest.send': () => ({ path: '/tags' }),
		'connection.get': () => ({}),
		'managedConnection.accessReport': named,
		'managedConnection.delete': async () => ({ ...(await toChange()), preview: false }),
		'managedConnection.getChanges': toVerify,
		'managedConnection.getDangling': () => ({}),
		'managedConnection.getMany': () => ({ filters: { types: 'httpBasicAuth' } }),
		'managedConnection.getReauthorizeLink': toRead,
		'managedConnection.getUsage': toRead,
		'managedConnection.rename': async () => ({
			...(await toChange()),
			newName: `Another name ${randomUUID()}`,
		}),
		'managedConnection.replace': async () => {
			const old = await createN8nKey(sandbox, `To replace ${randomUUID()}`);
			await storeUser(sandbox, old);
			const { connection: replacement } = await toRead();
			return { connection: byId(old.id), replacement, preview: false };
		},
		'managedConnection.verify': toVerify,
	};
}

/** Valid parameters of every operation, by the service's name and the operation's. */
export const parametersOf = (sandbox: Sandbox): Readonly<Record<string, AsyncTable>> => ({
	boostspace: boostspaceParameters(sandbox),
	boostspaceIntegrator: boostspaceIntegratorParameters(sandbox),
	facebookPages: facebookParameters(sandbox),
	mailchimp: mailchimpParameters(sandbox),
	n8n: n8nParameters(sandbox),
});
