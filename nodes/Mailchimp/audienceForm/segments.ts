import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { z } from 'zod';

import { path } from '../../../connection/model/address';
import type { Connection } from '../../../connection/connection';
import { offsetPages } from '../../../operation/pages';
import type { Named } from './asked';
import { askChosen, idsOf, oncePerAudience, optionsOf } from './asked';

const segment = z.object({ id: z.number(), name: z.string(), type: z.string() });

/** A segment of an audience; the API calls a tag a static one. */
interface Segment extends Named {
	readonly isTag: boolean;
}

/** The segments and tags of an audience: `GET /lists/{list_id}/segments` */
const segmentsOf = oncePerAudience(async (connection, audience): Promise<Segment[]> => {
	const list = {
		path: path`/lists/${audience}/segments`,
		query: { fields: 'segments.id,segments.name,segments.type,total_items' },
		key: 'segments',
		totalKey: 'total_items',
	};
	const all: Segment[] = [];
	for await (const page of offsetPages(connection, list, Infinity)) {
		for (const one of page) {
			const { id, name, type } = segment.parse(one);
			all.push({ id: String(id), name, isTag: type === 'static' });
		}
	}
	return all;
});

/** The segments and tags of the chosen audience, for a list in the editor. */
export async function getSegments(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const all = (await askChosen(this, segmentsOf)) ?? [];
	return optionsOf(
		all.map(({ id, name, isTag }) => ({ id, name: isTag ? `${name} (Tag)` : name })),
	);
}

/**
 * The id of a segment or tag that is named by id or by name.
 * @throws ConnectionFailure that says which ones the audience has
 */
export async function segmentId(
	connection: Connection,
	audience: string,
	wanted: string,
): Promise<string> {
	const all = await segmentsOf(connection, audience);
	const [id = ''] = idsOf([wanted], all, 'segment or tag');
	return id;
}
