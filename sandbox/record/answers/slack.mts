/** Answers of Slack and X. */
import { ID, NUMBER } from '../values.mts';
import type { Answers } from './record.mts';

const slackUpload = (mark: string) => ({
	ok: true,
	upload_url: `https://files.slack.com/upload/v1/${ID}?${mark}`,
	file_id: ID,
});
/** What Slack's methods answer, all in one. */
const slackRecord = {
	ok: true,
	id: ID,
	channel: { id: ID, name: 'flowers' },
	channels: [{ id: ID, name: 'flowers' }],
	members: [ID],
	messages: [{ ts: '1.1', text: 'Tulips' }],
	message: { ts: '1.1' },
	ts: '1.1',
	usergroup: { id: ID, users: [ID] },
	usergroups: [{ id: ID, users: [ID] }],
	users: [ID],
	user: { id: ID, profile: {} },
	profile: { fields: {} },
	file: { id: ID },
	files: [{ id: ID }],
	items: [{ id: ID }],
	scheduled_messages: [{ id: ID }],
	scheduled_message_id: ID,
	response_metadata: { next_cursor: '' },
};

export const slack: Answers = [
	[/files\.getUploadURLExternal$/, (mark) => slackUpload(mark)],
	[
		/slack\.com.*search\.messages$/,
		{ ok: true, messages: { matches: [{ ts: '1.1' }], paging: {} } },
	],
	[/slack\.com/, slackRecord],
	[/api\.x\.com\/2\/(users|lists)\/[^/]+$/, { data: { id: String(NUMBER), username: 'ada' } }],
	[/api\.x\.com.*\/by\/username\//, { data: { id: String(NUMBER), username: 'ada' } }],
	[/api\.x\.com.*search/, { data: [{ id: String(NUMBER) }], meta: {} }],
	[/api\.x\.com/, { data: { id: String(NUMBER) } }],
];
