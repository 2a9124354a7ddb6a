/** Fields of a photo that can be read (facebook/facebook-business-sdk-codegen: api_specs/specs/Photo.json). */
export const PHOTO_FIELDS = {
	created_time: 'Created Time',
	from: 'From',
	height: 'Height',
	images: 'Images',
	link: 'Link',
	name: 'Caption',
	page_story_id: 'Post ID',
	picture: 'Picture',
	updated_time: 'Updated Time',
	width: 'Width',
} as const;

export const PHOTO_DEFAULTS = ['name', 'created_time', 'link'] as const;
