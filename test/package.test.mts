import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { PackageDirectoryLoader } from 'n8n-core';

import { credentialTypeOf, variantOf, variantsOf } from '../connection/model/service.ts';
import { services } from '../services/index.ts';
import { placesOf } from './places.mts';

const root = join(import.meta.dirname, '..');
const contents = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

describe('a service', () => {
	it.each(services.map((service) => [service.name, service] as const))(
		'%s has its credentials and its page, and a stand-in where it has a node',
		(_name, service) => {
			const { node, standIn, page } = placesOf(service);
			const ofNode = existsSync(join(root, node)) ? [standIn] : [];
			const wanted = [
				...variantsOf(service).map(
					(variant) => `credentials/${capital(credentialTypeOf(service, variant))}.credentials.ts`,
				),
				...ofNode,
				page,
			];
			expect(wanted.filter((file) => !existsSync(join(root, file)))).toEqual([]);
		},
	);
});

describe('the package', () => {
	it('has no dependencies, and asks only for the host', () => {
		expect(contents.dependencies ?? {}).toEqual({});
		expect(contents.peerDependencies).toEqual({ 'n8n-workflow': '*' });
	});

	it('lists every node and credential of its folders', () => {
		const files = (folder: string, ending: string) =>
			readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
				.filter((name) => name.endsWith(ending))
				.map((name) => `dist/${folder}/${name.replace(/\.ts$/, '.js')}`)
				.sort();
		expect(contents.n8n.nodes).toEqual(files('nodes', '.node.ts'));
		expect(contents.n8n.credentials).toEqual(files('credentials', '.credentials.ts'));
	});
});

describe("the pack in n8n's own loader", () => {
	const load = async () => {
		const loader = new PackageDirectoryLoader(root);
		await loader.loadAll();
		return loader;
	};

	it('gives nodes that use only credential types of this package', async () => {
		const { nodeTypes, credentialTypes } = await load();
		const used = Object.values(nodeTypes).flatMap(({ type }) =>
			'description' in type && 'credentials' in type.description
				? (type.description.credentials ?? []).map(({ name }) => name)
				: [],
		);
		expect([...new Set(used)].sort()).toEqual(Object.keys(credentialTypes).sort());
	});

	it('gives triggers that speak for their node, too: n8n lists both as one, with the words of the trigger', async () => {
		const { nodeTypes } = await load();
		const described = new Map(
			Object.values(nodeTypes).flatMap(({ type }) =>
				'description' in type ? [[type.description.name, type.description.description]] : [],
			),
		);
		const pairs = [...described].flatMap(([name, ofTrigger]) => {
			const ofNode = described.get(name.replace('Trigger', ''));
			return name.endsWith('Trigger') && ofNode ? [{ ofNode, ofTrigger }] : [];
		});
		expect(pairs).toHaveLength(4);
		for (const { ofNode, ofTrigger } of pairs) {
			expect(ofTrigger.slice(0, ofNode.length)).toBe(ofNode);
			expect(ofTrigger.slice(ofNode.length)).toMatch(/^, or start when /);
		}
	});

	it('gives credential types whose fields are their own, with a test and themed icons', async () => {
		const { credentialTypes } = await load();
		for (const [name, { type }] of Object.entries(credentialTypes)) {
			expect(Object.keys(type)).toEqual(
				expect.arrayContaining(['name', 'displayName', 'documentationUrl', 'properties', 'test']),
			);
			expect(type.name).toBe(name);
			expect(type.iconUrl).toEqual({
				light: expect.stringMatching(/\.svg$/),
				dark: expect.stringMatching(/\.dark\.svg$/),
			});
		}
	});

	it('gives credential types that lead to the page that their service names', async () => {
		const { credentialTypes } = await load();
		for (const service of services) {
			for (const variant of variantsOf(service)) {
				const { type } = credentialTypes[credentialTypeOf(service, variant)] ?? {};
				expect(type?.documentationUrl).toBe(variantOf(service, variant).documentationUrl);
			}
		}
	});
});
