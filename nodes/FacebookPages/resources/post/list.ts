import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import { path } from '../../../../connection/model/address';
import type { Connection } from '../../../../connection/connection';
import { definedOnly } from '../../../../operation/fields';
import {
	createdFilter,
	createdWithin,
	pageField,
	pageId,
	selectedFields,
	selectField,
} from '../../fields';
import { edgePages } from '../../graph';
import { asPage } from '../../page';
import { POST_DEFAULTS, POST_FIELDS } from './fields';

export const postListFields = [pageField, createdFilter, selectField(POST_FIELDS, POST_DEFAULTS)];

export const postListInput = z.object({
	page: pageId,
	filters: createdWithin,
	fields: selectedFields(POST_FIELDS),
});

/** The edges of a page that list posts. */
type PostEdge = 'feed' | 'published_posts' | 'scheduled_posts';

interface PostList {
	readonly page: string;
	readonly fields: string;
	readonly filters?: { readonly since?: number | undefined; readonly until?: number | undefined };
}

/** The posts of one of a page's edges, newest first. */
export async function* postPages(
	connection: Connection,
	edge: PostEdge,
	{ page, fields, filters = {} }: PostList,
	limit: number,
): AsyncGenerator<IDataObject[]> {
	yield* edgePages(
		await asPage(connection, page),
		{ path: path`/${page}/${edge}`, query: definedOnly({ fields, ...filters }) },
		limit,
	);
}
