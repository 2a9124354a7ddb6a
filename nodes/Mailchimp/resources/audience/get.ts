import { path } from '../../../../connection/model/address';
import { field, fieldSet } from '../../../../operation/fieldSet';
import { audienceField, audienceId, identified, simplifyField } from '../../fields';
import { operation } from '../../operation';
import { audiences } from './simplified';

/** `GET /lists/{list_id}` */
export const get = operation({
	name: 'Get',
	action: 'Get an audience',
	description: 'Get an audience with its statistics',
	requires: [],
	...fieldSet({ audience: field.of(audienceField, audienceId), simplify: simplifyField }),
	run: async (connection, { audience, simplify }) => {
		const found = await connection.request(
			{ method: 'GET', path: path`/lists/${audience}`, query: audiences.queryOfOne(simplify) },
			identified,
		);
		return audiences.shown(simplify, found);
	},
});
