/** Microsoft: Outlook and its trigger, OneDrive and its trigger, Excel, Teams, To Do, SharePoint. */
import type { Also, Needed, NodeNeeds, Scopes } from './model';
import { anyOf, each } from './model';

/** Rows that this file does not have are named where they are needed. */
const source = 'microsoftgraph/microsoft-graph-devx-content: permissions/new/permissions.json';

const GRAPH = 'microsoftOAuth2Api';

const only = (runs: Scopes, edits: Scopes = []): Needed => ({ runs, edits });

/** Microsoft accepts `Mail.ReadBasic` too, and then leaves out what a message says. */
const readMail = anyOf('Mail.Read Mail.ReadWrite');
const writeMail = anyOf('Mail.ReadWrite');
const sendMail = anyOf('Mail.Send');
const listFolders = anyOf('Mail.ReadBasic Mail.Read Mail.ReadWrite');
/** `Calendars.ReadBasic` leaves out what an event says and who attends. */
const readEvents = anyOf('Calendars.Read Calendars.ReadWrite');
const writeEvents = anyOf('Calendars.ReadWrite');
const listCalendars = anyOf('Calendars.ReadBasic Calendars.Read Calendars.ReadWrite');
const readContacts = anyOf('Contacts.Read Contacts.ReadWrite');
const writeContacts = anyOf('Contacts.ReadWrite');
const listCategories = anyOf('MailboxSettings.Read');

/** Lists of messages, folders and categories. */
const mailLists = [listFolders, readMail, listCategories];
const readsMail = only([readMail], mailLists);
const writesMail = only([writeMail], mailLists);

const outlook: NodeNeeds = {
	node: 'microsoftOutlook',
	types: ['microsoftOutlookOAuth2Api', GRAPH],
	source,
	resources: {
		message: {
			...each('send sendAndWait', only([sendMail], [listCategories])),
			// A reply is a draft first, and may stay one.
			reply: {
				...only([writeMail, sendMail], mailLists),
				also: [
					{ parameter: 'options.saveAsDraft', is: [true], runs: [writeMail], instead: true },
					{ parameter: 'send', is: [false], runs: [writeMail], instead: true },
				],
			},
			...each('get getAll getMime', readsMail),
			...each('delete move update', writesMail),
		},
		draft: {
			get: readsMail,
			...each('create delete update', writesMail),
			send: {
				...only([sendMail], mailLists),
				// Writes the recipients into the draft.
				also: [
					{ parameter: 'to', runs: [writeMail] },
					{ parameter: 'additionalFields.recipients', runs: [writeMail] },
				],
			},
		},
		folder: {
			...each('get getAll getChildren', only([listFolders], [listFolders])),
			...each('create delete update', only([writeMail], [listFolders])),
		},
		folderMessage: { getAll: readsMail },
		messageAttachment: {
			add: writesMail,
			...each('download get getAll', readsMail),
		},
		calendar: {
			// Microsoft's file has no row for a single calendar: learn.microsoft.com/graph/api/calendar-get and calendar-update.
			...each('get getAll', only([listCalendars], [listCalendars])),
			...each('create delete update', only([writeEvents], [listCalendars])),
		},
		event: {
			...each('get getAll', only([readEvents], [readEvents])),
			...each('create delete update', only([writeEvents], [readEvents, listCategories])),
		},
		contact: {
			...each('get getAll', only([readContacts], [readContacts])),
			...each('create delete update', only([writeContacts], [readContacts, listCategories])),
		},
	},
};

const readFiles = anyOf('Files.Read Files.ReadWrite Files.Read.All Files.ReadWrite.All');
const writeFiles = anyOf('Files.ReadWrite Files.ReadWrite.All');
const readsFiles = only([readFiles], [readFiles]);
const writesFiles = only([writeFiles], [readFiles]);

/** Microsoft accepts nothing narrower for the content of a workbook, even to read it. */
const workbook = only([anyOf('Files.ReadWrite')], [readFiles, anyOf('Files.ReadWrite')]);

const listTeams = anyOf('Team.ReadBasic.All TeamSettings.Read.All TeamSettings.ReadWrite.All');
const listChannels = anyOf(
	'Channel.ReadBasic.All ChannelSettings.Read.All ChannelSettings.ReadWrite.All',
);
const listChats = anyOf('Chat.ReadBasic Chat.Read Chat.ReadWrite');
const channelLists = [listTeams, listChannels];
const readMessages = anyOf('ChannelMessage.Read.All Group.Read.All Group.ReadWrite.All');
const readTasks = anyOf('Tasks.Read Tasks.ReadWrite');
const writeTasks = anyOf('Tasks.ReadWrite');
/** The lists of groups and of their members in the editor. */
const taskLists = [
	readTasks,
	anyOf('Group.ReadBasic.All Group.Read.All Group.ReadWrite.All'),
	anyOf('GroupMember.Read.All Group.Read.All Group.ReadWrite.All'),
];

/** Who is connected. */
const readMe = anyOf(
	'User.Read User.ReadWrite User.ReadBasic.All User.Read.All User.ReadWrite.All',
);
/** The name of who is mentioned is looked up. */
const mentions: readonly Also[] = [
	{
		parameter: 'mentions.mention',
		runs: [anyOf('User.ReadBasic.All User.Read.All User.ReadWrite.All Directory.Read.All')],
	},
];

