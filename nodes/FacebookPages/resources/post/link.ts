import { z } from 'zod';

import type { Connection } from '../../../../connection/connection';
import { ConnectionFailure } from '../../../../connection/failure/failure';
import { path } from '../../../../connection/model/address';
import { onceFound } from '../../graph';

const link = z
	.object({ permalink_url: z.string().url() })
	.transform(({ permalink_url }) => ({ permalink_url }));

type Link = Partial<z.infer<typeof link>>;

/** No link, where it cannot be read; anything else, such as that the execution was stopped, is thrown on. */
function noneIfRefused(error: unknown): Link {
	if (error instanceof ConnectionFailure) return {};
	throw error;
}

/**
 * The address of a post that was made just before, as a part of what is said of it. It is not asked for with the creation
 * itself: Facebook would answer a post that it made and could not read with an error (sns-sdks/python-facebook, issue 224).
 * Where it cannot be read, it is left out: the post is made, and a failure would have it made twice.
 * @param acting a connection that acts as the page
 */
export async function linkOf(acting: Connection, post: string): Promise<Link> {
	const read = { method: 'GET', path: path`/${post}`, query: { fields: 'permalink_url' } } as const;
	return await onceFound(async (): Promise<Link> => await acting.request(read, link)).catch(
		noneIfRefused,
	);
}
