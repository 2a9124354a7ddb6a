/** Keys and fields of an address, typed by somebody who wants the key elsewhere. */
import { fc } from '../fuzz';
import type { ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';

import { AddressError } from '../../connection/model/address';
import { verifyRequest } from '../../connection/credential/credential';
import type { Service, Variant } from '../../connection/model/service';
import { variantOf, variantsOf } from '../../connection/model/service';
import { connectionResource } from '../../operation/connectionResource';
import { services } from '../../services';
import { answer, evaluate, inTurn } from '../builders';
import { isOfService } from './addresses';
import { hostsOf, keysOf, ofForm, signed, stored } from './connected';
import { expectDecent, expectUnpolluted } from './harmless';
import { hostileText } from './hostile';
import { run } from './run';

const variants = services.flatMap((service) =>
	variantsOf(service).map(
		(variant) => [`${service.displayName} (${variant})`, service, variant] as const,
	),
);

/** The properties of a connection that choose its address, or sign. */
function typedIn(service: Service, variant: Variant): string[] {
	const origins = Object.values(variantOf(service, variant).addressParts ?? {});
	const fields = origins.flatMap((origin) => ('property' in origin ? [origin.property] : []));
	const signing = Object.keys(variantOf(service, variant).fields ?? {});
	return [...fields, ...signing, ...(variant === 'apiKey' ? ['apiKey'] : [])];
}

/** What a message calls them. */
function labelsIn(service: Service, variant: Variant): string[] {
	const parts = Object.values(service.address.parts ?? {}).map(({ label }) => label);
	const fields = Object.values(variantOf(service, variant).fields ?? {}).map(({ label }) => label);
	const keys = variant === 'apiKey' ? [variantOf(service, 'apiKey').label] : [];
	return [...parts, ...fields, ...keys];
}

/** Texts like the one that is wanted, of its own form among them. */
function like(service: Service, property: string): fc.Arbitrary<string> {
	const fitting = [...Object.values(service.address.parts ?? {}).map(({ example }) => example)];
	const forms = Object.values(service.address.parts ?? {}).map(({ pattern }) => ofForm(pattern));
	const form = property === 'apiKey' ? keysOf(service) : fc.oneof(...forms, fc.constant(''));
	const hosts = service.address.template.startsWith('{')
		? ['https://n8n.example.com', 'http://localhost:5678', 'https://[::1]:5678/n8n']
		: [];
	return fc.oneof(
		form,
		fc.tuple(form, hostileText([...fitting, ...hosts])).map(([own, more]) => own + more),
		fc.tuple(hostileText([...fitting, ...hosts]), form).map(([more, own]) => more + own),
		hostileText([...fitting, ...hosts]),
		fc.webUrl({ authoritySettings: { withUserInfo: true, withPort: true, withIPv6: true } }),
	);
}

/** Connections with hostile text in what chooses their address. */
const connections = (service: Service, variant: Variant) =>
	fc
		.subarray(typedIn(service, variant))
		.chain((names) =>
			fc.record(Object.fromEntries(names.map((name) => [name, like(service, name)]))),
		)
		.map((typed): ICredentialDataDecryptedObject => ({ ...stored(service, variant), ...typed }));

/** The address that a person typed, where the service is one of their own; slashes alone are none. */
function typedAddress({ url }: ICredentialDataDecryptedObject, otherwise = 'https://n8n.example/') {
	const typed = typeof url === 'string' ? url.trim().replace(/\/+$/, '') : '';
	return typed || otherwise;
}

describe.each(variants)('a connection of %s', (_name, service, variant) => {
	const resources = { connection: connectionResource(service) };
	const { get } = resources.connection.operations;
	const row = get && {
		service,
		resources,
		resource: 'connection',
		operation: 'get',
		declared: get,
	};

	it('asks its own service, or says which of its fields is wrong', async () => {
		if (!row) throw new Error(`Connection of ${service.displayName} has no operation Get`);
		await fc.assert(
			fc.asyncProperty(connections(service, variant), async (credentials) => {
				const script = inTurn(answer(200, {}));
				const ran = await run({ row, variant, parameters: {}, script, credentials });
				for (const { url, headers = {} } of ran.requests) {
					expect([url, isOfService(service, url, typedAddress(credentials))]).toEqual([url, true]);
					expect(JSON.stringify(Object.values(headers))).not.toMatch(/\\[rnu]/);
				}
				for (const error of ran.errors) expectDecent(error, []);
				if (ran.requests.length > 0) return;
				const said = [...ran.items.map(({ error }) => error), ...ran.errors].map(String).join(' ');
				expect(labelsIn(service, variant).filter((label) => said.includes(label))).not.toEqual([]);
			}),
			// Where nothing is typed there is one connection only.
			{ numRuns: typedIn(service, variant).length > 0 ? 20 : 1 },
		);
		expectUnpolluted();
	});

	it('is tested by a request to its own service only', () => {
		const { url: test } = verifyRequest(service, variant).request;
		fc.assert(
			fc.property(connections(service, variant), (credentials) => {
				const url = String(evaluate(test, credentials as INodeParameters));
				// What is no URL is not asked at all.
				if (!URL.canParse(url)) return;
				const own = typedAddress(credentials, 'http://localhost:5678');
				expect([url, isOfService(service, url, own)]).toEqual([url, true]);
			}),
			{ numRuns: 60 },
		);
	});
});

const keyServices = services.filter(({ apiKey }) => apiKey);

/** Where a request of n8n's HTTP Request node goes (axios (npm): lib/core/buildFullPath.js). */
function targetOf(url: string, baseURL: string): string {
	if (!baseURL || /^([a-z][a-z\d+\-.]*:)?\/\//i.test(url)) return url;
	return url ? `${baseURL.replace(/\/?\/$/, '')}/${url.replace(/^\/+/, '')}` : baseURL;
}

describe.each(keyServices.map((service) => [service.displayName, service] as const))(
	'a key of %s in a node that sends anything',
	(_name, service) => {
		it('is put into no request to another host', async () => {
			const credentials = stored(service, 'apiKey');
			const [host = ''] = hostsOf(service, 'apiKey', credentials);
			const { url: verify } = verifyRequest(service, 'apiKey').request;
			const parts = Object.values(variantOf(service, 'apiKey').addressParts ?? {});
			// What neither the key nor a field says of the host, only an answer could: until then any of the service's own counts.
			const isSaid = parts.every((origin) => origin.from === 'key' || 'property' in origin);
			const address = fc.oneof(
				hostileText([host, `https://${host}`]),
				hostileText([host]).map((text) => `https://${host}${text}`),
				hostileText([host]).map((text) => `https://${text}${host}/`),
				// Some services have more than the host in the address of everything.
				fc.constant(String(evaluate(verify, credentials as INodeParameters))),
				fc.webUrl(),
			);
			const base = fc.oneof(fc.constant(''), fc.constant(`https://${host}/api`), address);
			let count = 0;
			await fc.assert(
				fc.asyncProperty(address, base, async (url, baseURL) => {
					const outcome = await signed(service, credentials, { url, baseURL }).then(
						() => 'signed',
						(error: unknown) => (error instanceof AddressError ? 'refused' : String(error)),
					);
					expect(outcome).toMatch(/^(?:signed|refused)$/);
					if (outcome === 'refused') return;
					count += 1;
					const target = new URL(targetOf(url, baseURL));
					const isOwn =
						hostsOf(service, 'apiKey', credentials).includes(target.host) ||
						(!isSaid && isOfService(service, target.href));
					expect([target.href, isOwn]).toEqual([target.href, true]);
				}),
				{ numRuns: 400 },
			);
			expect(count).toBeGreaterThan(0);
		});
	},
);
