/** What a newcomer needs of each stand-in, by the credential types that connect to it. */
import type { Service, Variant } from '../../dist/index.js';
import { credentialTypeOf, services, variantLabel, variantsOf } from '../../dist/index.js';
import type { Sandbox } from '../sandbox.mts';
import type { DerivedStandIn } from '../services/derived/index.mts';
import { DAY } from '../services/facebookPages/clock.mts';

/** A button of the page. */
interface Action {
	readonly label: string;
	/** What has happened afterwards, and what can be done now. */
	readonly outcome: string;
	act(): Promise<void> | void;
}

/** What to enter into a field. */
export type Value = readonly [label: string, value: string];

/** One way to connect to a stand-in. */
export interface Way {
	/** The service's name, as people read it. */
	readonly service: string;
	/** The credential type in n8n. */
	readonly type: string;
	/** What n8n calls it, e.g. `OAuth2`. */
	readonly label: string;
	/** What to enter into the connection's dialog. All of it exists on this machine only. */
	readonly values: () => readonly Value[];
	/** Whom to be on the consent page: nobody is asked for a password there. */
	readonly people?: readonly string[];
	/** By the names that the page's forms send. */
	readonly actions: Readonly<Record<string, Action>>;
}

/** What of the sandbox the page plays with. */
export type Played = Pick<
	Sandbox,
	'boostspace' | 'boostspaceIntegrator' | 'derived' | 'facebookPages' | 'mailchimp'
>;

/** The app that a service knows. */
const app = (id: string, secret: string): Value[] => [
	['Client ID', id],
	['Client Secret', secret],
];

const RECONNECT = 'Open the connection and select Switch account to repair it.';

const removal = (service: string, act: Action['act']): Action => ({
	label: 'Break',
	outcome: `${service} took back what was granted to the app, for every connection to it. ${RECONNECT}`,
	act,
});

/** A key that can be deleted and brought back. */
const deletable = (service: string, remove: () => void, restore: () => void) => ({
	break: {
		label: 'Break',
		outcome: `The key was deleted at ${service}. Press Repair to bring it back.`,
		act: remove,
	},
	repair: {
		label: 'Repair',
		outcome: `The key works again at ${service}.`,
		act: restore,
	},
});

/** The same, where a map holds the keys. */
function deletableIn<T>(service: string, keys: Map<string, T>, key: string) {
	const held = keys.get(key);
	if (held === undefined) throw new Error(`${service} has no such key`);
	return deletable(
		service,
		() => void keys.delete(key),
		() => void keys.set(key, held),
	);
}

function waysOfMailchimp({ mailchimp }: Played): Way[] {
	const [flowers] = mailchimp.accounts;
	if (!flowers) throw new Error('Mailchimp has no account');
	return [
		{
			service: 'Mailchimp',
			type: 'mailchimpConnectionOAuth2Api',
			label: 'OAuth2',
			values: () => app(mailchimp.clientId, mailchimp.clientSecret),
			people: mailchimp.accounts.map(({ name }) => name),
			actions: {
				break: removal('Mailchimp', async () => {
					for (const account of mailchimp.accounts) await mailchimp.revokeTokens(account);
				}),
			},
		},
		{
			service: 'Mailchimp',
			type: 'mailchimpConnectionApi',
			label: 'API Key',
			values: () => [
				['API Key that works', mailchimp.apiKey],
				['API Key that Mailchimp refuses', `${'0'.repeat(32)}-us6`],
			],
			actions: deletable(
				'Mailchimp',
				() => void (flowers.keyDisabled = true),
				() => void (flowers.keyDisabled = false),
			),
		},
	];
}

/** Longer than any token of Facebook lives. */
const LONG = 61 * DAY;

