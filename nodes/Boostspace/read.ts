import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { record } from '../../operation/fields';
import { plainPages } from '../../operation/pages';
import { identified } from './fields';
import { operation } from './operation';

/** What is read. */
interface Reading {
	/** "space" and "spaces" */
	readonly one: string;
	readonly many: string;
	readonly path: string;
	readonly query?: Readonly<Record<string, string>>;
}

/** `GET {path}/{id}`: an operation that gets one thing. */
export const getOne = (
	{ one, path }: Reading,
	field: INodeProperties,
	id: z.ZodType<string, z.ZodTypeDef, unknown>,
) =>
	operation({
		name: 'Get',
		action: `Get a ${one}`,
		description: `Get a ${one}`,
		requires: ['read'],
		fields: [field],
		input: z.object({ [field.name]: id }),
		run: async (connection, input) =>
			await connection.request(
				{ method: 'GET', path: `${path.replace(/\/$/, '')}/${input[field.name] ?? ''}` },
				identified,
			),
	});

/** `GET {path}`: an operation that gets many things, page by page. */
export const getAll = ({ many, path, query }: Reading) =>
	operation({
		name: 'Get Many',
		action: `Get many ${many}`,
		description: `Get the ${many} that the token may see`,
		requires: ['read'],
		fields: [],
		input: z.object({}),
		list: (connection, _input, limit) =>
			plainPages(connection, { path, query: { ...query } }, limit, z.array(record)),
	});
