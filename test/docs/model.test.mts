/** The guide to services names every word of the model. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const model = readFileSync(join(root, 'connection/model/service.ts'), 'utf8');
const guide = readFileSync(join(root, 'docs/adding-a-service.md'), 'utf8');
const table = guide.slice(guide.indexOf('## Every word of the model'));

/** What a declaration is made of. The other types are what it gives and is given. */
const DECLARED = [
	'Address',
	'ApiKey',
	'CredentialField',
	'ErrorRule',
	'Identity',
	'Inquiry',
	'Introspection',
	'Lifetime',
	'Limits',
	'OAuth2',
	'OAuth2Base',
	'PartialConsent',
	'Permission',
	'Rate',
	'RequestRules',
	'Revocation',
	'ScopeRules',
	'Service',
	'TokenProof',
	'VariantBase',
];

/** The members of a type, as they are written in its source. */
function membersOf(type: string): string[] {
	const [, body = ''] =
		new RegExp(`^(?:export )?interface ${type}\\b[^{]*\\{\\n(.*?)\\n\\}`, 'ms').exec(model) ?? [];
	return [...body.matchAll(/readonly (\w+)\??:/g)].map(([, name = '']) => name);
}

/** The ways of paging, which are a union. */
const [, paging = ''] = /^export type Paging = (.*?);\n\n/ms.exec(model) ?? [];

it.each(DECLARED)('the words of %s', (type) => {
	const members = membersOf(type);
	expect(members).not.toEqual([]);
	expect(members.filter((name) => !table.includes(`\`${name}\``))).toEqual([]);
});

it('the words of Paging', () => {
	const members = [...paging.matchAll(/readonly (\w+)\??:/g)].map(([, name = '']) => name);
	expect(members).toContain('cursor');
	expect(members.filter((name) => !table.includes(`\`${name}\``))).toEqual([]);
});
