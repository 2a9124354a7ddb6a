/** How long grants of n8n's own types live: as those of the service do to which a type belongs. */
import type { Lifetime, Service } from '../connection/model/service';
import { airtable } from '../services/airtable';
import { atlassian } from '../services/atlassian';
import { box } from '../services/box';
import { google } from '../services/google';
import { microsoft } from '../services/microsoft';
import { pipedrive } from '../services/pipedrive';
import { xero } from '../services/xero';
import { google as googleTypes } from './types/google';
import { microsoft as microsoftTypes } from './types/microsoft';

const BY_TYPE: ReadonlyMap<string, Service> = new Map<string, Service>([
	...Object.keys(googleTypes).map((type) => [type, google] as const),
	...Object.keys(microsoftTypes).map((type) => [type, microsoft] as const),
	['airtableOAuth2Api', airtable],
	['atlassianOAuth2Api', atlassian],
	['boxOAuth2Api', box],
	['confluenceCloudOAuth2Api', atlassian],
	['jiraSoftwareCloudOAuth2Api', atlassian],
	['pipedriveOAuth2Api', pipedrive],
	['xeroOAuth2Api', xero],
]);

/** The documented lifetimes of a type's grants; none where no service of this package stands for it. */
export const lifetimesOf = (type: string): readonly Lifetime[] =>
	BY_TYPE.get(type)?.oauth2?.lifetimes ?? [];
