/** Every operation of the declared nodes, as the installed n8n has it. */
import type { INodeTypeDescription } from 'n8n-workflow';

import type { Edition } from '../../builtin/nodes/edition.ts';
import type { NodeNeeds } from '../../builtin/nodes/model.ts';
import type { Parameters } from './fields.mts';

/** One operation of one version of a node. */
export interface Operation {
	readonly node: string;
	readonly version: number;
	readonly resource: string;
	readonly operation: string;
	/** The type of connection. */
	readonly slot: string;
	readonly description: INodeTypeDescription;
	/** The parameters that make it this operation with this type of connection. */
	readonly chosen: Parameters;
}

/** The declared type of connection that a version takes, and the parameters that make it take it. */
function slotOf({ credentials = [] }: INodeTypeDescription, types: readonly string[]) {
	const slot = credentials.find(({ name }) => types.includes(name));
	if (!slot) return undefined;
	const shown = Object.entries(slot.displayOptions?.show ?? {}).filter(
		([name]) => !name.startsWith('@'),
	);
	const chosen = Object.fromEntries(shown.map(([name, values]) => [name, values?.[0]]));
	return { slot: slot.name, chosen };
}

/** The operations of a node in all its versions that take a declared type of connection. */
export function operationsOf(
	declared: readonly NodeNeeds[],
	editions: readonly Edition[],
	descriptions: readonly INodeTypeDescription[],
): Operation[] {
	return editions.flatMap(({ versions, operations, decidedBy }) =>
		versions.flatMap((version) => {
			const needs = declared.find((one) => !one.versions || one.versions.includes(version));
			const description = descriptions.find(
				({ name, version: all }) => needs?.node === name && [all].flat().includes(version),
			);
			const found = needs && description && slotOf(description, needs.types);
			if (!found) return [];
			return Object.entries(operations).flatMap(([resource, names]) =>
				names.split(' ').map((operation) => ({
					node: needs.node,
					version,
					resource,
					operation,
					slot: found.slot,
					description,
					chosen: {
						...found.chosen,
						...(resource ? { resource } : {}),
						...(operation ? { [decidedBy]: operation } : {}),
					},
				})),
			);
		}),
	);
}
