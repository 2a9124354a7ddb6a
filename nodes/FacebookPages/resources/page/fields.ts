/** Fields of a page that can be read (facebook/facebook-business-sdk-codegen: api_specs/specs/Page.json). */
export const PAGE_FIELDS = {
	about: 'About',
	category: 'Category',
	fan_count: 'Likes',
	followers_count: 'Followers',
	link: 'Link',
	name: 'Name',
	verification_status: 'Verification Status',
} as const;

export const PAGE_DEFAULTS = ['name', 'category', 'link'] as const;