function waysOfFacebook({ facebookPages }: Played): Way[] {
	const { clientId, clientSecret, people, pages } = facebookPages;
	return [
		{
			service: 'Facebook Pages',
			type: 'facebookPagesConnectionOAuth2Api',
			label: 'OAuth2',
			values: () => app(clientId, clientSecret),
			people: people.map(({ name }) => name),
			actions: {
				break: removal('Facebook', async () => {
					for (const person of people) await facebookPages.revokeTokens(person);
				}),
				expire: {
					label: 'Let It Expire',
					outcome: `Facebook's clock is 61 days ahead: every token given so far has expired. ${RECONNECT}`,
					act: () => facebookPages.clock.advance(LONG),
				},
			},
		},
		{
			service: 'Facebook Pages',
			type: 'facebookPagesConnectionApi',
			label: 'Page Access Token',
			values: () => [
				['Page Access Token that works', pages[0]?.accessToken ?? ''],
				['Page Access Token that Facebook refuses', `EAA${'0'.repeat(40)}`],
			],
			actions: {},
		},
	];
}

function waysOfBoostspace({ boostspace, boostspaceIntegrator }: Played): Way[] {
	const [system] = boostspace.systems;
	return [
		{
			service: 'Boost.space',
			type: 'boostspaceConnectionApi',
			label: 'API Token',
			values: () => [
				['System', system.name],
				['API Token that works', boostspace.token],
				['API Token that Boost.space refuses', '0'.repeat(40)],
			],
			actions: deletableIn('Boost.space', system.tokens, boostspace.token),
		},
		{
			service: 'Boost.space Integrator',
			type: 'boostspaceIntegratorConnectionApi',
			label: 'API Token',
			values: () => [
				['API Token that works', boostspaceIntegrator.token],
				['API Token that is refused', '00000000-0000-4000-8000-000000000000'],
			],
			actions: deletableIn(
				'Boost.space Integrator',
				boostspaceIntegrator.world.tokens,
				boostspaceIntegrator.token,
			),
		},
	];
}

/** What a connection of a derived stand-in holds besides its key or app. */
const fieldsOf = (standIn: DerivedStandIn, variant: Variant): Value[] =>
	Object.entries(standIn.fieldsOf(variant)).map(([name, value]) => [name, String(value)]);

function wayOf(service: Service, variant: Variant, standIn: DerivedStandIn): Way {
	const { displayName } = service;
	const known = {
		service: displayName,
		type: credentialTypeOf(service, variant),
		label: variantLabel(service, variant),
	};
	if (variant === 'apiKey') {
		let key: string | undefined;
		return {
			...known,
			values: () => [
				[`${known.label} that works`, (key ??= standIn.issueKey())],
				[`${known.label} that ${displayName} refuses`, standIn.makeKey()],
				...fieldsOf(standIn, variant),
			],
			actions: {
				break: {
					label: 'Break',
					outcome: `Every key of ${displayName} that was given out so far was deleted. Enter the new one that this page shows.`,
					act: () => {
						standIn.revokeKeys();
						key = undefined;
					},
				},
			},
		};
	}
	const { id, secret } = standIn.appOf(variant);
	return {
		...known,
		values: () => [...app(id, secret), ...fieldsOf(standIn, variant)],
		actions: {
			break: removal(displayName, async () => await standIn.revokeGrants()),
			expire: {
				label: 'Let It Expire',
				outcome: `Every access token of ${displayName} that was given out so far has expired. Where a connection has a refresh token, n8n renews it at the next use.`,
				act: () => standIn.expireTokens(),
			},
		},
	};
}

/** Every way to connect to a stand-in: those with a node of their own first. */
export function waysOf(played: Played): Way[] {
	const { derived } = played;
	return [
		...waysOfBoostspace(played),
		...waysOfFacebook(played),
		...waysOfMailchimp(played),
		...services
			.filter(({ name }) => derived.has(name))
			.flatMap((service) =>
				variantsOf(service).map((variant) => wayOf(service, variant, derived.of(service))),
			),
	];
}
