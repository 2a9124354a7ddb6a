/** Lists of the editor: what a service answers to them, and where it says that they go on. */
import { fc } from '../fuzz';
import type { ILoadOptionsFunctions, INodeType } from 'n8n-workflow';

import { Boostspace } from '../../nodes/Boostspace/Boostspace.node';
import { BoostspaceIntegrator } from '../../nodes/BoostspaceIntegrator/BoostspaceIntegrator.node';
import { Connections } from '../../nodes/Connections/Connections.node';
import { FacebookPages } from '../../nodes/FacebookPages/FacebookPages.node';
import { Mailchimp } from '../../nodes/Mailchimp/Mailchimp.node';
import type { Service, Variant } from '../../connection/model/service';
import { variantsOf } from '../../connection/model/service';
import { services } from '../../services';
import { nodes } from '../catalogue';
import type { Script } from '../builders';
import { answer, host } from '../builders';
import { secretsIn, stored } from './connected';
import { expectDecent, expectHarmless, expectUnpolluted } from './harmless';
import { hostileJson, hostileText } from './hostile';
import { hurried } from './hurried';
import { placesIn, withAt } from './trees';

/** The node of each service, which has the lists. */
const NODES: Readonly<Record<string, INodeType>> = {
	boostspace: new Boostspace(),
	boostspaceIntegrator: new BoostspaceIntegrator(),
	facebookPages: new FacebookPages(),
	mailchimp: new Mailchimp(),
	n8n: new Connections(),
};

type Method = (this: ILoadOptionsFunctions, ...given: string[]) => Promise<unknown>;

/** Every method of a node that the editor calls. */
const methodsOf = ({ name }: Service): ReadonlyArray<readonly [string, Method]> =>
	Object.values(NODES[name]?.methods ?? {}).flatMap((kind) => Object.entries(kind ?? {}));

const rows = services.flatMap((service) =>
	variantsOf(service).flatMap((variant) =>
		methodsOf(service).map(
			([name, method]) =>
				[`${service.displayName} (${variant}): ${name}`, service, variant, method] as const,
		),
	),
);

/** A record with which every list can do something. */
const one = (id: unknown, name: string) => ({ id, name, email: name, status: 'sent', type: name });

/** A page in the words of all services. */
const page = (id: unknown, name: string, next: string): Record<string, unknown> => {
	const records = [one(id, name)];
	const teams = [{ id: 1, name: 'Team' }];
	return {
		...one('1', name),
		data: records,
		lists: records,
		campaigns: records,
		connections: records,
		scenarios: records,
		organizations: [{ id: 1, name, teams }],
		total_items: 1e9,
		nextCursor: next,
		paging: { next: 'https://evil.example/', cursors: { after: next } },
	};
};

/** Calls a method of the editor with what n8n gives it. */
async function call(
	{ service, variant, method }: { service: Service; variant: Variant; method: Method },
	script: Script,
	...given: string[]
) {
	const credentials = stored(service, variant);
	const { context, requests } = host({ service, variant, credentials, script });
	const editor = Object.assign(context, { getCurrentNodeParameter: () => '42' });
	const error = await method
		.call(editor as unknown as ILoadOptionsFunctions, ...given)
		.then(() => undefined)
		.catch((thrown: unknown) => thrown);
	const held = { service, variant, credentials };
	for (const request of requests) await expectHarmless(held, request);
	if (error) expectDecent(error, secretsIn(credentials));
	expectUnpolluted();
	return { sent: requests.length, said: error === undefined ? '' : String(error) };
}

const FAR_TOO_MANY = 400;

describe('the nodes with lists', () => {
	it('are those of all services with a node', () => {
		const names = nodes.map(([{ name }]) => name);
		expect(Object.keys(NODES).sort()).toEqual(names.sort());
	});
});

describe.each(rows)('%s', (_name, service, variant, method) => {
	const called = { service, variant, method };

	it('understands an answer of any form, or says that it does not', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.constantFrom('1', 1),
				fc.boolean(),
				fc.nat(60),
				fc.oneof(hostileJson, hostileText()),
				hostileText(),
				async (id, isList, number, value, filter) => {
					const whole = isList ? [one(id, 'One')] : page(id, 'One', '');
					const places = placesIn(whole);
					const body = withAt(whole, places[number % places.length] ?? [], value);
					const script: Script = (_request, count) =>
						count > FAR_TOO_MANY ? answer(400, {}) : answer(200, body);
					const { sent } = await hurried(async () => await call(called, script, filter));
					expect(sent).toBeLessThanOrEqual(FAR_TOO_MANY);
				},
			),
			{ numRuns: 25 },
		);
	});

	it('ends, wherever the service says that the list goes on', async () => {
		const places = fc.array(hostileText(['a', 'b']), { minLength: 1, maxLength: 3 });
		await fc.assert(
			fc.asyncProperty(places, fc.constantFrom('1', 1), fc.boolean(), async (next, id, isSame) => {
				const script: Script = (_request, count) => {
					// That nothing more is sent is what the test is about: this ends it where it is not so.
					if (count > FAR_TOO_MANY) return answer(400, {});
					return answer(
						200,
						page(id, isSame ? 'Same' : `No ${count}`, next[count % next.length] ?? ''),
					);
				};
				// A filter that nothing matches goes through all pages.
				const { sent } = await call(called, script, 'no such name at all');
				expect(sent).toBeLessThanOrEqual(FAR_TOO_MANY);
			}),
			{ numRuns: 8 },
		);
	});
});

describe('a search that nothing matches', () => {
	it.each([
		['with ever more records', (count: number) => String(count)],
		['in a circle', (count: number) => String(count % 2)],
	])('ends in a list %s', async (_what, next) => {
		const [, service, variant, method] =
			rows.find(([name]) => name === 'Facebook Pages (oauth2): searchPages') ?? [];
		if (!service || !variant || !method)
			throw new Error('the pages of Facebook cannot be searched');
		const script: Script = (_request, count) => answer(200, page('1', 'Roses', next(count)));
		const { sent, said } = await call({ service, variant, method }, script, 'Tulips');
		expect(sent).toBe(100);
		expect(said).toContain('The first 100 pages of the list have nothing called "tulips"');
	});
});
