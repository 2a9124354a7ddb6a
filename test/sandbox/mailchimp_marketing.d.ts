/** What the tests call of Mailchimp's own client, which ships no types; its published types lack half of these. */
declare module '@mailchimp/mailchimp_marketing' {
	type Call = (...parameters: readonly unknown[]) => Promise<unknown>;

	const client: {
		setConfig(config: { readonly apiKey: string; readonly server: string }): void;
		readonly ping: { get(): Promise<unknown> };
		readonly root: { getRoot(): Promise<unknown> };
		readonly lists: Record<
			| 'getAllLists'
			| 'getList'
			| 'addListMember'
			| 'updateListMember'
			| 'updateListMemberTags'
			| 'getListMember'
			| 'deleteListMember'
			| 'deleteListMemberPermanent'
			| 'batchListMembers'
			| 'setListMember'
			| 'getListMembersInfo'
			| 'getListMergeFields'
			| 'tagSearch'
			| 'createListWebhook'
			| 'getListWebhooks'
			| 'deleteListWebhook',
			Call
		>;
		readonly campaigns: Record<
			| 'create'
			| 'getSendChecklist'
			| 'setContent'
			| 'send'
			| 'replicate'
			| 'schedule'
			| 'list'
			| 'remove',
			Call
		>;
		readonly reports: Record<'getCampaignReport' | 'getAllCampaignReports', Call>;
		readonly searchMembers: Record<'search', Call>;
	};
	export default client;
}
