/** The connections of the sandbox that the examples use, and those that a person may try: of every service, each kind, and for mail. */
import type { Client, Consent, NewCredential } from './client.mts';
import type { Sandbox } from './sandbox.mts';

/** A connection, and what a person does on the consent page where it has one. */
interface Wanted extends NewCredential {
	readonly consent?: Consent;
	/** Whether it does not work: so that there is something to alert of. */
	readonly isBroken?: boolean;
}

const ALLOW: Consent = { press: 'Allow' };

const wanted = ({
	boostspace,
	boostspaceIntegrator,
	facebookPages,
	mailbox,
	mailchimp,
	n8n,
	client,
}: Sandbox): Wanted[] => [
	{
		name: 'Boost.space account',
		type: 'boostspaceConnectionApi',
		data: { apiKey: boostspace.token, system: boostspace.systems[0].name },
	},
	{
		name: 'Boost.space Integrator account',
		type: 'boostspaceIntegratorConnectionApi',
		data: { apiKey: boostspaceIntegrator.token },
	},
	{
		name: 'Facebook Pages account',
		type: 'facebookPagesConnectionOAuth2Api',
		data: {
			clientId: facebookPages.clientId,
			clientSecret: facebookPages.clientSecret,
			permissions: ['readPosts', 'readInsights'],
		},
		consent: ALLOW,
	},
	{
		name: 'Facebook Pages account (token)',
		type: 'facebookPagesConnectionApi',
		data: { apiKey: facebookPages.pages[0].accessToken },
	},
	{
		name: 'Mailchimp account',
		type: 'mailchimpConnectionOAuth2Api',
		data: { clientId: mailchimp.clientId, clientSecret: mailchimp.clientSecret },
		consent: ALLOW,
	},
	// Before the good one: n8n chooses the newest for a new node.
	{
		name: 'Mailchimp account (deleted key)',
		type: 'mailchimpConnectionApi',
		data: { apiKey: `${'0'.repeat(32)}-us6` },
		isBroken: true,
	},
	{
		name: 'Mailchimp account (key)',
		type: 'mailchimpConnectionApi',
		data: { apiKey: mailchimp.apiKey },
	},
	{
		name: 'Connections account',
		type: 'n8nConnectionApi',
		data: { apiKey: client.apiKey, url: n8n.url },
	},
	{
		name: 'SMTP account',
		type: 'smtp',
		data: { host: mailbox.host, port: mailbox.port, secure: false, disableStartTls: true },
	},
];

/** Of the services that have a derived stand-in, those that are connected unless others are named: one of each kind. */
const USUAL = ['github', 'google', 'slack', 'stripe'];

/** A connection of each variant of these services. */
async function wantedOthers(
	{ derived }: Sandbox,
	isWanted: (name: string) => boolean,
): Promise<Wanted[]> {
	const { services, variantsOf } = await import('../dist/index.js');
	const others = services.filter(({ name }) => derived.has(name) && isWanted(name));
	return others.flatMap((service) =>
		variantsOf(service).map((variant) => ({
			...derived.of(service).credentialFor(variant),
			...(variant === 'oauth2' ? { consent: ALLOW } : {}),
		})),
	);
}

/** Makes a connection, or saves it again when one of its type and name is there. */
async function store(client: Client, credential: NewCredential): Promise<string> {
	const existing = (await client.api.credentials()).find(
		({ name, type }) => name === credential.name && type === credential.type,
	);
	const { id } = existing
		? await client.rest.updateCredential(existing.id, credential)
		: await client.rest.createCredential(credential);
	return id;
}

/**
 * Connects every service to its stand-in, and verifies each connection. The stand-ins are new at every start, so all
 * are made anew.
 * @param say receives a line for each
 * @param others services with a derived stand-in, by name, that are connected as well; `all` for every one
 * @throws Error naming a connection that does not work, or works and should not
 */
export async function connectServices(
	sandbox: Sandbox,
	say: (line: string) => void,
	others: readonly string[] = USUAL,
): Promise<void> {
	const { client } = sandbox;
	const isWanted = (name: string) => others.includes('all') || others.includes(name);
	const all = [...wanted(sandbox), ...(await wantedOthers(sandbox, isWanted))];
	for (const { consent, isBroken = false, ...credential } of all) {
		const id = await store(client, credential);
		if (consent) await client.connectOAuth2(id, consent);
		const { status, message } = await client.api.testCredential(id);
		if ((status === 'Error') !== isBroken) {
			throw new Error(`"${credential.name}" is not as it should be: ${status}, ${message}`);
		}
		say(
			isBroken
				? `made "${credential.name}", which the service refuses`
				: `connected and verified "${credential.name}"`,
		);
	}
}
