/** The writes of the node Facebook Pages, each with its mark. */
import { randomUUID } from 'node:crypto';

import type { Sandbox } from '../../../sandbox/sandbox.mts';
import {
	createComment,
	createPhoto,
	createPost,
	createVideo,
} from '../../../sandbox/services/facebookPages/index.mts';
import type { Comment, Item } from '../../../sandbox/services/facebookPages/state.mts';
import { byId } from '../workflows.mts';
import { count, once, type Write, type Writes } from './write.mts';

export function facebookPagesWrites({ facebookPages }: Sandbox): Writes {
	const [flowers] = facebookPages.pages;
	const [florist] = facebookPages.people;
	const page = byId(flowers.id);
	const visitor = { id: '100000000000007', name: 'Grace Hopper' };
	const newComment = () =>
		createComment(createPost(flowers, { message: 'A post' }), {
			message: 'A comment',
			from: visitor,
		});

	/** Something that holds the mark in one of its properties. */
	const creates =
		(kind: Item['kind'], property: string, more: () => object, valueOf = (mark: string) => mark) =>
		(): Write => {
			const value = valueOf(randomUUID());
			return {
				parameters: { page, [property]: value, ...more() },
				written: () =>
					count(
						flowers.items.values(),
						(item) => item.kind === kind && Reflect.get(item, property) === value,
					),
			};
		};

	const deletes = (name: string, make: () => Item) => (): Write => {
		const { id } = make();
		return { parameters: { page, [name]: id }, written: () => once(!flowers.items.has(id)) };
	};

	const hides = (hidden: boolean) => (): Write => {
		const comment: Comment = newComment();
		comment.isHidden = !hidden;
		return {
			parameters: { page, comment: comment.id },
			written: () => once(comment.isHidden === hidden),
		};
	};

	const url = (mark: string) => `https://example.com/${mark}`;

	return {
		'comment.delete': deletes('comment', newComment),
		'comment.hide': hides(true),
		'comment.reply': creates('comment', 'message', () => ({ object: createPost(flowers).id })),
		'comment.unhide': hides(false),
		'connection.revoke': () => ({
			parameters: { account: florist.name },
			written: () => once(florist.permissions.size === 0),
		}),
		'photo.delete': deletes('photo', () => createPhoto(flowers)),
		'photo.upload': creates('photo', 'url', () => ({ source: 'url' }), url),
		'post.create': creates('post', 'message', () => ({})),
		'post.delete': deletes('post', () => createPost(flowers, { message: 'A post' })),
		'post.update': () => {
			const post = createPost(flowers, { message: 'A post' });
			const message = `Other words ${randomUUID()}`;
			return {
				parameters: { page, post: post.id, changes: { message } },
				written: () => once(post.message === message),
			};
		},
		'video.delete': deletes('video', () => createVideo(flowers)),
		'video.upload': creates('video', 'url', () => ({ source: 'url' }), url),
	};
}
