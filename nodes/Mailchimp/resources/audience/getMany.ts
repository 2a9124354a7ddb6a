import { fieldSet } from '../../../../operation/fieldSet';
import { offsetPages } from '../../../../operation/pages';
import { simplifyField } from '../../fields';
import { operation } from '../../operation';
import { shownPages } from '../../simplification';
import { audiences } from './simplified';

/** `GET /lists` */
export const getMany = operation({
	name: 'Get Many',
	action: 'Get many audiences',
	description: 'Get the audiences of the account with their statistics',
	requires: [],
	...fieldSet({ simplify: simplifyField }),
	list: (connection, { simplify }, limit) =>
		shownPages(
			audiences,
			simplify,
			offsetPages(
				connection,
				{
					path: '/lists',
					query: audiences.queryOfMany(simplify, 'lists'),
					key: 'lists',
					totalKey: 'total_items',
				},
				limit,
			),
		),
});
