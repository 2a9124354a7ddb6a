import type { IDataObject } from 'n8n-workflow';
import type { z } from 'zod';

import { path } from '../../../../connection/model/address';
import type { Connection } from '../../../../connection/connection';
import { definedOnly } from '../../../../operation/fields';
import { field, fieldSet } from '../../../../operation/fieldSet';
import { offsetPages } from '../../../../operation/pages';
import { segmentId } from '../../audienceForm/segments';
import { memberFields, momentField, simplifyField } from '../../fields';
import { operation } from '../../operation';
import { shownPages } from '../../simplification';
import { listedStatusField } from './fields';
import { members } from './simplified';

const changed = (displayName: string, when: string) =>
	momentField(displayName, `Only members whose information changed ${when} this time`);

const { fields, input } = fieldSet({
	audience: memberFields.audience,
	simplify: simplifyField,
	filters: field.group(
		'Filters',
		{
			changedAfter: changed('Changed After', 'after'),
			changedBefore: changed('Changed Before', 'before'),
			segment: field.of(
				{
					displayName: 'Segment or Tag Name or ID',
					type: 'options',
					typeOptions: {
						loadOptionsMethod: 'getSegments',
						loadOptionsDependsOn: ['audience.value'],
					},
					default: '',
					description:
						'Only members of this segment, or with this tag. Choose from the list, or specify a name or an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
				},
				field.text('').schema,
			),
			status: listedStatusField,
			vipOnly: field.toggle('VIP Only', {
				description: 'Whether to return only members that are marked as very important',
			}),
		},
		{ placeholder: 'Add Filter' },
	),
});

type Input = z.output<typeof input>;

type Filters = Input['filters'];

const list = (at: string, query: IDataObject) => ({
	path: at,
	query,
	key: 'members',
	totalKey: 'total_items',
});

/** `GET /lists/{list_id}/members` */
const ofAudience = (
	connection: Connection,
	{ audience, filters, simplify }: Input,
	limit: number,
) =>
	offsetPages(
		connection,
		list(
			path`/lists/${audience}/members`,
			definedOnly({
				...members.queryOfMany(simplify, 'members'),
				since_last_changed: filters.changedAfter,
				before_last_changed: filters.changedBefore,
				status: filters.status,
				vip_only: filters.vipOnly || undefined,
			}),
		),
		limit,
	);

/** Whether a member is one that is wanted: of a segment, Mailchimp lists all and takes no filters. */
const isWanted =
	({ changedAfter, changedBefore, status, vipOnly }: Filters) =>
	(member: IDataObject) => {
		const at = Date.parse(String(member.last_changed));
		return (
			(changedAfter === undefined || at >= Date.parse(changedAfter)) &&
			(changedBefore === undefined || at <= Date.parse(changedBefore)) &&
			(status === undefined || member.status === status) &&
			(!vipOnly || member.vip === true)
		);
	};

/** `GET /lists/{list_id}/segments/{segment_id}/members`: a tag is a segment, too. */
async function* ofSegment(
	connection: Connection,
	{ audience, filters, simplify }: Input,
	segment: string,
	limit: number,
): AsyncGenerator<IDataObject[]> {
	const id = await segmentId(connection, audience, segment);
	const isFiltered = Object.entries(filters).some(([name, value]) => name !== 'segment' && value);
	const query = {
		...members.queryOfMany(simplify, 'members'),
		include_cleaned: true,
		include_transactional: true,
		include_unsubscribed: true,
	};
	const at = path`/lists/${audience}/segments/${id}/members`;
	for await (const page of offsetPages(
		connection,
		list(at, query),
		isFiltered ? Infinity : limit,
	)) {
		yield page.filter(isWanted(filters));
	}
}

/** The members of an audience, or of a part of it. */
export const getMany = operation({
	name: 'Get Many',
	action: 'Get many members',
	description: 'Get the members of an audience',
	requires: [],
	fields,
	input,
	list: (connection, asked, limit) => {
		const { segment } = asked.filters;
		const pages =
			segment === undefined
				? ofAudience(connection, asked, limit)
				: ofSegment(connection, asked, segment, limit);
		return shownPages(members, asked.simplify, pages);
	},
});
