/** Answers of services that put every record, or every list, into the same frame. */
import { ID, NUMBER } from '../values.mts';
import { RECORD } from './record.mts';

/** What services answer that wrap one record. */
export const ONES: Readonly<Record<string, object>> = {
	'discord.com': { ...RECORD, guild_id: String(NUMBER) },
	'api.pipedrive.com': { success: true, data: RECORD, additional_data: { pagination: {} } },
	'app.asana.com': { data: { ...RECORD, gid: ID } },
	'oauth.reddit.com': { data: RECORD, json: { data: { ...RECORD, things: [{ data: RECORD }] } } },
	'api.clickup.com': { ...RECORD, data: RECORD },
};

/** What services answer to who asks for many. */
export const LISTS: Readonly<Record<string, object>> = {
	'api.airtable.com': {
		records: [{ id: ID, fields: { id: '1', name: 'Ada', city: 'Paris' } }],
		bases: [RECORD],
		tables: [{ ...RECORD, fields: [] }],
	},
	'api.pipedrive.com': {
		success: true,
		data: [RECORD],
		additional_data: { pagination: {} },
	},
	'app.asana.com': { data: [{ ...RECORD, gid: ID }] },
	'oauth.reddit.com': { data: { after: null, children: [{ data: RECORD }] } },
	'api.clickup.com': {
		...Object.fromEntries(
			[
				'checklists',
				'comments',
				'fields',
				'folders',
				'goals',
				'lists',
				'members',
				'tags',
				'tasks',
			].map((name) => [name, [RECORD]]),
		),
		data: [RECORD],
	},
	'api.spotify.com': {
		items: [RECORD],
		...Object.fromEntries(
			['albums', 'artists', 'playlists', 'tracks'].map((name) => [
				name,
				{ items: [RECORD], next: null },
			]),
		),
	},
	'discord.com': [RECORD, { id: String(NUMBER) }],
	'api.github.com': [RECORD],
	'gitlab.com': [RECORD],
	'api.xero.com': { Invoices: [RECORD], Contacts: [RECORD] },
};
