/** Reads from the installed n8n which operations its nodes have and which scopes its types of connection ask for. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import type {
	ICredentialType,
	INodeParameters,
	INodeProperties,
	INodeTypeDescription,
} from 'n8n-workflow';

import type { Edition } from '../../builtin/nodes/edition.ts';
import type { Asked } from '../../builtin/scopes.ts';
import { hostFolder } from '../places.mts';

// Its ES module names its files without their endings, which Node does not find.
const { NodeHelpers } = createRequire(import.meta.url)(
	'n8n-workflow',
) as typeof import('n8n-workflow');

const base = () => join(hostFolder(), 'node_modules/n8n-nodes-base');

/** The version of n8n's nodes that is installed. */
export const nodesVersion = (): string =>
	(JSON.parse(readFileSync(join(base(), 'package.json'), 'utf8')) as { version: string }).version;

/** The descriptions of all versions of all nodes. */
export function descriptions(): INodeTypeDescription[] {
	const text = readFileSync(join(base(), 'dist/types/nodes.json'), 'utf8');
	return JSON.parse(text) as INodeTypeDescription[];
}

/** The values of a choice, the default first. */
function valuesOf({ default: preset, options = [] }: INodeProperties): string {
	const values = options.flatMap((option) => ('value' in option ? String(option.value) : []));
	const first = values.includes(String(preset)) ? [String(preset)] : [];
	return [...new Set([...first, ...values])].join(' ');
}

/** The properties of a name that a version of a node shows for these parameters. */
function shown(
	description: INodeTypeDescription,
	name: string,
	parameters: INodeParameters,
	typeVersion: number,
): INodeProperties[] {
	const node = { typeVersion };
	return description.properties.filter(
		(property) =>
			property.name === name &&
			NodeHelpers.displayParameter(parameters, property, node, description),
	);
}

/** The ways in which somebody signs in that make a node show its operations. */
const AUTHENTICATIONS = [undefined, 'oAuth2'];

const allValues = ({ properties }: INodeTypeDescription, name: string): string[] =>
	properties
		.filter((property) => property.name === name)
		.flatMap((property) => valuesOf(property).split(' '));

function editionOf(description: INodeTypeDescription, version: number): Omit<Edition, 'versions'> {
	const [resources] = shown(description, 'resource', {}, version);
	const all = resources ? valuesOf(resources).split(' ') : [''];
	const decidedBy = description.properties.some(({ name }) => name === 'operation')
		? 'operation'
		: 'event';
	const operations = Object.fromEntries(
		all.map((resource) => {
			const values = AUTHENTICATIONS.flatMap((authentication) => {
				const parameters = {
					...(resource ? { resource } : {}),
					...(authentication ? { authentication } : {}),
				};
				return shown(description, decidedBy, parameters, version).flatMap((property) =>
					valuesOf(property).split(' '),
				);
			});
			// Of a trigger, another parameter can decide which events there are.
			const all = values.length > 0 || resource ? values : allValues(description, decidedBy);
			return [resource, [...new Set(all)].join(' ')];
		}),
	);
	return { resource: all[0] ?? '', decidedBy, operations };
}

/** What each version of these nodes offers; versions that offer the same are one. */
export function editionsOf(names: readonly string[]): Record<string, Edition[]> {
	const wanted = new Set(names);
	const found: Record<string, Edition[]> = {};
	for (const description of descriptions()) {
		if (!wanted.has(description.name)) continue;
		for (const version of [description.version].flat().sort((a, b) => a - b)) {
			const edition = editionOf(description, version);
			const known = (found[description.name] ??= []);
			const same = known.findIndex(
				(other) => JSON.stringify({ ...other, versions: undefined }) === JSON.stringify(edition),
			);
			const versions = known[same]?.versions ?? [];
			known.splice(same < 0 ? known.length : same, same < 0 ? 0 : 1, {
				versions: [...versions, version],
				...edition,
			});
		}
	}
	for (const editions of Object.values(found)) {
		editions.sort((one, other) => (one.versions[0] ?? 0) - (other.versions[0] ?? 0));
	}
	return found;
}

type Credential = Pick<ICredentialType, 'name' | 'extends' | 'properties'>;

function credentials(): Map<string, Credential> {
	const text = readFileSync(join(base(), 'dist/types/credentials.json'), 'utf8');
	return new Map((JSON.parse(text) as Credential[]).map((one) => [one.name, one]));
}

/** The properties of a type, those that it inherits last. */
function propertiesOf(all: Map<string, Credential>, name: string): INodeProperties[] {
	const credential = all.get(name);
	if (!credential) return [];
	const inherited = (credential.extends ?? []).flatMap((parent) => propertiesOf(all, parent));
	return [...credential.properties, ...inherited];
}

const isOAuth2 = (all: Map<string, Credential>, name: string): boolean =>
	name === 'oAuth2Api' || (all.get(name)?.extends ?? []).some((parent) => isOAuth2(all, parent));

/** The literal scopes in a default, which may be an expression with a switch for custom ones. */
function literalScopes(text: string): string | undefined {
	if (!text.startsWith('=')) return text;
	return /^=\{\{\s*\$self\["customScopes"\] \? \$self\["enabledScopes"\] : "([^"]*)"\s*\}\}$/.exec(
		text,
	)?.[1];
}

const split = (text: string) => text.split(/[\s,]+/).filter(Boolean);

function askedOf(properties: readonly INodeProperties[]): Asked {
	const named = (name: string) => properties.find((property) => property.name === name);
	const text = (name: string) => String(named(name)?.default ?? '');
	// Slack asks with a parameter of its own for what the person who connects may do.
	const own = named('userScope') ? text('userScope') : undefined;
	const literal = own ?? literalScopes(text('scope'));
	const hasSwitch = named('customScopes')?.type === 'boolean';
	const field = ['enabledScopes', 'userScope'].find((name) => named(name));
	const isTyped = named('scope')?.type === 'string';
	return {
		...(literal ? { scopes: [...new Set(split(literal))] } : {}),
		...(hasSwitch && field
			? {
					customField: named(field)?.displayName ?? field,
					customSwitch: named('customScopes')?.displayName ?? '',
				}
			: {}),
		...(!hasSwitch && isTyped ? { customField: named('scope')?.displayName ?? 'Scope' } : {}),
		separator: literal?.includes(',') ? ',' : ' ',
	};
}

/** What each of n8n's OAuth2 types asks for. */
export function askedByType(): Record<string, Asked> {
	const all = credentials();
	const names = [...all.keys()].filter((name) => isOAuth2(all, name));
	return Object.fromEntries(names.sort().map((name) => [name, askedOf(propertiesOf(all, name))]));
}

/** Loads a module of n8n's nodes. */
export const requireFromHost = () => createRequire(join(base(), 'package.json'));
