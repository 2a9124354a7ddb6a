/** What triggers read of services and of their own memory: of any form, it breaks nothing and tells nothing. */
import { fc } from '../fuzz';
import type { IDataObject, INodeType } from 'n8n-workflow';

import type { Service, Variant } from '../../connection/model/service';
import { variantsOf } from '../../connection/model/service';
import { BoostspaceTrigger } from '../../nodes/Boostspace/BoostspaceTrigger.node';
import { ConnectionsTrigger } from '../../nodes/Connections/ConnectionsTrigger.node';
import { FacebookPagesTrigger } from '../../nodes/FacebookPages/FacebookPagesTrigger.node';
import { MailchimpTrigger } from '../../nodes/Mailchimp/MailchimpTrigger.node';
import { boostspace, facebookPages, mailchimp, n8n } from '../../services';
import type { Script } from '../builders';
import { answer, host } from '../builders';
import { GIVEN, scopesOfAll, secretsIn, stored } from './connected';
import { expectDecent, expectHarmless, expectUnpolluted } from './harmless';
import { hostileJson, hostileText } from './hostile';
import { hurried } from './hurried';
import { placesIn, withAt } from './trees';

const URL_OF_WEBHOOK = 'https://n8n.example/webhook/1';

/** A trigger, what it is set to, and what it remembers while all is well. */
interface Kind {
	readonly service: Service;
	readonly type: INodeType;
	readonly parameters: Readonly<Record<string, unknown>>;
	readonly remembered: IDataObject;
}

const page = '104857600000001';

const KINDS: readonly Kind[] = [
	{
		service: boostspace,
		type: new BoostspaceTrigger(),
		parameters: { subject: 'record', events: ['CREATE'] },
		remembered: {
			actionId: '1',
			triggerIds: ['2'],
			secret: 'f0'.repeat(32),
			url: URL_OF_WEBHOOK,
			watched: 'custom-module-item CREATE',
		},
	},
	{
		service: mailchimp,
		type: new MailchimpTrigger(),
		parameters: { audience: 'a1b2c3d4e5', events: ['subscribe'], sources: ['user'] },
		remembered: { webhookId: '7', audience: 'a1b2c3d4e5', signingSecret: 'f0'.repeat(32) },
	},
	...['newPost', 'newComment'].map((event) => ({
		service: facebookPages,
		type: new FacebookPagesTrigger(),
		parameters: { event, page, days: 7, replies: true, ownComments: true, fields: ['message'] },
		remembered: { watched: `${event} ${page}`, newest: 1, seen: {} },
	})),
	{
		service: n8n,
		type: new ConnectionsTrigger(),
		parameters: Object.fromEntries(
			new ConnectionsTrigger().description.properties.map(({ name, default: value }) => [
				name,
				value,
			]),
		),
		remembered: { connections: {}, lookedInto: {} },
	},
];

const rows = KINDS.flatMap((kind) =>
	variantsOf(kind.service).map(
		(variant) =>
			[
				`${kind.type.description.displayName} ${String(kind.parameters.event ?? '')} (${variant})`,
				kind,
				variant,
			] as const,
	),
);

const post = { id: '1_2', created_time: '2026-11-01T10:00:00+0000', message: 'Roses' };

const credential = {
	...{ id: 'abc', name: 'Slack', type: 'slackApi', createdAt: 'x', updatedAt: 'y' },
	shared: [{ id: 'p', name: 'Olga', role: 'credential:owner' }],
};

const workflow = { id: 'w', name: 'W', active: true, nodes: [], settings: {} };

/** An answer with which each of them goes on. */
const whole = (service: Service) => ({
	...post,
	name: 'Roses',
	access_token: GIVEN,
	data:
		service === n8n
			? { scopes: scopesOfAll(service) }
			: [{ ...post, comments: { data: [post] }, permission: 'pages_show_list', status: 'granted' }],
	dc: 'us21',
	accountname: 'Roses',
	user_id: 1,
	webhooks: [{ id: '7', url: URL_OF_WEBHOOK }],
});

/** An answer of n8n's lists, which differ from what it says of a key. */
const listed = (url: string, otherwise: unknown): unknown => {
	if (url.endsWith('/credentials')) return { data: [credential], nextCursor: null };
	if (url.endsWith('/workflows')) return { data: [workflow], nextCursor: null };
	return url.endsWith('/test') ? { status: 'Error', message: 'refused' } : otherwise;
};

/** Everything that n8n has a trigger do. */
const deedsOf = ({ type }: Kind) => [
	...(type.poll ? [type.poll] : []),
	...Object.values(type.webhookMethods?.default ?? {}),
];

/** Has a trigger do something, with what it remembers. */
async function done(
	kind: Kind,
	variant: Variant,
	given: {
		readonly deed: number;
		readonly mode: string;
		readonly remembered: unknown;
		readonly script: Script;
	},
) {
	const { service, parameters } = kind;
	const credentials = stored(service, variant);
	const { context, requests } = host({ service, variant, credentials, script: given.script });
	const remembered: object = Object(given.remembered);
	const trigger = Object.assign(context, {
		getWorkflowStaticData: () => remembered,
		getNodeWebhookUrl: () => URL_OF_WEBHOOK,
		getNodeParameter: (name: string) => parameters[name],
		getMode: () => given.mode,
		getPollBudgetMs: () => 60_000,
		getExecutionCancelSignal: () => undefined,
	});
	const deeds = deedsOf(kind);
	const deed: unknown = deeds[given.deed % deeds.length];
	if (typeof deed !== 'function') throw new Error(`${service.displayName} has nothing to do`);
	const error: unknown = await (async () => await Reflect.apply(deed, trigger, []))().then(
		() => undefined,
		(thrown: unknown) => thrown,
	);
	const held = { service, variant, credentials };
	for (const request of requests) await expectHarmless(held, request);
	const secrets = secretsIn(credentials).filter((secret) => secret !== GIVEN);
	if (error !== undefined) expectDecent(error, secrets);
	expect(secrets.filter((secret) => JSON.stringify(remembered).includes(secret))).toEqual([]);
	expectUnpolluted();
	return requests.length;
}

describe.each(rows)('%s', (_name, kind, variant) => {
	it('is not broken by an answer, nor by a memory of another form', async () => {
		let sent = 0;
		const spoiled = fc.oneof(hostileJson, hostileText(), fc.constantFrom(1e308, -1, null));
		await fc.assert(
			fc.asyncProperty(
				fc.nat(11),
				fc.constantFrom('trigger', 'manual'),
				fc.option(fc.tuple(fc.nat(9), spoiled)),
				fc.tuple(fc.integer({ min: 1, max: 4 }), fc.nat(40), spoiled),
				fc.constantFrom(200, 200, 200, 403, 404),
				async (deed, mode, memory, [number, place, value], status) => {
					const { remembered: well } = kind;
					const places = placesIn(well);
					const remembered: unknown = memory
						? withAt(well, places[memory[0] % places.length] ?? [], memory[1])
						: { ...well };
					const script: Script = ({ url }, count) => {
						const body = listed(url, whole(kind.service));
						if (count !== number) return answer(200, body);
						const all = placesIn(body);
						return answer(status, withAt(body, all[place % all.length] ?? [], value));
					};
					sent += await hurried(
						async () => await done(kind, variant, { deed, mode, remembered, script }),
					);
				},
			),
			{ numRuns: 120 },
		);
		expect(sent).toBeGreaterThan(0);
	});
});
