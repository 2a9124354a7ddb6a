import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import type { Actor } from '../../../operation/apiRequest';
import { apiRequestResource } from '../../../operation/apiRequest';
import { facebookPages } from '../../../services/facebookPages';
import { pageField, pageId } from '../fields';
import { asPage } from '../page';

const actAsField: INodeProperties = {
	displayName: 'Act As',
	name: 'actAs',
	type: 'options',
	options: [
		{ name: 'Connection', value: 'connection', description: 'With the token of the connection' },
		{
			name: 'Page',
			value: 'page',
			description: "With the page's own token, which most requests about a page need",
		},
	],
	default: 'page',
};

const input = z
	.object({
		actAs: z.enum(['connection', 'page'], { message: 'must be one of connection, page' }),
		page: pageId.optional(),
	})
	.refine(({ actAs, page }) => actAs !== 'page' || page !== undefined, {
		path: ['page'],
		message: 'is missing: choose one from the list, or give its ID',
	});

const actor: Actor<z.infer<typeof input>> = {
	fields: [actAsField, { ...pageField, displayOptions: { show: { actAs: ['page'] } } }],
	input,
	act: async (connection, { actAs, page = '' }) =>
		actAs === 'page' ? await asPage(connection, page) : connection,
};

export const apiRequest = apiRequestResource(
	facebookPages,
	{
		path: '/104857600000001/published_posts',
		query: '{"fields": "id,created_time"}',
		body: '{"message": "Hello"}',
	},
	actor,
);
