/**
 * Slots of n8n's own nodes that one parameter selects, and the value of that parameter when nothing is stored (n8n-nodes-base
 * and @n8n/n8n-nodes-langchain (npm) 2.41.1: dist/types/nodes.json). Nodes whose versions differ in it have no default.
 */

/** How a node selects among its slots. */
export interface SlotRule {
	readonly parameter: string;
	readonly default?: string;
	/** By slot, the values that select it. */
	readonly slots: Readonly<Record<string, readonly string[]>>;
}

export const slotRules: Readonly<Record<string, SlotRule>> = {
	'@n8n/n8n-nodes-langchain.embeddingsAwsBedrock': {
		parameter: 'authentication',
		default: 'iam',
		slots: { aws: ['iam'], awsAssumeRole: ['assumeRole'] },
	},
	'@n8n/n8n-nodes-langchain.lmChatAwsBedrock': {
		parameter: 'authentication',
		default: 'iam',
		slots: { aws: ['iam'], awsAssumeRole: ['assumeRole'] },
	},
	'@n8n/n8n-nodes-langchain.lmChatAzureOpenAi': {
		parameter: 'authentication',
		default: 'azureOpenAiApi',
		slots: {
			azureOpenAiApi: ['azureOpenAiApi'],
			azureEntraCognitiveServicesOAuth2Api: ['azureEntraCognitiveServicesOAuth2Api'],
		},
	},
	'@n8n/n8n-nodes-langchain.mcpClient': {
		parameter: 'authentication',
		default: 'none',
		slots: {
			httpBearerAuth: ['bearerAuth'],
			httpHeaderAuth: ['headerAuth'],
			mcpOAuth2Api: ['mcpOAuth2Api'],
			httpMultipleHeadersAuth: ['multipleHeadersAuth'],
		},
	},
	'@n8n/n8n-nodes-langchain.mcpClientTool': {
		parameter: 'authentication',
		default: 'none',
		slots: {
			httpBearerAuth: ['bearerAuth'],
			httpHeaderAuth: ['headerAuth'],
			mcpOAuth2Api: ['mcpOAuth2Api'],
			httpMultipleHeadersAuth: ['multipleHeadersAuth'],
		},
	},
	'@n8n/n8n-nodes-langchain.mcpTrigger': {
		parameter: 'authentication',
		default: 'none',
		slots: { httpBearerAuth: ['bearerAuth'], httpHeaderAuth: ['headerAuth'] },
	},
	'@n8n/n8n-nodes-langchain.vectorStoreChromaDB': {
		parameter: 'authentication',
		default: 'chromaSelfHostedApi',
		slots: { chromaSelfHostedApi: ['chromaSelfHostedApi'], chromaCloudApi: ['chromaCloudApi'] },
	},
	'n8n-nodes-base.acuitySchedulingTrigger': {
		parameter: 'authentication',
		default: 'apiKey',
		slots: { acuitySchedulingApi: ['apiKey'], acuitySchedulingOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.airtable': {
		parameter: 'authentication',
		slots: {
			airtableTokenApi: ['airtableTokenApi'],
			airtableOAuth2Api: ['airtableOAuth2Api'],
			airtableApi: ['airtableApi'],
		},
	},
	'n8n-nodes-base.airtableTrigger': {
		parameter: 'authentication',
		default: 'airtableApi',
		slots: {
			airtableApi: ['airtableApi'],
			airtableTokenApi: ['airtableTokenApi'],
			airtableOAuth2Api: ['airtableOAuth2Api'],
		},
	},
	'n8n-nodes-base.asana': {
		parameter: 'authentication',
		default: 'accessToken',
		slots: { asanaApi: ['accessToken'], asanaOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.asanaTrigger': {
		parameter: 'authentication',
		default: 'accessToken',
		slots: { asanaApi: ['accessToken'], asanaOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.awsCertificateManager': {
		parameter: 'authentication',
		default: 'iam',
		slots: { aws: ['iam'], awsAssumeRole: ['assumeRole'] },
	},
	'n8n-nodes-base.awsCognito': {
		parameter: 'authentication',
		default: 'iam',
		slots: { aws: ['iam'], awsAssumeRole: ['assumeRole'] },
	},
	'n8n-nodes-base.awsComprehend': {
		parameter: 'authentication',
		default: 'iam',
		slots: { aws: ['iam'], awsAssumeRole: ['assumeRole'] },
	},
	'n8n-nodes-base.awsDynamoDb': {
		parameter: 'authentication',
		default: 'iam',
		slots: { aws: ['iam'], awsAssumeRole: ['assumeRole'] },
	},
	'n8n-nodes-base.awsElb': {
		parameter: 'authentication',
		default: 'iam',
		slots: { aws: ['iam'], awsAssumeRole: ['assumeRole'] },
	},
	'n8n-nodes-base.awsIam': {
		parameter: 'authentication',
		default: 'iam',
		slots: { aws: ['iam'], awsAssumeRole: ['assumeRole'] },
	},
	'n8n-nodes-base.awsLambda': {
		parameter: 'authentication',
		default: 'iam',
		slots: { aws: ['iam'], awsAssumeRole: ['assumeRole'] },
	},
	'n8n-nodes-base.awsRekognition': {
		parameter: 'authentication',
		default: 'iam',
		slots: { aws: ['iam'], awsAssumeRole: ['assumeRole'] },
	},
	'n8n-nodes-base.awsS3': {
		parameter: 'authentication',
		default: 'iam',
		slots: { aws: ['iam'], awsAssumeRole: ['assumeRole'] },
	},
	'n8n-nodes-base.awsSes': {
		parameter: 'authentication',
		default: 'iam',
		slots: { aws: ['iam'], awsAssumeRole: ['assumeRole'] },
	},
	'n8n-nodes-base.awsSns': {
		parameter: 'authentication',
		default: 'iam',
		slots: { aws: ['iam'], awsAssumeRole: ['assumeRole'] },
	},
	'n8n-nodes-base.awsSnsTrigger': {
		parameter: 'authentication',
		default: 'iam',
		slots: { aws: ['iam'], awsAssumeRole: ['assumeRole'] },
	},
	'n8n-nodes-base.awsSqs': {
		parameter: 'authentication',
		default: 'iam',
		slots: { aws: ['iam'], awsAssumeRole: ['assumeRole'] },
	},
	'n8n-nodes-base.awsTextract': {
		parameter: 'authentication',
		default: 'iam',
		slots: { aws: ['iam'], awsAssumeRole: ['assumeRole'] },
	},
	'n8n-nodes-base.awsTranscribe': {
		parameter: 'authentication',
		default: 'iam',
		slots: { aws: ['iam'], awsAssumeRole: ['assumeRole'] },
	},
	'n8n-nodes-base.azureStorage': {
		parameter: 'authentication',
		default: 'sharedKey',
		slots: { azureStorageOAuth2Api: ['oAuth2'], azureStorageSharedKeyApi: ['sharedKey'] },
	},
	'n8n-nodes-base.baserow': {
		parameter: 'authentication',
		default: 'usernamePassword',
		slots: { baserowApi: ['usernamePassword'], baserowTokenApi: ['databaseToken'] },
	},
	'n8n-nodes-base.beeminder': {
		parameter: 'authentication',
		default: 'apiToken',
		slots: { beeminderApi: ['apiToken'], beeminderOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.bitbucketTrigger': {
		parameter: 'authentication',
		slots: { bitbucketApi: ['password'], bitbucketAccessTokenApi: ['accessToken'] },
	},
	'n8n-nodes-base.bitly': {
		parameter: 'authentication',
		default: 'accessToken',
		slots: { bitlyApi: ['accessToken'], bitlyOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.calendlyTrigger': {
		parameter: 'authentication',
		default: 'apiKey',
		slots: { calendlyApi: ['apiKey'], calendlyOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.clickUp': {
		parameter: 'authentication',
		default: 'accessToken',
		slots: { clickUpApi: ['accessToken'], clickUpOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.clickUpTrigger': {
		parameter: 'authentication',
		default: 'accessToken',
		slots: { clickUpApi: ['accessToken'], clickUpOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.confluence': {
		parameter: 'authentication',
		default: 'cloudOAuth2',
		slots: {
			confluenceCloudOAuth2Api: ['cloudOAuth2'],
			atlassianServiceAccountApi: ['serviceAccount'],
		},
	},
	'n8n-nodes-base.databricks': {
		parameter: 'authentication',
		default: 'accessToken',
		slots: { databricksApi: ['accessToken'], databricksOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.databricksTrigger': {
		parameter: 'authentication',
		default: 'accessToken',
		slots: { databricksApi: ['accessToken'], databricksOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.discord': {
		parameter: 'authentication',
		default: 'botToken',
		slots: {
			discordBotApi: ['botToken'],
			discordOAuth2Api: ['oAuth2'],
			discordWebhookApi: ['webhook'],
		},
	},
	'n8n-nodes-base.drift': {
		parameter: 'authentication',
		default: 'accessToken',
		slots: { driftApi: ['accessToken'], driftOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.dropbox': {
		parameter: 'authentication',
		default: 'accessToken',
		slots: { dropboxApi: ['accessToken'], dropboxOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.evaluationTrigger': {
		parameter: 'authentication',
		default: 'oAuth2',
		slots: { googleApi: ['serviceAccount'], googleSheetsOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.eventbriteTrigger': {
		parameter: 'authentication',
		default: 'privateKey',
		slots: { eventbriteApi: ['privateKey'], eventbriteOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.facebookGraphApi': {
		parameter: 'authType',
		default: 'accessToken',
		slots: { facebookGraphApi: ['accessToken'], facebookGraphApiOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.facebookTrigger': {
		parameter: 'authType',
		default: 'accessToken',
		slots: { facebookGraphAppApi: ['accessToken'], facebookGraphAppOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.figmaTrigger': {
		parameter: 'authentication',
		default: 'accessToken',
		slots: { figmaApi: ['accessToken'], figmaOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.formstackTrigger': {
		parameter: 'authentication',
		default: 'accessToken',
		slots: { formstackApi: ['accessToken'], formstackOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.ftp': {
		parameter: 'protocol',
		default: 'ftp',
		slots: { ftp: ['ftp'], sftp: ['sftp'] },
	},
	'n8n-nodes-base.getResponse': {
		parameter: 'authentication',
		default: 'apiKey',
		slots: { getResponseApi: ['apiKey'], getResponseOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.getResponseTrigger': {
		parameter: 'authentication',
		default: 'apiKey',
		slots: { getResponseApi: ['apiKey'], getResponseOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.ghost': {
		parameter: 'source',
		default: 'contentApi',
		slots: { ghostAdminApi: ['adminApi'], ghostContentApi: ['contentApi'] },
	},
	'n8n-nodes-base.github': {
		parameter: 'authentication',
		default: 'accessToken',
		slots: {
			githubApi: ['accessToken'],
			githubOAuth2Api: ['oAuth2'],
			githubAppApi: ['githubAppApi'],
		},
	},
	'n8n-nodes-base.githubTrigger': {
		parameter: 'authentication',
		default: 'accessToken',
		slots: {
			githubApi: ['accessToken'],
			githubOAuth2Api: ['oAuth2'],
			githubAppApi: ['githubAppApi'],
		},
	},
	'n8n-nodes-base.gitlab': {
		parameter: 'authentication',
		default: 'accessToken',
		slots: { gitlabApi: ['accessToken'], gitlabOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.gitlabTrigger': {
		parameter: 'authentication',
		default: 'accessToken',
		slots: { gitlabApi: ['accessToken'], gitlabOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.gmail': {
		parameter: 'authentication',
		default: 'oAuth2',
		slots: { googleApi: ['serviceAccount'], gmailOAuth2: ['oAuth2'] },
	},
	'n8n-nodes-base.gmailTrigger': {
		parameter: 'authentication',
		default: 'oAuth2',
		slots: { googleApi: ['serviceAccount'], gmailOAuth2: ['oAuth2'] },
	},
	'n8n-nodes-base.gong': {
		parameter: 'authentication',
		default: 'accessToken',
		slots: { gongApi: ['accessToken'], gongOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.googleBigQuery': {
		parameter: 'authentication',
		default: 'oAuth2',
		slots: { googleApi: ['serviceAccount'], googleBigQueryOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.googleBooks': {
		parameter: 'authentication',
		slots: { googleApi: ['serviceAccount'], googleBooksOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.googleChat': {
		parameter: 'authentication',
		default: 'serviceAccount',
		slots: { googleApi: ['serviceAccount'], googleChatOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.googleCloudStorage': {
		parameter: 'authentication',
		default: 'oAuth2',
		slots: { googleApi: ['serviceAccount'], googleCloudStorageOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.googleDocs': {
		parameter: 'authentication',
		slots: { googleApi: ['serviceAccount'], googleDocsOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.googleDrive': {
		parameter: 'authentication',
		slots: { googleApi: ['serviceAccount'], googleDriveOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.googleDriveTrigger': {
		parameter: 'authentication',
		default: 'oAuth2',
		slots: { googleApi: ['serviceAccount'], googleDriveOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.googleFirebaseCloudFirestore': {
		parameter: 'authentication',
		default: 'googleFirebaseCloudFirestoreOAuth2Api',
		slots: {
			googleFirebaseCloudFirestoreOAuth2Api: ['googleFirebaseCloudFirestoreOAuth2Api'],
			googleApi: ['serviceAccount'],
		},
	},
	'n8n-nodes-base.googleSheets': {
		parameter: 'authentication',
		slots: { googleApi: ['serviceAccount'], googleSheetsOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.googleSheetsTrigger': {
		parameter: 'authentication',
		default: 'triggerOAuth2',
		slots: { googleApi: ['serviceAccount'], googleSheetsTriggerOAuth2Api: ['triggerOAuth2'] },
	},
	'n8n-nodes-base.googleSlides': {
		parameter: 'authentication',
		slots: { googleApi: ['serviceAccount'], googleSlidesOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.googleTranslate': {
		parameter: 'authentication',
		slots: { googleApi: ['serviceAccount'], googleTranslateOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.graphql': {
		parameter: 'authentication',
		default: 'none',
		slots: {
			httpBasicAuth: ['basicAuth'],
			httpCustomAuth: ['customAuth'],
			httpDigestAuth: ['digestAuth'],
			httpHeaderAuth: ['headerAuth'],
			httpQueryAuth: ['queryAuth'],
			oAuth1Api: ['oAuth1'],
			oAuth2Api: ['oAuth2'],
		},
	},
	'n8n-nodes-base.grist': {
		parameter: 'authentication',
		default: 'apiKey',
		slots: { gristApi: ['apiKey'], gristOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.gumroadTrigger': {
		parameter: 'authentication',
		default: 'accessToken',
		slots: { gumroadApi: ['accessToken'], gumroadOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.harvest': {
		parameter: 'authentication',
		default: 'accessToken',
		slots: { harvestApi: ['accessToken'], harvestOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.hubspot': {
		parameter: 'authentication',
		default: 'apiKey',
		slots: { hubspotApi: ['apiKey'], hubspotAppToken: ['appToken'], hubspotOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.jira': {
		parameter: 'jiraVersion',
		default: 'cloud',
		slots: {
			jiraSoftwareCloudApi: ['cloud'],
			jiraSoftwareServerApi: ['server'],
			jiraSoftwareServerPatApi: ['serverPat'],
			jiraSoftwareCloudOAuth2Api: ['cloudOAuth2'],
			atlassianServiceAccountApi: ['cloudServiceAccount'],
		},
	},
	'n8n-nodes-base.linear': {
		parameter: 'authentication',
		default: 'apiToken',
		slots: { linearApi: ['apiToken'], linearOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.linearTrigger': {
		parameter: 'authentication',
		default: 'apiToken',
		slots: { linearApi: ['apiToken'], linearOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.linkedIn': {
		parameter: 'authentication',
		default: 'standard',
		slots: {
			linkedInOAuth2Api: ['standard'],
			linkedInCommunityManagementOAuth2Api: ['communityManagement'],
		},
	},
	'n8n-nodes-base.mailchimp': {
		parameter: 'authentication',
		default: 'apiKey',
		slots: { mailchimpApi: ['apiKey'], mailchimpOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.mailchimpTrigger': {
		parameter: 'authentication',
		default: 'apiKey',
		slots: { mailchimpApi: ['apiKey'], mailchimpOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.mailjet': {
		parameter: 'resource',
		default: 'email',
		slots: { mailjetEmailApi: ['email'], mailjetSmsApi: ['sms'] },
	},
	'n8n-nodes-base.mautic': {
		parameter: 'authentication',
		default: 'credentials',
		slots: { mauticApi: ['credentials'], mauticOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.mauticTrigger': {
		parameter: 'authentication',
		default: 'credentials',
		slots: { mauticApi: ['credentials'], mauticOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.medium': {
		parameter: 'authentication',
		default: 'accessToken',
		slots: { mediumApi: ['accessToken'], mediumOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.microsoftExcel': {
		parameter: 'authentication',
		default: 'microsoftExcelOAuth2Api',
		slots: {
			microsoftExcelOAuth2Api: ['microsoftExcelOAuth2Api'],
			microsoftOAuth2Api: ['microsoftOAuth2Api'],
			microsoftEntraServicePrincipalApi: ['microsoftEntraServicePrincipalApi'],
		},
	},
	'n8n-nodes-base.microsoftExcelSharePoint': {
		parameter: 'authentication',
		default: 'microsoftOAuth2Api',
		slots: {
			microsoftOAuth2Api: ['microsoftOAuth2Api'],
			microsoftEntraServicePrincipalApi: ['microsoftEntraServicePrincipalApi'],
		},
	},
	'n8n-nodes-base.microsoftGraphSecurity': {
		parameter: 'authentication',
		default: 'microsoftGraphSecurityOAuth2Api',
		slots: {
			microsoftGraphSecurityOAuth2Api: ['microsoftGraphSecurityOAuth2Api'],
			microsoftOAuth2Api: ['microsoftOAuth2Api'],
		},
	},
	'n8n-nodes-base.microsoftOneDrive': {
		parameter: 'authentication',
		default: 'microsoftOneDriveOAuth2Api',
		slots: {
			microsoftOneDriveOAuth2Api: ['microsoftOneDriveOAuth2Api'],
			microsoftOAuth2Api: ['microsoftOAuth2Api'],
			microsoftEntraServicePrincipalApi: ['microsoftEntraServicePrincipalApi'],
		},
	},
	'n8n-nodes-base.microsoftOneDriveTrigger': {
		parameter: 'authentication',
		default: 'microsoftOneDriveOAuth2Api',
		slots: {
			microsoftOneDriveOAuth2Api: ['microsoftOneDriveOAuth2Api'],
			microsoftOAuth2Api: ['microsoftOAuth2Api'],
			microsoftEntraServicePrincipalApi: ['microsoftEntraServicePrincipalApi'],
		},
	},
	'n8n-nodes-base.microsoftOutlook': {
		parameter: 'authentication',
		default: 'microsoftOutlookOAuth2Api',
		slots: {
			microsoftOutlookOAuth2Api: ['microsoftOutlookOAuth2Api'],
			microsoftOAuth2Api: ['microsoftOAuth2Api'],
			microsoftEntraServicePrincipalApi: ['microsoftEntraServicePrincipalApi'],
		},
	},
	'n8n-nodes-base.microsoftOutlookTrigger': {
		parameter: 'authentication',
		default: 'microsoftOutlookOAuth2Api',
		slots: {
			microsoftOutlookOAuth2Api: ['microsoftOutlookOAuth2Api'],
			microsoftOAuth2Api: ['microsoftOAuth2Api'],
			microsoftEntraServicePrincipalApi: ['microsoftEntraServicePrincipalApi'],
		},
	},
	'n8n-nodes-base.microsoftSharePoint': {
		parameter: 'authentication',
		default: 'microsoftOAuth2Api',
		slots: {
			microsoftOAuth2Api: ['microsoftOAuth2Api'],
			microsoftEntraServicePrincipalApi: ['microsoftEntraServicePrincipalApi'],
		},
	},
	'n8n-nodes-base.microsoftTeams': {
		parameter: 'authentication',
		default: 'microsoftTeamsOAuth2Api',
		slots: {
			microsoftTeamsOAuth2Api: ['microsoftTeamsOAuth2Api'],
			microsoftOAuth2Api: ['microsoftOAuth2Api'],
			microsoftEntraServicePrincipalApi: ['microsoftEntraServicePrincipalApi'],
		},
	},
	'n8n-nodes-base.microsoftTeamsTrigger': {
		parameter: 'authentication',
		default: 'microsoftTeamsOAuth2Api',
		slots: {
			microsoftTeamsOAuth2Api: ['microsoftTeamsOAuth2Api'],
			microsoftOAuth2Api: ['microsoftOAuth2Api'],
			microsoftEntraServicePrincipalApi: ['microsoftEntraServicePrincipalApi'],
		},
	},
	'n8n-nodes-base.microsoftToDo': {
		parameter: 'authentication',
		default: 'microsoftToDoOAuth2Api',
		slots: {
			microsoftToDoOAuth2Api: ['microsoftToDoOAuth2Api'],
			microsoftOAuth2Api: ['microsoftOAuth2Api'],
			microsoftEntraServicePrincipalApi: ['microsoftEntraServicePrincipalApi'],
		},
	},
	'n8n-nodes-base.mindee': {
		parameter: 'resource',
		default: 'receipt',
		slots: { mindeeReceiptApi: ['receipt'], mindeeInvoiceApi: ['invoice'] },
	},
	'n8n-nodes-base.mondayCom': {
		parameter: 'authentication',
		default: 'accessToken',
		slots: { mondayComApi: ['accessToken'], mondayComOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.nextCloud': {
		parameter: 'authentication',
		default: 'accessToken',
		slots: { nextCloudApi: ['accessToken'], nextCloudOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.nocoDb': {
		parameter: 'authentication',
		default: 'nocoDb',
		slots: { nocoDb: ['nocoDb'], nocoDbApiToken: ['nocoDbApiToken'] },
	},
	'n8n-nodes-base.notion': {
		parameter: 'authentication',
		default: 'apiKey',
		slots: { notionApi: ['apiKey'], notionOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.notionTrigger': {
		parameter: 'authentication',
		default: 'apiKey',
		slots: { notionApi: ['apiKey'], notionOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.odoo': {
		parameter: 'authentication',
		default: 'odooApiKeyApi',
		slots: { odooApiKeyApi: ['odooApiKeyApi'], odooApi: ['odooApi'] },
	},
	'n8n-nodes-base.pagerDuty': {
		parameter: 'authentication',
		default: 'apiToken',
		slots: { pagerDutyApi: ['apiToken'], pagerDutyOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.pipedrive': {
		parameter: 'authentication',
		default: 'apiToken',
		slots: { pipedriveApi: ['apiToken'], pipedriveOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.salesforce': {
		parameter: 'authentication',
		default: 'oAuth2',
		slots: { salesforceOAuth2Api: ['oAuth2'], salesforceJwtApi: ['jwt'] },
	},
	'n8n-nodes-base.salesforceTrigger': {
		parameter: 'authentication',
		default: 'oAuth2',
		slots: { salesforceOAuth2Api: ['oAuth2'], salesforceJwtApi: ['jwt'] },
	},
	'n8n-nodes-base.sentryIo': {
		parameter: 'authentication',
		default: 'accessToken',
		slots: {
			sentryIoOAuth2Api: ['oAuth2'],
			sentryIoApi: ['accessToken'],
			sentryIoServerApi: ['accessTokenServer'],
		},
	},
	'n8n-nodes-base.serviceNow': {
		parameter: 'authentication',
		default: 'oAuth2',
		slots: { serviceNowOAuth2Api: ['oAuth2'], serviceNowBasicApi: ['basicAuth'] },
	},
	'n8n-nodes-base.shopify': {
		parameter: 'authentication',
		default: 'apiKey',
		slots: {
			shopifyApi: ['apiKey'],
			shopifyAccessTokenApi: ['accessToken'],
			shopifyOAuth2Api: ['oAuth2'],
		},
	},
	'n8n-nodes-base.shopifyTrigger': {
		parameter: 'authentication',
		default: 'apiKey',
		slots: {
			shopifyApi: ['apiKey'],
			shopifyAccessTokenApi: ['accessToken'],
			shopifyOAuth2Api: ['oAuth2'],
		},
	},
	'n8n-nodes-base.slack': {
		parameter: 'authentication',
		default: 'accessToken',
		slots: { slackApi: ['accessToken'], slackOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.snowflake': {
		parameter: 'authentication',
		default: 'credentials',
		slots: { snowflake: ['credentials'], snowflakeOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.ssh': {
		parameter: 'authentication',
		default: 'password',
		slots: { sshPassword: ['password'], sshPrivateKey: ['privateKey'] },
	},
	'n8n-nodes-base.storyblok': {
		parameter: 'source',
		default: 'contentApi',
		slots: { storyblokContentApi: ['contentApi'], storyblokManagementApi: ['managementApi'] },
	},
	'n8n-nodes-base.strapi': {
		parameter: 'authentication',
		default: 'password',
		slots: { strapiApi: ['password'], strapiTokenApi: ['token'] },
	},
	'n8n-nodes-base.surveyMonkeyTrigger': {
		parameter: 'authentication',
		default: 'accessToken',
		slots: { surveyMonkeyApi: ['accessToken'], surveyMonkeyOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.todoist': {
		parameter: 'authentication',
		default: 'apiKey',
		slots: { todoistApi: ['apiKey'], todoistOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.trello': {
		parameter: 'authentication',
		default: 'apiKey',
		slots: { trelloApi: ['apiKey'], trelloOAuth1Api: ['oAuth1'] },
	},
	'n8n-nodes-base.trelloTrigger': {
		parameter: 'authentication',
		default: 'apiKey',
		slots: { trelloApi: ['apiKey'], trelloOAuth1Api: ['oAuth1'] },
	},
	'n8n-nodes-base.typeformTrigger': {
		parameter: 'authentication',
		default: 'accessToken',
		slots: { typeformApi: ['accessToken'], typeformOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.wait': {
		parameter: 'incomingAuthentication',
		default: 'none',
		slots: { httpBasicAuth: ['basicAuth'], httpHeaderAuth: ['headerAuth'], jwtAuth: ['jwtAuth'] },
	},
	'n8n-nodes-base.webflow': {
		parameter: 'authentication',
		default: 'accessToken',
		slots: { webflowApi: ['accessToken'], webflowOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.webflowTrigger': {
		parameter: 'authentication',
		default: 'accessToken',
		slots: { webflowApi: ['accessToken'], webflowOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.webhook': {
		parameter: 'authentication',
		default: 'none',
		slots: { httpBasicAuth: ['basicAuth'], httpHeaderAuth: ['headerAuth'], jwtAuth: ['jwtAuth'] },
	},
	'n8n-nodes-base.wordpress': {
		parameter: 'authType',
		default: 'basicAuth',
		slots: { wordpressApi: ['basicAuth'], wordpressOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.zammad': {
		parameter: 'authentication',
		default: 'tokenAuth',
		slots: { zammadBasicAuthApi: ['basicAuth'], zammadTokenAuthApi: ['tokenAuth'] },
	},
	'n8n-nodes-base.zendesk': {
		parameter: 'authentication',
		default: 'apiToken',
		slots: { zendeskApi: ['apiToken'], zendeskOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.zendeskTrigger': {
		parameter: 'authentication',
		default: 'apiToken',
		slots: { zendeskApi: ['apiToken'], zendeskOAuth2Api: ['oAuth2'] },
	},
	'n8n-nodes-base.zoom': {
		parameter: 'authentication',
		default: 'accessToken',
		slots: { zoomApi: ['accessToken'], zoomOAuth2Api: ['oAuth2'] },
	},
};
