/** What the documentation says of a service, derived from its declaration. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type {
	Lifetime,
	Permission,
	Revocation,
	Service,
	Variant,
} from '../../connection/model/service.ts';
import { root } from '../places.mts';
import type { Generated } from './credentials.mts';
import { capital } from './credentials.mts';

/** What a page needs of the sources that it speaks of. */
export interface Words {
	variantsOf(service: Service): Variant[];
	variantLabel(service: Service, variant: Variant): string;
	scopesOf(service: Service, names: readonly string[]): string[];
	originTemplates(service: Service): string[];
}

const NOTE = '<!-- Generated from services/ by "npm run generate". Do not edit it. -->';

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const code = (texts: readonly string[]) => texts.map((text) => `\`${text}\``).join(' ');

/** A table in Markdown. */
const table = (head: readonly string[], rows: ReadonlyArray<readonly string[]>) =>
	[head, head.map(() => '---'), ...rows.map((row) => row.map(cell))]
		.map((row) => `| ${row.join(' | ')} |`)
		.join('\n');

/** The hand-written page of a service with a node of its own. */
export function handWrittenPage({ name }: Service): string | undefined {
	const page = name === 'n8n' ? 'docs/managing-connections.md' : `docs/${name}.md`;
	return existsSync(join(root, page)) ? page : undefined;
}

/** The page that says what a service's connections can do. */
export const pageOf = (service: Service): string =>
	handWrittenPage(service) ?? `docs/services/${service.name}.md`;

/** A source as a link, where it is an address. */
const sourceOf = (source: string) =>
	source.startsWith('https://') ? `[source](${source})` : `\`${source}\``;

function permissionRows(service: Service, words: Words): string {
	const entries = Object.entries<Permission>(service.permissions);
	if (entries.length === 0) return 'There are no permissions to choose from.';
	const rows = entries.map(
		([name, { label, group, description = '', default: isDefault, source }]) => [
			`${group ? `${group}: ` : ''}${label}${isDefault ? ' (selected by default)' : ''}`,
			description,
			code(words.scopesOf(service, [name])),
			sourceOf(source),
		],
	);
	return table(['permission', 'what it allows', 'scopes', 'source'], rows);
}

/** A lifetime in a sentence. */
function lifetimeOf({ of, days, from = 'issued', field, when, source }: Lifetime): string {
	const what = { token: 'The token', refreshToken: 'The refresh token', access: 'Access' }[of];
	const since = from === 'issued' ? 'after it was issued' : 'without use';
	const end =
		days === undefined
			? `ends when the token answer says so (\`${field}\`)`
			: `ends ${days} days ${since}`;
	return `- ${what} ${end}${when ? `, where ${when}` : ''}. ${sourceOf(source)}`;
}

function revocationOf(revoke: Revocation | undefined, { displayName }: Service): string {
	if (!revoke) return `- It cannot be revoked from n8n: remove it in ${displayName} itself.`;
	return revoke.ends === 'grant'
		? '- Revoking it ends this connection only.'
		: '- Revoking it also ends every other connection of the same account to the same app.';
}

/** Whether n8n's own client puts a token where the service wants it: it knows the header `Authorization` alone. */
function isSignedByN8n(service: Service, variant: Variant): boolean {
	if (variant === 'apiKey') return true;
	const { sign } = service[variant] ?? {};
	return sign?.by !== 'header' || sign.name === 'Authorization';
}

/** What holds for one way to connect. */
function variantSection(service: Service, variant: Variant, words: Words): string {
	const declared = service[variant];
	if (!declared) return '';
	const { documentationUrl, accessNotice, lifetimes = [], revoke, granted } = declared;
	const always = 'scopes' in declared ? (declared.scopes?.always ?? []) : [];
	const renewal =
		'expiry' in declared
			? {
					never: '- Its token does not expire.',
					refresh: '- n8n renews its token by itself.',
					reauthorize: '- Its token cannot be renewed: reconnect it before it ends.',
				}[declared.expiry]
			: undefined;
	const isTold = 'scopes' in declared ? true : granted !== undefined;
	const lines = [
		accessNotice && `- ${accessNotice.replace(/<a href="([^"]+)"[^>]*>([^<]*)<\/a>/g, '[$2]($1)')}`,
		'hint' in declared &&
			`- ${declared.hint.replace(/<a href="([^"]+)"[^>]*>([^<]*)<\/a>/g, '[$2]($1)')}`,
		always.length > 0 && `- Always requested: ${code(always)}`,
		renewal,
		...lifetimes.map(lifetimeOf),
		revocationOf(revoke, service),
		!isSignedByN8n(service, variant) &&
			`- n8n's HTTP Request node cannot sign requests with it: use **Service Request**.${service.apiKey ? ` With a connection by ${service.apiKey.label}, that node works.` : ''}`,
		variant === 'clientCredentials' &&
			!isSignedByN8n(service, variant) &&
			'- The first test of a new connection fails, since n8n gets a token only then. Test it once more, or use it.',
		!isTold && `- ${service.displayName} does not tell what the key may do.`,
		`- [How to set it up at ${service.displayName}](${documentationUrl})`,
	];
	return `### ${words.variantLabel(service, variant)}\n\n${lines.filter(Boolean).join('\n')}`;
}

