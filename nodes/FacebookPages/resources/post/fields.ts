/** Fields of a post that can be read (facebook/facebook-business-sdk-codegen: api_specs/specs/PagePost.json). */
export const POST_FIELDS = {
	attachments: 'Attachments',
	created_time: 'Created Time',
	from: 'From',
	full_picture: 'Full Picture',
	is_published: 'Is Published',
	message: 'Message',
	permalink_url: 'Permalink',
	scheduled_publish_time: 'Scheduled Publish Time',
	shares: 'Shares',
	status_type: 'Status Type',
	updated_time: 'Updated Time',
} as const;

export const POST_DEFAULTS = ['message', 'created_time', 'permalink_url'] as const;
