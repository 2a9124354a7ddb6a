/**
 * Types whose address is in the connection, such as a shop or an installation of one's own: only n8n's own node knows it. It
 * reads one record, of which nothing is shown.
 */
import type { INodeParameters } from 'n8n-workflow';

import type { InquiredType } from '../inquiry';

const read = (
	service: string,
	node: string,
	parameters: INodeParameters,
	{ typeVersion = 1, mayBeEmpty = false } = {},
): InquiredType => ({
	service,
	inquiries: [
		{
			node,
			typeVersion,
			parameters: { limit: 1, returnAll: false, ...parameters },
			...(mayBeEmpty ? { mayBeEmpty } : {}),
		},
	],
	source: `${node}: a read operation of the node itself`,
});

export const byNode: Readonly<Record<string, InquiredType>> = {
	bannerbearApi: read('Bannerbear', 'n8n-nodes-base.bannerbear', {
		resource: 'template',
		operation: 'getAll',
	}),
	githubOAuth2Api: read(
		'GitHub',
		'n8n-nodes-base.github',
		{
			authentication: 'oAuth2',
			resource: 'user',
			operation: 'getUserIssues',
			getUserIssuesFilters: {},
		},
		{ typeVersion: 1.1, mayBeEmpty: true },
	),
	highLevelOAuth2Api: read(
		'HighLevel',
		'n8n-nodes-base.highLevel',
		{ resource: 'contact', operation: 'getAll', filters: {}, options: {} },
		{ typeVersion: 2 },
	),
	mauticOAuth2Api: read('Mautic', 'n8n-nodes-base.mautic', {
		authentication: 'oAuth2',
		resource: 'contact',
		operation: 'getAll',
		options: {},
	}),
	pagerDutyApi: read('PagerDuty', 'n8n-nodes-base.pagerDuty', {
		authentication: 'apiToken',
		resource: 'incident',
		operation: 'getAll',
		options: {},
	}),
	pagerDutyOAuth2Api: read('PagerDuty', 'n8n-nodes-base.pagerDuty', {
		authentication: 'oAuth2',
		resource: 'incident',
		operation: 'getAll',
		options: {},
	}),
	quickBooksOAuth2Api: read('QuickBooks Online', 'n8n-nodes-base.quickbooks', {
		resource: 'customer',
		operation: 'getAll',
		filters: {},
	}),
	s3: read('S3', 'n8n-nodes-base.s3', { resource: 'bucket', operation: 'getAll' }),
	salesforceOAuth2Api: read(
		'Salesforce',
		'n8n-nodes-base.salesforce',
		{ authentication: 'oAuth2', resource: 'user', operation: 'getAll', options: {} },
		{ typeVersion: 1.1 },
	),
	shopifyOAuth2Api: read('Shopify', 'n8n-nodes-base.shopify', {
		authentication: 'oAuth2',
		resource: 'product',
		operation: 'getAll',
		additionalFields: {},
	}),
	zendeskOAuth2Api: read('Zendesk', 'n8n-nodes-base.zendesk', {
		authentication: 'oAuth2',
		resource: 'ticket',
		operation: 'getAll',
		options: {},
	}),
	zohoOAuth2Api: read('Zoho CRM', 'n8n-nodes-base.zohoCrm', {
		resource: 'account',
		operation: 'getAll',
		options: {},
	}),
};
