import type { INodeProperties } from 'n8n-workflow';

/** The fields of the trigger. */
export const fields: INodeProperties[] = [
	{
		displayName:
			'Put a Connections node with the operation Page behind this node, and another one behind an n8n Form Trigger with "n8n User Auth". All must use the same API key, which needs the scope user:read.',
		name: 'notice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Path',
		name: 'path',
		type: 'string',
		required: true,
		default: 'connections',
		description:
			'The last part of the address of the page. Make it hard to guess where not everybody who can publish workflows may manage all connections: a webhook below this path receives the cookie of the page.',
	},
	{
		displayName: 'Sign-In Form',
		name: 'signInForm',
		type: 'string',
		required: true,
		default: 'connections-sign-in',
		description:
			'The path of the n8n Form Trigger that asks who is there, or its whole address where n8n serves forms elsewhere',
	},
	{
		displayName: 'Who May Use It',
		name: 'access',
		type: 'options',
		options: [
			{ name: 'Named Users', value: 'people' },
			{ name: 'Owner and Admins', value: 'managers' },
		],
		default: 'managers',
		description: 'Checked with n8n each time the page is opened and before each action',
	},
	{
		displayName: 'Users',
		name: 'people',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. olga@example.com, paul@example.com',
		description: 'The email addresses of the accounts in n8n, separated by commas',
		displayOptions: { show: { access: ['people'] } },
	},
];
