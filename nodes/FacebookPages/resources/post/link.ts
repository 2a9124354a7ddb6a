import { z } from 'zod';

import type { Connection } from '../../../../connection/connection';
import { ConnectionFailure } from '../../../../connection/failure/failure';
import { path } from '../../../../connection/model/address';
import { onceFound } from '../../graph';

const link = z.object({ permalink_url: z.string().url() });

/**
 * The address of a post that was made just before, as a part of what is said of it. It is not asked for with the creation
 * itself: Facebook would answer a post that it made and could not read with an error (sns-sdks/python-facebook, issue 224).
 * Where it cannot be read, it is left out: the post is made, and a failure would have it made twice.
 * @param acting a connection that acts as the page
 */
export async function linkOf(
	acting: Connection,
	post: string,
): Promise<{ permalink_url?: string }> {
	const read = { method: 'GET', path: path`/${post}`, query: { fields: 'permalink_url' } } as const;
	try {
		const { permalink_url } = await onceFound(async () => await acting.request(read, link));
		return { permalink_url };
	} catch (error) {
		if (error instanceof ConnectionFailure) return {};
		throw error;
	}
}
