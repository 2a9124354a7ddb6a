/** Connections that can be inspected, of twenty types each, and what their services have to be asked. */
import { inquiredTypes } from '../dist/builtin/types/index.js';
import type { Service } from '../dist/index.js';
import { credentialTypeOf, services, variantOf } from '../dist/index.js';
import type { NewCredential } from '../sandbox/client.mts';
import type { Reachable } from '../sandbox/proxy.mts';
import type { Sandbox } from '../sandbox/sandbox.mts';
import { addressOf, heldBy } from '../sandbox/services/derived/declaration.mts';
import { fill } from '../sandbox/services/derived/texts.mts';
import type { StandIn } from '../sandbox/standIn.mts';

/** The most used types of n8n itself whose service the HTTP Request node asks. */
const BUILTIN = [
	'googleSheetsOAuth2Api',
	'gmailOAuth2',
	'googleDriveOAuth2Api',
	'slackOAuth2Api',
	'googleCalendarOAuth2Api',
	'googleDocsOAuth2Api',
	'youTubeOAuth2Api',
	'linkedInOAuth2Api',
	'twitterOAuth2Api',
	'microsoftOutlookOAuth2Api',
	'hubspotOAuth2Api',
	'airtableOAuth2Api',
	'redditOAuth2Api',
	'spotifyOAuth2Api',
	'clickUpOAuth2Api',
	'zoomOAuth2Api',
	'discordOAuth2Api',
	'asanaOAuth2Api',
	'dropboxOAuth2Api',
	'calendlyOAuth2Api',
] as const;

/** Services of this package with a key that a header carries: n8n's own test of their types asks the service. */
const OWN = [
	'airtable',
	'asana',
	'calendly',
	'clickup',
	'discord',
	'github',
	'gitlab',
	'hubspot',
	'intercom',
	'linear',
	'notion',
	'openai',
	'pipedrive',
	'sendgrid',
	'shopify',
	'slack',
	'stripe',
	'todoist',
	'typeform',
	'webflow',
] as const;

/** A request that is sent without n8n. */
export interface Bare {
	readonly method: string;
	readonly url: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: unknown;
}

/** One kind of connection: how it is made, and what its service has to be asked. */
export interface Kind {
	readonly credential: NewCredential;
	readonly requests: readonly Bare[];
}

/** The stand-in takes the token for what the connection is like. */
export const GOOD = 'good';

/** What a connection of an OAuth2 type of n8n itself holds. */
export const oauth2Data = {
	clientId: 'client',
	clientSecret: 'secret',
	oauthTokenData: { access_token: GOOD, refresh_token: 'ended', token_type: 'Bearer' },
};

/** The services of n8n's own types. The pack's types have some of the same services, with keys of their own. */
export const ofBuiltinTypes = (builtin: StandIn): Reachable => ({
	url: builtin.url,
	answers: (hostname, authorization) =>
		authorization?.split(' ').at(-1) === GOOD && builtin.answers(hostname),
});

function builtinKind(type: (typeof BUILTIN)[number]): Kind {
	const requests = (inquiredTypes[type]?.inquiries ?? []).flatMap((inquiry) => {
		if ('node' in inquiry) return [];
		const { method = 'GET', url, query = {}, headers = {}, body } = inquiry;
		const whole = new URL(url);
		for (const [name, value] of Object.entries(query)) whole.searchParams.set(name, value);
		const signed = { ...headers, authorization: `Bearer ${GOOD}` };
		return [{ method, url: whole.href, headers: signed, ...(body ? { body } : {}) }];
	});
	// Where the first success is enough, no more is asked.
	const [first] = inquiredTypes[type]?.inquiries ?? [];
	const isFirstEnough = first && !('node' in first) && !first.isOptional;
	return {
		credential: { name: type, type, data: oauth2Data },
		requests: isFirstEnough ? requests.slice(0, 1) : requests,
	};
}

/** The header that carries a key. */
function signed({ apiKey }: Service, key: string): Record<string, string> {
	const { sign } = apiKey ?? {};
	if (sign && sign.by !== 'header') throw new Error(`No header carries the key: ${sign.by}`);
	const { name, prefix = '' } = sign ?? { name: 'Authorization', prefix: 'Bearer ' };
	return { [name]: `${prefix}${key}` };
}

function ownKind({ derived }: Sandbox, name: (typeof OWN)[number]): Kind {
	const service = services.find((one) => one.name === name);
	if (!service) throw new Error(`There is no service ${name}`);
	const key = derived.of(service).issueKey();
	const { parts, fields } = heldBy(service, 'apiKey', key);
	const { verify } = variantOf(service, 'apiKey');
	const held = { ...parts, ...fields };
	const headers = Object.entries({ ...service.request?.headers, ...verify.headers })
		.map(([header, value]) => [header, fill(value, held)] as const)
		.filter(([, value]) => !/\{\w+\}/.test(value));
	return {
		credential: {
			name,
			type: credentialTypeOf(service, 'apiKey'),
			data: { ...fields, apiKey: key },
		},
		requests: [
			{
				method: verify.method ?? 'GET',
				url: fill(addressOf(service, verify.url), held),
				headers: { ...Object.fromEntries(headers), ...signed(service, key) },
				...(typeof verify.body === 'object' ? { body: verify.body } : {}),
			},
		],
	};
}

/** Types of n8n itself: for them n8n's own test asks nobody. */
export const builtinKinds = (): Kind[] => BUILTIN.map(builtinKind);

/** Types of this package: for them n8n's own test asks the service, too. */
export const ownKinds = (sandbox: Sandbox): Kind[] => OWN.map((name) => ownKind(sandbox, name));
