/** Fields of a video that can be read (facebook/facebook-business-sdk-codegen: api_specs/specs/AdVideo.json). */
export const VIDEO_FIELDS = {
	created_time: 'Created Time',
	description: 'Description',
	from: 'From',
	length: 'Length',
	permalink_url: 'Permalink',
	picture: 'Picture',
	post_id: 'Post ID',
	published: 'Published',
	scheduled_publish_time: 'Scheduled Publish Time',
	source: 'Source',
	status: 'Status',
	title: 'Title',
	updated_time: 'Updated Time',
	views: 'Views',
} as const;

export const VIDEO_DEFAULTS = ['title', 'description', 'created_time', 'permalink_url'] as const;