/** The page of a service without a page of its own. */
function page(service: Service, words: Words): Generated {
	const { displayName, limits, sources } = service;
	const { rate } = limits;
	const sections = words
		.variantsOf(service)
		.map((variant) => variantSection(service, variant, words));
	const content = `${NOTE}

# ${displayName}

Use it in n8n's HTTP Request node (Authentication: Predefined Credential Type), in the **Service Request** node, and in the
**Connections** node. In n8n's list of credentials its types begin with "${displayName} Connection".

## Connect

${sections.join('\n\n')}

## Permissions

${permissionRows(service, words)}

## Limits

- Requests at once: ${limits.concurrency}${rate ? `\n- Requests: at most ${rate.requests} in ${rate.per / 1000} s${rate.each ? ` for each ${rate.each.label}` : ''}` : ''}
- Requests go only to: ${code(hostsOf(service, words))}

## Sources

${sources.map((source) => `- ${source.startsWith('https://') ? `<${source}>` : `\`${source}\``}`).join('\n')}
`;
	return [`docs/services/${service.name}.md`, content];
}

/** The hosts to which requests of a service go, with \`{name}\` for what varies, and those that a browser opens. */
export const hostsOf = (service: Service, words: Words): string[] => {
	const { oauth2, clientCredentials } = service;
	const ofLogin = [oauth2?.authorizeUrl, oauth2?.tokenUrl, clientCredentials?.tokenUrl];
	const hosts = [...words.originTemplates(service), ...ofLogin].flatMap(
		(url) => /^https:\/\/([^/]+)/.exec(url ?? '')?.[1] ?? [],
	);
	return [...new Set(hosts)].sort();
};

/** The nodes of a service, by the names that n8n shows. */
function nodesOf({ name }: Service): string {
	const folder = name === 'n8n' ? 'Connections' : capital(name);
	const files = [`${folder}.node.ts`, `${folder}Trigger.node.ts`, `${folder}Page.node.ts`]
		.map((file) => join(root, 'nodes', folder, file))
		.filter((file) => existsSync(file));
	const named = files.flatMap(
		(file) => /displayName: '([^']+)'/.exec(readFileSync(file, 'utf8'))?.[1] ?? [],
	);
	return named.join(', ') || 'Service Request';
}

/** The table of services in the README. */
function readmeTable(services: readonly Service[], words: Words): string {
	const rows = services.map((service) => {
		const count = Object.keys(service.permissions).length;
		return [
			`[${service.displayName}](${pageOf(service)})`,
			words
				.variantsOf(service)
				.map((variant) => words.variantLabel(service, variant))
				.join(', '),
			count > 0 ? `${count} to choose from` : 'none to choose from',
			nodesOf(service),
		];
	});
	return table(['Service', 'Connections', 'Permissions', 'Nodes'], rows);
}

/** The table of hosts in the page about security. */
function hostTable(services: readonly Service[], words: Words): string {
	const rows = services.map((service) => {
		const hosts = hostsOf(service, words);
		return [
			service.displayName,
			hosts.length > 0
				? hosts.map((host) => `\`${host}\``).join(', ')
				: 'the address that you type, else the n8n that runs the node',
		];
	});
	return table(['service', 'hosts'], rows);
}

/** A page in which what stands between two marks is generated. */
function withTable(path: string, mark: string, content: string): Generated {
	const before = readFileSync(join(root, path), 'utf8');
	const form = new RegExp(`(<!-- ${mark}[^>]*-->)[^]*(<!-- /${mark} -->)`);
	if (!form.test(before)) throw new Error(`${path} has no marks "${mark}" for its table`);
	return [path, before.replace(form, (_all, open, close) => `${open}\n\n${content}\n\n${close}`)];
}

/** Every generated page, and the tables of others. */
export function pagesOf(services: readonly Service[], words: Words): Generated[] {
	return [
		...services
			.filter((service) => !handWrittenPage(service))
			.map((service) => page(service, words)),
		withTable('README.md', 'services', readmeTable(services, words)),
		withTable('docs/security.md', 'hosts', hostTable(services, words)),
	];
}
