import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { listOrId } from '../../operation/fields';
import { ID } from './api/lists';

const NO_ID = 'must be the ID of a connection, such as R2DjclaysHbqn778';

/** What a field for a connection must hold. */
export const connectionId = z
	.string({ message: 'is missing: give the ID of a connection' })
	.trim()
	.min(1, 'is missing: give the ID of a connection')
	.regex(new RegExp(`^${ID}$`), NO_ID);

const choice = (
	displayName: string,
	name: string,
	description: string,
	searchListMethod = 'searchConnections',
): INodeProperties =>
	listOrId(
		{ displayName, name, description },
		{
			searchListMethod,
			example: 'R2DjclaysHbqn778',
			id: { pattern: ID, message: 'An ID consists of letters, digits, "_" and "-"' },
		},
	);

export const connectionField = choice(
	'Connection',
	'connection',
	'The connection of n8n to work with',
);

export const replacementField = choice(
	'Replacement',
	'replacement',
	'The connection of the same type that the workflows use from then on',
	'searchReplacements',
);

/** Shows what would change, and changes nothing. */
export const previewField: INodeProperties = {
	displayName: 'Preview',
	name: 'preview',
	type: 'boolean',
	default: true,
	description: 'Whether to preview the changes without applying them',
};

/** Its value. */
export const preview = z.boolean({ message: 'must be true or false' });

/**
 * The choice between one connection and many.
 * @param many how the many are called, and the value that stands for them
 * @param preset what it is to begin with
 */
export const whichField = (
	many: { readonly name: string; readonly value: string },
	preset: string,
): INodeProperties => ({
	displayName: 'Connections',
	name: 'which',
	type: 'options',
	noDataExpression: true,
	options: [many, { name: 'One', value: 'one' }],
	default: preset,
});

/** When a field is shown that belongs to one of these choices. */
export const shownIf = (which: string) => ({ show: { which: [which] } });

/** Leaves out the nested details. */
export const simplifyField: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** Its value. */
export const simplify = z.boolean({ message: 'must be true or false' }).default(true);
