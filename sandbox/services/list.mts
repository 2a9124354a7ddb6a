/** The services whose stand-ins were written by hand, since they keep a state that nodes change. */
export const BY_HAND: readonly string[] = [
	'boostspace',
	'boostspaceIntegrator',
	'facebookPages',
	'mailchimp',
	'n8n',
];
