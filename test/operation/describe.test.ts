import { z } from 'zod';

import { authenticationProperty, resourceProperties } from '../../operation/describe';
import { operationsOf } from '../../operation/operation';
import { defineService } from '../../connection/model/service';
import { mailchimp } from '../../services/mailchimp';
import { pages, spaces } from '../builders';

const get = operationsOf(pages)({
	name: 'Get',
	action: 'Get a post',
	description: 'Get one post',
	requires: ['readPosts'],
	fields: [
		{
			displayName: 'Text',
			name: 'text',
			type: 'string',
			default: '',
			displayOptions: { show: { kind: ['text'] } },
		},
	],
	input: z.object({ text: z.string() }),
	run: async () => ({}),
});

const getMany = operationsOf(pages)({
	name: 'Get Many',
	action: 'Get many posts',
	description: 'Get the posts',
	requires: [],
	fields: [],
	input: z.object({}),
	list: async function* () {
		yield [];
	},
});

const properties = resourceProperties(pages, {
	post: { name: 'Post', operations: { get, getMany } },
});

const shownFor = (operation: string) =>
	properties
		.filter(({ displayOptions }) => displayOptions?.show?.operation?.includes(operation))
		.map(({ name }) => name);

describe('the properties of a node', () => {
	it('begin with the choice of resource and operation', () => {
		expect(properties.slice(0, 2)).toMatchObject([
			{ name: 'resource', default: 'post', options: [{ name: 'Post', value: 'post' }] },
			{
				name: 'operation',
				default: 'get',
				displayOptions: { show: { resource: ['post'] } },
				options: [
					{ name: 'Get', value: 'get', action: 'Get a post', description: 'Get one post' },
					{ name: 'Get Many', value: 'getMany' },
				],
			},
		]);
	});

	it('show each field only for its operation, and as the field itself says', () => {
		expect(shownFor('get')).toEqual(['permissionNotice', 'text']);
		expect(properties.find(({ name }) => name === 'text')?.displayOptions?.show).toEqual({
			kind: ['text'],
			resource: ['post'],
			operation: ['get'],
		});
	});

	it('say under an operation which permissions it needs, where it needs some', () => {
		expect(properties.find(({ name }) => name === 'permissionNotice')).toMatchObject({
			type: 'notice',
			displayName: 'Needs: Read posts',
		});
	});

	it('let a list be limited', () => {
		expect(shownFor('getMany')).toEqual(['returnAll', 'limit']);
	});
});

describe('the choice of the authentication', () => {
	it('offers the variants in the words of the service, OAuth2 first', () => {
		expect(authenticationProperty(mailchimp)).toMatchObject([
			{
				name: 'authentication',
				default: 'oauth2',
				options: [
					{ name: 'OAuth2', value: 'oauth2' },
					{ name: 'API Key', value: 'apiKey' },
				],
			},
		]);
	});

	it('is none where a service has one variant', () => {
		expect(authenticationProperty(spaces)).toEqual([]);
	});
});

describe('an operation that requires what its service does not declare', () => {
	it('cannot be declared', () => {
		const untyped = defineService<string>(pages);
		expect(() => operationsOf(untyped)({ ...get, requires: ['readPost'] })).toThrow(
			'"Get a post" requires readPost, which Pages does not declare',
		);
	});
});
