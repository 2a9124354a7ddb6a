import type { INodePropertyOptions } from 'n8n-workflow';

import { credentialTypeOf, variantsOf } from '../../../connection/model/service';
import {
	connectionSlots,
	connectionTypeField,
	connectionTypeOf,
} from '../../../nodes/ServiceRequest/connectionTypes';
import { github, n8n, services } from '../../../services';

const choices = (connectionTypeField.options ?? []) as INodePropertyOptions[];

describe('the choice of a service', () => {
	it('offers each variant of each service but n8n itself', () => {
		const types = services
			.filter((service) => service !== n8n)
			.flatMap((service) =>
				variantsOf(service).map((variant) => credentialTypeOf(service, variant)),
			);
		expect(choices.slice(1).map(({ value }) => value)).toEqual(types);
	});

	it('names the service and how it authorizes', () => {
		const named = choices.filter(({ value }) => String(value).startsWith('github'));
		expect(named.map(({ name }) => name)).toEqual([
			'GitHub (OAuth2)',
			'GitHub (Personal Access Token)',
		]);
	});

	it('says each name once', () => {
		const names = choices.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
	});

	it('begins with none, which has no slot: so the editor shows the field, and one slot at a time', () => {
		expect(choices[0]).toEqual({ name: 'Select a Service', value: '' });
		expect(connectionTypeField.default).toBe('');
		const shownFor = connectionSlots.map(
			({ displayOptions }) => displayOptions?.show?.connectionType,
		);
		expect(shownFor).toEqual(connectionSlots.map(({ name }) => [name]));
		expect(shownFor.flat()).not.toContain('');
	});

	it('has a slot for each choice', () => {
		expect(connectionSlots.map(({ name }) => name)).toEqual(
			choices.slice(1).map(({ value }) => value),
		);
	});
});

describe('a choice', () => {
	it('is read back as the service and its variant', () => {
		expect(connectionTypeOf('githubConnectionOAuth2Api')).toMatchObject({
			service: github,
			variant: 'oauth2',
		});
	});

	it.each(['', 'constructor', 'githubOAuth2Api', 7, undefined])('%j is none', (value) => {
		expect(connectionTypeOf(value)).toBeUndefined();
	});
});
