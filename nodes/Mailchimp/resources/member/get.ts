import { fieldSet } from '../../../../operation/fieldSet';
import { memberFields, memberPath, simplifyField } from '../../fields';
import { operation } from '../../operation';
import { members } from './simplified';
import { memberRecord } from './written';

/** `GET /lists/{list_id}/members/{subscriber_hash}` */
export const get = operation({
	name: 'Get',
	action: 'Get a member',
	description: 'Get a member of an audience by the e-mail address',
	requires: [],
	...fieldSet({ ...memberFields, simplify: simplifyField }),
	run: async (connection, input) => {
		const { simplify } = input;
		const query = members.queryOfOne(simplify);
		const member = await connection.request(
			{ method: 'GET', path: memberPath(input), query },
			memberRecord,
		);
		return members.shown(simplify, member);
	},
});
