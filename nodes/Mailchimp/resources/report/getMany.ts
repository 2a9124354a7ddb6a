import { definedOnly } from '../../../../operation/fields';
import { field, fieldSet } from '../../../../operation/fieldSet';
import { offsetPages } from '../../../../operation/pages';
import { sentSpan, simplifyField } from '../../fields';
import { operation } from '../../operation';
import { shownPages } from '../../simplification';
import { reports } from './simplified';

/** `GET /reports` */
export const getMany = operation({
	name: 'Get Many',
	action: 'Get many reports',
	description: 'Get the reports of the campaigns that were sent',
	requires: [],
	...fieldSet({
		simplify: simplifyField,
		filters: field.group('Filters', sentSpan, { placeholder: 'Add Filter' }),
	}),
	list: (connection, { filters, simplify }, limit) =>
		shownPages(
			reports,
			simplify,
			offsetPages(
				connection,
				{
					path: '/reports',
					query: definedOnly({
						...reports.queryOfMany(simplify, 'reports'),
						since_send_time: filters.sentAfter,
						before_send_time: filters.sentBefore,
					}),
					key: 'reports',
					totalKey: 'total_items',
				},
				limit,
			),
		),
});
