import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { isObject } from '../../operation/fields';

import { operation } from './operation';

/** What answers a deletion: anything but that it was not carried out. What else it holds is not documented. */
const deleted = z.unknown().refine((answer) => !isObject(answer) || answer.success !== false);

/** What is deleted. */
interface Deletion {
	/** "record" */
	readonly what: string;
	readonly description: string;
	/** The field that names it. */
	readonly field: INodeProperties;
	readonly id: z.ZodType<string, z.ZodTypeDef, unknown>;
	/** The path of its kind. */
	readonly path: string;
}

/** `DELETE {path}/{id}`: an operation that deletes one thing. */
export const deletion = ({ what, description, field, id, path }: Deletion) =>
	operation({
		name: 'Delete',
		action: `Delete a ${what}`,
		description,
		requires: ['remove'],
		fields: [field],
		input: z.object({ [field.name]: id }),
		target: (input) => [input[field.name] ?? ''],
		run: async (connection, input) => {
			const named = input[field.name] ?? '';
			await connection.request({ method: 'DELETE', path: `${path}/${named}` }, deleted);
			return { id: named, deleted: true };
		},
	});
