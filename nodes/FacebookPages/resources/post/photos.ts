/** Photos of a post: uploaded one by one, shown by no post until the post itself is made. */
import { path } from '../../../../connection/model/address';
import type { Connection } from '../../../../connection/connection';
import { ConnectionFailure, isGone } from '../../../../connection/failure/failure';
import { created, onceFound } from '../../graph';
import { deleteObject } from '../../remove';
import type { Media } from '../../upload';
import { uploadOf } from '../../upload';

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
		created,
	);
	return id;
}

/** A failure of the connection; anything else, such as that the execution was stopped, is thrown on. */
function failureOf(error: unknown): ConnectionFailure {
	if (error instanceof ConnectionFailure) return error;
	throw error;
}

/**
 * Deletes photos and gives the ids of those that could not be deleted. One that is not found is not known to be gone: it may
 * be too new to be found.
 */
async function remove(acting: Connection, ids: readonly string[]): Promise<string[]> {
	const left: string[] = [];
	for (const id of ids) {
		try {
			await onceFound(async () => await deleteObject(acting, id));
		} catch (error) {
			failureOf(error);
			left.push(id);
		}
	}
	return left;
}

/** A failure that says in addition what became of the photos. */
function withNote(failure: ConnectionFailure, note: string, advice: string): ConnectionFailure {
	const { kind, status, error } = failure;
	return new ConnectionFailure(`${failure.message}. ${note}`, { kind, status, error, advice });
}

/** What became of photos that were deleted, as far as they could be. */
function fateOf(ids: readonly string[], left: readonly string[], isOneInDoubt: boolean): string[] {
	const photos = isOneInDoubt ? 'other photos' : 'photos';
	return [
		...(isOneInDoubt
			? [
					'Nothing was posted, but the photo that was being uploaded may be on the page, unpublished',
				]
			: []),
		...(left.length > 0
			? [
					`Some ${photos} that were uploaded for the post could not be deleted again: ${left.join(', ')}`,
				]
			: []),
		...(left.length === 0 && ids.length > 0
			? [`The ${photos} that were uploaded for the post were deleted again`]
			: []),
	];
}

/** The failure of a post that was not made: its photos are of no more use and are deleted. */
async function takenBack(
	acting: Connection,
	ids: readonly string[],
	failure: ConnectionFailure,
): Promise<ConnectionFailure> {
	const isOneInDoubt = failure.kind === 'outcomeUnknown';
	const left = await remove(acting, ids);
	const fate = fateOf(ids, left, isOneInDoubt);
	if (fate.length === 0) return failure;
	const advice = [
		isOneInDoubt
			? 'Run it again: no post was made, and nobody sees an unpublished photo.'
			: failure.advice,
		...(left.length > 0 ? ['Nobody sees them. Delete them with the resource "Photo".'] : []),
	];
	return withNote(failure, fate.join('. '), advice.join(' '));
}

/** The failure of a post of which nobody knows whether it was made: its photos stay. */
const leftToPost = (ids: readonly string[], failure: ConnectionFailure) =>
	withNote(
		failure,
		`The photos that were uploaded for the post are left to it: ${ids.join(', ')}`,
		`${failure.advice} If there is no such post, delete them with the resource "Photo".`,
	);

/** Whether Facebook refuses a post since it does not find one of its photos yet: then it has posted nothing. */
const missesPhoto = (ids: readonly string[]) => (error: unknown) =>
	isGone(error) &&
	error instanceof ConnectionFailure &&
	ids.some((id) => error.error?.detail?.includes(id));

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
		return await onceFound(async () => await publish(ids), missesPhoto(ids));
	} catch (error) {
		const failure = failureOf(error);
		const isUploaded = ids.length === given.photos.length;
		if (ids.length === 0 && isUploaded) throw failure;
		const mayBePublished = isUploaded && failure.kind === 'outcomeUnknown';
		throw mayBePublished ? leftToPost(ids, failure) : await takenBack(acting, ids, failure);
	}
}
