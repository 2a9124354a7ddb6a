/** Fields of a comment that can be read (facebook/facebook-business-sdk-codegen: api_specs/specs/Comment.json). */
export const COMMENT_FIELDS = {
	attachment: 'Attachment',
	can_comment: 'Can Comment',
	can_hide: 'Can Hide',
	can_remove: 'Can Remove',
	comment_count: 'Number of Replies',
	created_time: 'Created Time',
	from: 'From',
	is_hidden: 'Is Hidden',
	like_count: 'Likes',
	message: 'Message',
	object: 'Object',
	parent: 'Parent',
	permalink_url: 'Permalink',
	user_likes: 'Liked by the Page',
} as const;

export const COMMENT_DEFAULTS = ['message', 'from', 'created_time', 'is_hidden'] as const;
