/** Where the parts of a service lie in the house, of which tests look whether they are there. */
import type { Service } from '../connection/model/service.ts';

const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

/** The host itself is a service too: its node is named after what it manages, and the real one runs for it. */
const OWN_PLACES: Readonly<Record<string, Places>> = {
	n8n: {
		node: 'nodes/Connections/Connections.node.ts',
		standIn: 'sandbox/n8n.mts',
		page: 'docs/managing-connections.md',
	},
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
		page: `docs/${name}.md`,
	};
