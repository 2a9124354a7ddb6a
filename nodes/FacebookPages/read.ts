import type { IDataObject } from 'n8n-workflow';

import { path } from '../../connection/model/address';
import type { AnswerSchema } from '../../connection/connection';
import type { ServiceRequest } from '../../connection/request/request';
import { record } from '../../operation/fields';
import type { BatchOperation } from '../../operation/operation';
import { BATCH_SIZE, changesNothing, readTogether } from './graph';
import { asPage } from './page';

/** An input of an operation on something that a page owns. */
export interface OfPage {
	readonly page: string;
}

/**
 * Reads of one page's things, up to fifty in one request.
 * @param requestOf the read of an item
 * @param answer what each must give
 * @param dataOf what becomes of it
 */
export function readsOfPage<I extends OfPage, T>(
	requestOf: (input: I) => ServiceRequest,
	answer: AnswerSchema<T>,
	dataOf: (input: I, given: T) => IDataObject,
): BatchOperation<string, I>['batch'] {
	return {
		size: BATCH_SIZE,
		key: ({ page }) => page,
		mayBeSentInParts: changesNothing,
		run: async (connection, inputs) => {
			const acting = await asPage(connection, inputs[0]?.page ?? '');
			const outcomes = await readTogether(acting, inputs.map(requestOf), answer);
			return inputs.map((input, index) => {
				const outcome = outcomes[index];
				if (!outcome || 'failure' in outcome) return outcome;
				return { data: dataOf(input, outcome.data) };
			});
		},
	};
}

/**
 * `GET /{id}` with the chosen fields, of something that a page owns.
 * @param name the field that holds its ID
 */
export const objectsOfPage = <K extends string>(name: K) =>
	readsOfPage<OfPage & { readonly fields: string } & Readonly<Record<K, string>>, IDataObject>(
		({ fields, [name]: id }) => ({ method: 'GET', path: path`/${id}`, query: { fields } }),
		record,
		(_input, data) => data,
	);
