import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Service } from '../../connection/model/service.ts';
import { services } from '../../services/index.ts';

const root = join(import.meta.dirname, '..', '..');
const page = readFileSync(join(root, 'docs/security.md'), 'utf8');

/** Every host that a service's declaration names, with `{name}` for what varies; none for one of the customer's own. */
function hostsOf({ address, oauth2, apiKey }: Service): string[] {
	const urls = [
		address.template,
		...[oauth2, apiKey].flatMap((variant) =>
			variant ? [variant.verify.url, variant.account?.url, variant.granted?.url] : [],
		),
		oauth2?.authorizeUrl,
		oauth2?.tokenUrl,
	];
	const hosts = urls.flatMap((url) => /^https:\/\/([^/]+)/.exec(url ?? '')?.[1] ?? []);
	return [...new Set(hosts)].sort();
}

/** The hosts of each service, as the page says them. */
const told = () => {
	const [, table = ''] = page.split(/<!-- \/?hosts.*-->/);
	const [, , ...rows] = table.trim().split('\n');
	return rows.map((row) => {
		const [, name = '', cell = ''] = row.split('|');
		return [name.trim(), [...cell.matchAll(/`([^`]+)`/g)].map(([, host]) => host).sort()];
	});
};

describe('the page about security', () => {
	it('names every host of every service, and no other one', () => {
		expect(told()).toEqual(services.map((service) => [service.displayName, hostsOf(service)]));
	});

	it('sends nobody with a fault anywhere but to the repository of the package', () => {
		const { repository } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
		const address = String(repository.url).replace(/^git\+|\.git$/g, '');
		const [, report = ''] = page.split('## Reporting a fault');
		expect([...report.matchAll(/https?:[^)\s]+/g)].map(([url]) => url)).toEqual([address]);
	});
});
