import { operation } from '../../operation';
import { postListFields, postListInput, postPages } from './list';

/** `GET /{page-id}/feed` (https://developers.facebook.com/docs/graph-api/reference/page/feed) */
export const getManyOfFeed = operation({
	name: 'Get Many of Feed',
	action: 'Get many posts of the feed',
	description: "Get everything that is on a page's feed, with what visitors posted there",
	requires: ['readComments'],
	fields: postListFields,
	input: postListInput,
	list: (connection, input, limit) => postPages(connection, 'feed', input, limit),
});
