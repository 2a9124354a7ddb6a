import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { z } from 'zod';

import { openConnection } from '../../connection/connection';
import { toNodeError } from '../../operation/nodeError';
import { plainPages } from '../../operation/pages';
import { boostspace } from '../../services/boostspace';
import { RECORDS } from './fields';

/** What can be chosen: its ID, and its name where it has one. */
export const choiceList = z.array(
	z
		.object({
			id: z.union([z.number(), z.string()]).transform(String),
			name: z.string().nullish(),
		})
		.transform(({ id, name }) => ({ name: name || id, value: id })),
);

/** The ID that is chosen in another field of the node, where it is one and no expression. */
export function chosenId(context: ILoadOptionsFunctions, field: string): string | undefined {
	const id = String(context.getCurrentNodeParameter(field, { extractValue: true }) ?? '');
	return /^\d+$/.test(id) ? id : undefined;
}

/** The query for spaces: those of the chosen module, or all of custom modules. */
export function spacesQuery(context: ILoadOptionsFunctions): Record<string, string> {
	const module = chosenId(context, 'module');
	return { modul: RECORDS, ...(module ? { filter: `customModuleId=${module}` } : {}) };
}

/**
 * All things at a path, for a dropdown.
 * @throws NodeOperationError saying what is wrong with the connection, and what to do
 */
async function optionsAt(
	context: ILoadOptionsFunctions,
	path: string,
	query: Record<string, string> = {},
): Promise<INodePropertyOptions[]> {
	const options: INodePropertyOptions[] = [];
	try {
		const connection = await openConnection(context, boostspace);
		for await (const page of plainPages(connection, { path, query }, Infinity, choiceList)) {
			options.push(...page);
		}
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
	return options;
}

/** The labels of the chosen space, or all: `GET /label` */
export async function getLabels(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const space = chosenId(this, 'space');
	return await optionsAt(this, '/label', space ? { space } : {});
}

/** The custom modules: `GET /custom-module` */
export async function getModules(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await optionsAt(this, '/custom-module');
}

/** The spaces of the chosen module, or of all custom modules: `GET /space` */
export async function getSpaces(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await optionsAt(this, '/space', spacesQuery(this));
}

/** The status systems of custom modules: `GET /status-system` */
export async function getStatusSystems(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	return await optionsAt(this, '/status-system', { modul: RECORDS });
}
