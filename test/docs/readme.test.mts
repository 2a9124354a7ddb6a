import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Service } from '../../connection/model/service.ts';
import { services } from '../../services/index.ts';
import { placesOf } from '../places.mts';

const root = join(import.meta.dirname, '..', '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** The permissions of a service as the README says them. */
const permissionsOf = ({ permissions }: Service) => {
	const labels = Object.values(permissions).map(({ label }) => label);
	return labels.join(', ') || 'none to choose from: full access of the user';
};

const connectionsOf = ({ oauth2, apiKey }: Service) =>
	[oauth2 && 'OAuth2', apiKey?.label].filter(Boolean).join(', ');

/** The cells of the table between the two marks. */
const rows = () => {
	const [, table = ''] = readme.split(/<!-- \/?services.*-->/);
	const [, , ...lines] = table.trim().split('\n');
	return lines.map((line) =>
		line
			.split('|')
			.slice(1, -1)
			.map((cell) => cell.trim()),
	);
};

describe('the table of services in the README', () => {
	it('says of every service which connections and permissions it has', () => {
		expect(
			rows().map(([name, connections, permissions]) => [name, connections, permissions]),
		).toEqual(
			services.map((service) => [
				`[${service.displayName}](${placesOf(service).page})`,
				connectionsOf(service),
				permissionsOf(service),
			]),
		);
	});
});

describe('the README', () => {
	it('shows only pictures and pages that are there', () => {
		const links = [...readme.matchAll(/\]\(((?!https?:)[^)#]+)\)/g)].map(
			([, target = '']) => target,
		);
		expect(links.length).toBeGreaterThan(0);
		for (const link of links) {
			expect({ link, there: existsSync(join(root, link)) }).toEqual({ link, there: true });
		}
	});
});
