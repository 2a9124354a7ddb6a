/** A connection of each service, with what the tests of faults do to it. */
import type { Credential } from '../../../sandbox/client.mts';
import type { Sandbox } from '../../../sandbox/sandbox.mts';
import type { N8nFront } from '../../../sandbox/services/n8n/index.mts';
import { services } from '../../../services/index.ts';
import { authorizeFacebook } from '../connections.mts';

type StandIns =
	| Sandbox['boostspace' | 'boostspaceIntegrator' | 'facebookPages' | 'mailchimp']
	| N8nFront;

/** A connection, and the service behind it. */
export interface Connected {
	readonly standIn: StandIns;
	/** Has the service take back the connection's token. */
	revoke(): void;
	/** The connection; if its token was taken back, with a new one. */
	working(): Promise<Credential>;
}

/** Seconds after which an answer is no longer waited for: as few as one sets where answers take milliseconds. */
const TIMEOUT = 4;

/** Stores a connection that does not wait long. */
const store = async ({ client }: Pick<Sandbox, 'client'>, type: string, data: object) =>
	await client.rest.createCredential({
		name: `Faulty ${type}`,
		type,
		data: { ...data, advancedSettings: true, timeoutSeconds: TIMEOUT },
	});

/** Connects an n8n to itself, over a front that can misbehave. */
export async function connectN8n(sandbox: Sandbox, front: N8nFront): Promise<Connected> {
	const { apiKey } = sandbox.client;
	const credential = await store(sandbox, 'n8nConnectionApi', { apiKey, url: front.url });
	return {
		standIn: front,
		revoke: () => {
			front.settings.losesKeys = true;
		},
		working: async () => {
			front.settings.losesKeys = false;
			return await Promise.resolve(credential);
		},
	};
}

/** Connects every other service: by OAuth 2.0 where it has it, with the right to do everything. */
export async function connectAll(sandbox: Sandbox): Promise<Record<string, Connected>> {
	const { boostspace, boostspaceIntegrator, client, facebookPages, mailchimp } = sandbox;

	const byKey = (
		standIn: StandIns,
		credential: Credential,
		tokens: Map<string, unknown>,
		key: string,
	): Connected => {
		const token = tokens.get(key);
		return {
			standIn,
			revoke: () => void tokens.delete(key),
			working: async () => {
				tokens.set(key, token);
				return await Promise.resolve(credential);
			},
		};
	};

	const byOAuth2 = (
		standIn: StandIns,
		credential: Credential,
		takeBack: () => void,
		isConnected: () => boolean,
		connect: (credential: Credential) => Promise<unknown>,
	): Connected => {
		let isRevoked = true;
		return {
			standIn,
			revoke: () => {
				isRevoked = true;
				takeBack();
			},
			working: async () => {
				if (isRevoked || !isConnected()) await connect(credential);
				isRevoked = false;
				return credential;
			},
		};
	};

	const [flowers] = boostspace.systems;
	const [florist] = facebookPages.people;
	const [account] = mailchimp.accounts;
	if (!account) throw new Error('Mailchimp has no account');
	const permissions = Object.keys(
		services.find(({ name }) => name === 'facebookPages')?.permissions ?? {},
	);
	const app = ({ clientId, clientSecret }: { clientId: string; clientSecret: string }) => ({
		clientId,
		clientSecret,
	});
	return {
		boostspace: byKey(
			boostspace,
			await store(sandbox, 'boostspaceConnectionApi', {
				apiKey: boostspace.token,
				system: flowers.name,
			}),
			flowers.tokens,
			boostspace.token,
		),
		boostspaceIntegrator: byKey(
			boostspaceIntegrator,
			await store(sandbox, 'boostspaceIntegratorConnectionApi', {
				apiKey: boostspaceIntegrator.token,
			}),
			boostspaceIntegrator.world.tokens,
			boostspaceIntegrator.token,
		),
		facebookPages: byOAuth2(
			facebookPages,
			await store(sandbox, 'facebookPagesConnectionOAuth2Api', {
				...app(facebookPages),
				permissions,
			}),
			() => facebookPages.invalidateTokens(florist, 460),
			() => florist.permissions.size > 0,
			async (credential) => await authorizeFacebook(sandbox, credential),
		),
		mailchimp: byOAuth2(
			mailchimp,
			await store(sandbox, 'mailchimpConnectionOAuth2Api', app(mailchimp)),
			() => void mailchimp.revokeTokens(account),
			() => true,
			async ({ id }) => await client.connectOAuth2(id, { press: 'Allow' }),
		),
	};
}
