/** n8n's own types of connection whose service can be asked about them. */
import type { InquiredType } from '../inquiry';
import { byNode } from './byNode';
import { google } from './google';
import { microsoft } from './microsoft';
import { others } from './others';
import { slack } from './slack';

export const inquiredTypes: Readonly<Record<string, InquiredType>> = {
	...google,
	...microsoft,
	...slack,
	...others,
	...byNode,
};

/** Types that cannot be asked through their service, and why. n8n's own test counts for them where it has one. */
export const notInquired: Readonly<Record<string, string>> = {
	airtableApi: 'Airtable no longer accepts API keys',
	azureOpenAiApi: 'Only a model node of n8n knows its address',
	azureStorageOAuth2Api: 'Its address is the storage account of the connection',
	databricksOAuth2Api: 'Its address is the workspace of the connection',
	gitlabOAuth2Api:
		'Its address is in the connection, and no operation of the node works without a project',
	hunterApi: 'Each operation of the node costs credits, and HTTP Request cannot sign with it',
	jotFormApi: 'HTTP Request cannot sign with it, and n8n has no node that reads',
	mailchimpOAuth2Api: 'No source says that its metadata endpoint accepts a bearer token',
	microsoftAzureMonitorOAuth2Api: 'Its address is the workspace of the connection',
	microsoftDataverseOAuth2Api: 'Its address is the environment of the connection',
	microsoftDynamicsOAuth2Api: 'Its address is the environment of the connection',
	microsoftSharePointOAuth2Api: 'Its address is the tenant of the connection',
	nextCloudOAuth2Api: 'Its address is the installation of the connection',
	oAuth2Api: 'It can be of any service',
	serviceNowOAuth2Api: 'Its address is the instance of the connection',
	snowflakeOAuth2Api: 'Its address is the account of the connection',
};
