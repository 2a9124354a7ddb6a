/** Where the parts of a service lie in the house, of which tests look whether they are there. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import type { Service } from '../connection/model/service.ts';

const root = join(import.meta.dirname, '..');

const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

/** The host itself is a service too: its node is named after what it manages, and the real one runs for it. */
const OWN_PLACES: Readonly<Record<string, Places>> = {
	n8n: {
		node: 'nodes/Connections/Connections.node.ts',
		standIn: 'sandbox/n8n.mts',
		page: 'docs/managing-connections.md',
	},
};

/** A service with a node has a page of its own; that of any other is generated. */
const pageOf = (name: string) => {
	const own = `docs/${name}.md`;
	return existsSync(join(root, own)) ? own : `docs/services/${name}.md`;
};

/** The files of a service, from the root of the checkout. */
export interface Places {
	readonly node: string;
	readonly standIn: string;
	readonly page: string;
}

export const placesOf = ({ name }: Pick<Service, 'name'>): Places =>
	OWN_PLACES[name] ?? {
		node: `nodes/${capital(name)}/${capital(name)}.node.ts`,
		standIn: `sandbox/services/${name}/index.mts`,
		page: pageOf(name),
	};
