/** The files that n8n and its linter want literal: one class a credential type, its icon, and the list of services. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import type { Service, Variant } from '../../connection/model/service.ts';
import { root } from '../places.mts';

/** A file, from the root of the checkout, and what stands in it. */
export type Generated = readonly [path: string, content: string];

export const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** What a service's variants are called, from connection/model/service.ts. */
export interface Names {
	variantsOf(service: Service): Variant[];
	variantOf(service: Service, variant: Variant): { readonly documentationUrl: string };
	credentialTypeOf(service: Service, variant: Variant): string;
}

const NOTE = '// Generated from services/ by "npm run generate". Do not edit it.';

/** How n8n's lists name a credential type. Each says that it is ours: n8n has types of its own for most services. */
const DISPLAY_NAMES: Readonly<Record<Variant, string>> = {
	oauth2: 'Connection OAuth2 API',
	clientCredentials: 'Connection Client Credentials OAuth2 API',
	apiKey: 'Connection API',
};

/** The key of n8n itself carries the name of the node that uses it: n8n's linter wants title case, which "n8n" is not. */
const displayNameOf = ({ name, displayName }: Service, variant: Variant) =>
	name === 'n8n' ? 'Connections API' : `${displayName} ${DISPLAY_NAMES[variant]}`;

const text = (value: string) => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** Where the icon of a service is: beside its node, where it has one of its own. */
export function iconOf({ name }: Service): string {
	const ofNode = `nodes/${capital(name)}/${name}`;
	if (existsSync(join(root, `${ofNode}.svg`))) return ofNode;
	return name === 'n8n' ? 'nodes/Connections/connections' : `credentials/icons/${name}`;
}

/** The expressions of a class, by the kind of variant. */
function membersOf({ name, oauth2 }: Service, variant: Variant) {
	if (variant === 'apiKey') {
		return {
			imports: ['apiKeyProperties', 'keyAuthentication', 'verifyRequest'],
			base: '',
			properties: `apiKeyProperties(${name})`,
			authenticate: `\n\tauthenticate = keyAuthentication(${name});\n`,
			more: '',
		};
	}
	const hasIdentities = variant === 'oauth2' && oauth2?.identities !== undefined;
	return {
		imports: ['oauth2Properties', 'verifyRequest'],
		base: `\n\textends = ['oAuth2Api'];\n`,
		properties: `oauth2Properties(${name}${variant === 'oauth2' ? '' : `, ${text(variant)}`})`,
		authenticate: hasIdentities ? `\n\tpreAuthentication = signingAsIdentity(${name});\n` : '',
		more: hasIdentities
			? `import { signingAsIdentity } from '../connection/credential/identity';\n`
			: '',
	};
}

/** The class of a credential type. */
function classOf(service: Service, variant: Variant, names: Names): Generated {
	const type = names.credentialTypeOf(service, variant);
	const { documentationUrl } = names.variantOf(service, variant);
	const { imports, base, properties, authenticate, more } = membersOf(service, variant);
	const icon = iconOf(service)
		.replace(/^credentials\//, '')
		.replace(/^nodes\//, '../nodes/');
	const content = `${NOTE}
import type { ICredentialType } from 'n8n-workflow';

import { ${imports.join(', ')} } from '../connection/credential/credential';
${more}import { ${service.name} } from '../services/${service.name}';

export class ${capital(type)} implements ICredentialType {
	name = ${text(type)};
${base}
	displayName = ${text(displayNameOf(service, variant))};

	icon = { light: 'file:${icon}.svg', dark: 'file:${icon}.dark.svg' } as const;

	documentationUrl = ${text(documentationUrl)};

	properties = ${properties};
${authenticate}
	test = verifyRequest(${service.name}, ${text(variant)});
}
`;
	return [`credentials/${capital(type)}.credentials.ts`, content];
}

/** A colour of the circle for each service, always the same one: a step of 47 degrees keeps neighbours apart. */
const hueOf = (name: string) =>
	([...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973, 7) * 47) %
	360;

/** Free of brands: the first letters in a rounded square. */
function iconFor({ name, displayName }: Service): Generated[] {
	const words = displayName.split(/[\s.]+/).filter(Boolean);
	const letters = (words.length > 1 ? words.map(([first]) => first).join('') : displayName).slice(
		0,
		2,
	);
	const hue = hueOf(name);
	const draw = (fill: string, ink: string) =>
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 60"><rect x="4" y="4" width="52" height="52" rx="12" fill="${fill}"/><text x="30" y="40" font-family="sans-serif" font-size="26" font-weight="700" text-anchor="middle" fill="${ink}">${letters}</text></svg>\n`;
	return [
		[`credentials/icons/${name}.svg`, draw(`hsl(${hue} 55% 38%)`, '#fff')],
		[`credentials/icons/${name}.dark.svg`, draw(`hsl(${hue} 60% 78%)`, '#1b1b1b')],
	];
}

/** The list of all services. */
function listOf(services: readonly Service[]): Generated {
	const names = services.map(({ name }) => name);
	const imports = names.map((name) => `import { ${name} } from './${name}';`).join('\n');
	const content = `${NOTE}
import type { Service } from '../connection/model/service';
${imports}

/** All services, in the order in which people read them. */
export const services: readonly Service[] = [
${names.map((name) => `\t${name},`).join('\n')}
];

export {
${names.map((name) => `\t${name},`).join('\n')}
};
`;
	return ['services/index.ts', content];
}

/** Every generated source. */
export function sourcesOf(services: readonly Service[], names: Names): Generated[] {
	return [
		listOf(services),
		...services.flatMap((service) => [
			...names.variantsOf(service).map((variant) => classOf(service, variant, names)),
			...(iconOf(service).startsWith('credentials/') ? iconFor(service) : []),
		]),
	];
}
