/** Gmail and its trigger, Outlook, Slack, X. */
import type { Case } from './case.mts';
import { casesOf } from './case.mts';

const gmail = casesOf({
	node: 'gmail',
	version: 2.1,
	slot: 'gmailOAuth2',
	parameters: { authentication: 'oAuth2' },
});

const gmailTrigger = casesOf({
	node: 'gmailTrigger',
	version: 1.2,
	slot: 'gmailOAuth2',
	parameters: { authentication: 'oAuth2', pollTimes: { item: [{ mode: 'everyMinute' }] } },
	isTrigger: true,
});

const outlook = casesOf({
	node: 'microsoftOutlook',
	version: 2,
	slot: 'microsoftOutlookOAuth2Api',
	parameters: { authentication: 'microsoftOutlookOAuth2Api' },
});

const slack = casesOf({
	node: 'slack',
	version: 2.3,
	slot: 'slackOAuth2Api',
	parameters: { authentication: 'oAuth2' },
});

const x = casesOf({ node: 'twitter', version: 2, slot: 'twitterOAuth2Api', parameters: {} });

const mail = { sendTo: 'ada@example.com', subject: 'Flowers', message: 'Hello', options: {} };

export const mailCases: readonly Case[] = [
	gmail('message', 'send', mail),
	gmail('message', 'send', { ...mail, options: { senderName: 'Ada' } }),
	gmail('message', 'sendAndWait', mail, { waits: true }),
	gmail('message', 'addLabels', { messageId: '1', labelIds: ['INBOX'] }),
	gmail('message', 'getAll', { limit: 1, filters: {} }),
	gmail('message', 'get', { messageId: '1' }),
	gmail('message', 'markAsRead', { messageId: '1' }),
	gmail('message', 'reply', { messageId: '1', message: 'Hello', options: {} }),
	gmail('message', 'delete', { messageId: '1' }),
	gmail('draft', 'create', { subject: 'Flowers', message: 'Hello', options: {} }),
	gmail('label', 'getAll'),
	gmailTrigger('', '', { simple: true, filters: {}, options: {} }),
	outlook('message', 'send', {
		toRecipients: 'ada@example.com',
		subject: 'Flowers',
		bodyContent: 'Hello',
		additionalFields: {},
	}),
	slack('message', 'post', {
		select: 'channel',
		channelId: { __rl: true, mode: 'id', value: 'C0123456789' },
		text: 'Hello',
		otherOptions: {},
	}),
	x('tweet', 'create', { text: 'Flowers', additionalFields: {} }),
];
