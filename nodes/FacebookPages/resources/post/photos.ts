/** Photos of a post: uploaded one by one, shown by no post until the post itself is made. */
import { z } from 'zod';

import { path } from '../../../../connection/model/address';
import type { Connection } from '../../../../connection/connection';
import { ConnectionFailure, isGone } from '../../../../connection/failure/failure';
import { deleteObject } from '../../remove';
import type { Media } from '../../upload';
import { uploadOf } from '../../upload';

/** A photo, by whose ID it can be deleted again. */
const uploaded = z.object({ id: z.string().regex(/^\w+$/) });

/** What is to be uploaded for a post. */
export interface PostPhotos {
	readonly page: string;
	/** In the order in which the post shows them. */
	readonly photos: readonly Media[];
	/** Whether the post is scheduled: its photos are kept for it as `temporary` ones. */
	readonly scheduled: boolean;
}

/** `POST /{page-id}/photos` (https://developers.facebook.com/docs/graph-api/reference/page/photos) */
async function upload(
	acting: Connection,
	{ page, scheduled }: PostPhotos,
	photo: Media,
): Promise<string> {
	const parameters = { published: 'false', ...(scheduled ? { temporary: 'true' } : {}) };
	const { id } = await acting.request(
		{ method: 'POST', path: path`/${page}/photos`, ...uploadOf(photo, 'url', parameters) },
		uploaded,
	);
	return id;
}

/** A failure of the connection; anything else, such as that the execution was stopped, is thrown on. */
function failureOf(error: unknown): ConnectionFailure {
	if (error instanceof ConnectionFailure) return error;
	throw error;
}

/** Deletes photos and gives the ids of those that could not be deleted. */
async function remove(acting: Connection, ids: readonly string[]): Promise<string[]> {
	const left: string[] = [];
	for (const id of ids) {
		try {
			await deleteObject(acting, id);
		} catch (error) {
			failureOf(error);
			if (!isGone(error)) left.push(id);
		}
	}
	return left;
}

/** A failure that says in addition what became of the photos. */
function withNote(failure: ConnectionFailure, note: string, advice = ''): ConnectionFailure {
	const { kind, status, error } = failure;
	return new ConnectionFailure(`${failure.message}. ${note}`, {
		kind,
		status,
		error,
		advice: [failure.advice, advice].filter(Boolean).join(' '),
	});
}

/** The failure of a post whose photos are of no more use: they are deleted. */
async function takenBack(
	acting: Connection,
	ids: readonly string[],
	failure: ConnectionFailure,
): Promise<ConnectionFailure> {
	const left = await remove(acting, ids);
	if (left.length === 0) {
		return withNote(failure, 'The photos that were uploaded for the post were deleted again');
	}
	return withNote(
		failure,
		`Photos that were uploaded for the post could not be deleted again: ${left.join(', ')}`,
		'Nobody sees them. Delete them with the resource "Photo".',
	);
}

/** The failure of a post of which nobody knows whether it was made: its photos stay. */
const leftToPost = (ids: readonly string[], failure: ConnectionFailure) =>
	withNote(
		failure,
		`The photos that were uploaded for the post are left to it: ${ids.join(', ')}`,
		'If there is no such post, delete them with the resource "Photo".',
	);

/**
 * Uploads photos, then makes the post that shows them. When one of these steps is refused, the photos are deleted
 * again. When it is not known whether the post was made, they are left to it.
 * @param publish makes the post, given the ids of the photos
 * @throws ConnectionFailure that says what became of the photos
 */
export async function withPhotos<T>(
	acting: Connection,
	given: PostPhotos,
	publish: (ids: readonly string[]) => Promise<T>,
): Promise<T> {
	const ids: string[] = [];
	try {
		for (const photo of given.photos) ids.push(await upload(acting, given, photo));
		return await publish(ids);
	} catch (error) {
		const failure = failureOf(error);
		const mayBePublished = ids.length === given.photos.length && failure.kind === 'outcomeUnknown';
		if (mayBePublished && ids.length > 0) throw leftToPost(ids, failure);
		throw ids.length > 0 ? await takenBack(acting, ids, failure) : failure;
	}
}
