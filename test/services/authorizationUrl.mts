import { ClientOAuth2 } from '@n8n/client-oauth2';
import type { INodeParameters } from 'n8n-workflow';

import { oauth2Properties } from '../../connection/credential/credential.ts';
import type { Service } from '../../connection/model/service.ts';
import { evaluate } from '../builders.ts';

/**
 * The address to which n8n sends a person, made by n8n's own client from the credential's properties.
 * @param filledIn what the person has filled in, in the dialog
 */
export function authorizationUrl(service: Service, filledIn: INodeParameters = {}): URL {
	const properties = oauth2Properties(service);
	const text = (name: string) => {
		const value = String(properties.find((field) => field.name === name)?.default);
		return value.startsWith('=') ? String(evaluate(value, filledIn)) : value;
	};
	const scope = text('scope');
	const client = new ClientOAuth2({
		clientId: 'a-client',
		accessTokenUri: text('accessTokenUrl'),
		authorizationUri: text('authUrl'),
		redirectUri: 'https://n8n.example/rest/oauth2-credential/callback',
		// As n8n does it: what stands between two scopes is told by the scope itself.
		scopes: scope.split(','),
		scopesSeparator: scope.includes(',') ? ',' : ' ',
		state: 'a-state',
		query: Object.fromEntries(new URLSearchParams(text('authQueryParameters'))),
	});
	return new URL(client.code.getUri());
}
