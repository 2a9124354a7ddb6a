import { operation } from '../../operation';
import { postListFields, postListInput, postPages } from './list';

/** `GET /{page-id}/published_posts` */
export const getMany = operation({
	name: 'Get Many',
	action: 'Get many posts',
	description: 'Get the published posts of a page, without those of visitors',
	requires: ['readPosts'],
	fields: postListFields,
	input: postListInput,
	list: (connection, input, limit) => postPages(connection, 'published_posts', input, limit),
});