const teams: NodeNeeds = {
	node: 'microsoftTeams',
	types: ['microsoftTeamsOAuth2Api', GRAPH],
	source,
	resources: {
		channel: {
			create: only([anyOf('Channel.Create Group.ReadWrite.All')], channelLists),
			...each(
				'delete deleteChannel',
				only([anyOf('Channel.Delete.All Group.ReadWrite.All')], channelLists),
			),
			...each('get getAll', only([listChannels], channelLists)),
			update: only([anyOf('ChannelSettings.ReadWrite.All Group.ReadWrite.All')], channelLists),
		},
		channelMessage: {
			...each('create reply', {
				...only([anyOf('ChannelMessage.Send Group.ReadWrite.All')], channelLists),
				also: mentions,
			}),
			...each('get getAll getAllReplies', only([readMessages], [...channelLists, readMessages])),
			...each(
				'softDeleteMessage undoSoftDeleteMessage',
				only([anyOf('ChannelMessage.ReadWrite')], [...channelLists, readMessages]),
			),
		},
		chat: {
			// Whoever creates it is a member.
			create: only([anyOf('Chat.Create Chat.ReadWrite'), readMe]),
			...each('get getAll', only([listChats], [listChats])),
		},
		chatMember: {
			add: only([anyOf('ChatMember.ReadWrite Chat.ReadWrite')], [listChats]),
			getAll: only(
				[anyOf('ChatMember.Read ChatMember.ReadWrite Chat.ReadBasic Chat.Read Chat.ReadWrite')],
				[listChats],
			),
			remove: only([anyOf('ChatMember.ReadWrite')], [listChats]),
		},
		chatMessage: {
			create: {
				...only([anyOf('ChatMessage.Send Chat.ReadWrite')], [listChats]),
				also: mentions,
			},
			sendAndWait: only([anyOf('ChatMessage.Send Chat.ReadWrite')], [listChats]),
			...each('get getAll', only([anyOf('Chat.Read Chat.ReadWrite')], [listChats])),
			...each(
				'softDeleteMessage undoSoftDeleteMessage',
				only([anyOf('Chat.ReadWrite'), readMe], [listChats]),
			),
		},
		onlineMeeting: {
			get: only([anyOf('OnlineMeetings.Read OnlineMeetings.ReadWrite')]),
			...each('create createOrGet deleteMeeting update', only([anyOf('OnlineMeetings.ReadWrite')])),
		},
		task: {
			get: only([readTasks], taskLists),
			getAll: {
				// The tasks of the person who is connected, unless a plan or a member is named.
				...only([readTasks, readMe], taskLists),
				also: [
					{ parameter: 'tasksFor', is: ['plan'], runs: [readTasks], instead: true },
					{ parameter: 'memberId', runs: [readTasks], instead: true },
				],
			},
			...each('create update delete deleteTask', only([writeTasks], taskLists)),
		},
	},
};

const readsTasks = only([readTasks], [readTasks]);
const writesTasks = only([writeTasks], [readTasks]);

export const microsoft: readonly NodeNeeds[] = [
	outlook,
	{
		node: 'microsoftOutlookTrigger',
		types: ['microsoftOutlookOAuth2Api', GRAPH],
		source,
		resources: { '': { messageReceived: only([readMail], [listFolders]) } },
	},
	{
		node: 'microsoftOneDrive',
		types: ['microsoftOneDriveOAuth2Api', GRAPH],
		source,
		resources: {
			file: {
				...each('download get search', readsFiles),
				...each('copy delete move rename share upload', writesFiles),
			},
			folder: {
				...each('getChildren search', readsFiles),
				...each('create delete move rename share', writesFiles),
			},
		},
	},
	{
		node: 'microsoftOneDriveTrigger',
		types: ['microsoftOneDriveOAuth2Api', GRAPH],
		source,
		resources: { '': each('fileCreated fileUpdated folderCreated folderUpdated', readsFiles) },
	},
	{
		node: 'microsoftExcel',
		types: ['microsoftExcelOAuth2Api', GRAPH],
		source,
		resources: {
			workbook: {
				getAll: only([readFiles], [readFiles]),
				deleteWorkbook: writesFiles,
				addWorksheet: workbook,
			},
			worksheet: each(
				'getAll getContent append upsert clear deleteWorksheet readRows update',
				workbook,
			),
			table: each(
				'addRow append convertToRange addTable deleteTable getColumns getRows lookup',
				workbook,
			),
		},
	},
	teams,
	{
		node: 'microsoftToDo',
		types: ['microsoftToDoOAuth2Api', GRAPH],
		source,
		resources: {
			...Object.fromEntries(
				['linkedResource', 'task', 'list'].map((resource) => [
					resource,
					{ ...each('get getAll', readsTasks), ...each('create delete update', writesTasks) },
				]),
			),
		},
	},
	{
		// The type asks for `.default`: what counts is which permissions the app was given.
		node: 'microsoftSharePoint',
		versions: [1],
		types: ['microsoftSharePointOAuth2Api'],
		source: 'n8n-nodes-base (npm): dist/credentials/MicrosoftSharePointOAuth2Api.credentials.js',
		resources: {
			file: each('download update upload', only([])),
			item: each('create upsert delete get getAll update', only([])),
			list: each('get getAll', only([])),
		},
	},
];
