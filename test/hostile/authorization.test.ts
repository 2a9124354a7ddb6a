/** Settings from which the addresses of an authorization are made: they choose no other host and no other parameter. */
import { fc } from '../fuzz';
import type { INodeParameters } from 'n8n-workflow';
import { ExpressionError } from 'n8n-workflow';

import { oauth2Properties } from '../../connection/credential/credential';
import { variantOf } from '../../connection/model/service';
import { services } from '../../services';
import { facebookPages } from '../../services/facebookPages';
import { evaluate } from '../builders';
import { stored } from './connected';
import { hostileText } from './hostile';

const withOAuth2 = services.filter(({ oauth2 }) => oauth2);

const defaultOf = (service: (typeof services)[number], wanted: string) =>
	oauth2Properties(service).find(({ name }) => name === wanted)?.default;

/** The hosts of an address, of which the first label may vary where the service declares it so. */
function hostsOf(template: string): RegExp {
	const [, host = ''] = /^https:\/\/([^/]+)/.exec(template) ?? [];
	const source = host.split(/\{\w+\}/).map((piece) => piece.replaceAll('.', '\\.'));
	return new RegExp(`^${source.join('[A-Za-z0-9_.-]+')}$`);
}

/** The names of the fields that a person fills in. */
const fieldsOf = (service: (typeof services)[number]) =>
	oauth2Properties(service)
		.filter(({ name, type }) => type === 'string' || (type === 'options' && name !== 'actAs'))
		.map(({ name }) => name);

/** Evaluates an expression as n8n does: `none` where its engine refuses what a setting holds, so that nobody is asked. */
function resultOf(expression: unknown, values: INodeParameters): { value: unknown } | 'none' {
	try {
		return { value: evaluate(expression, values) };
	} catch (error) {
		expect(error).toBeInstanceOf(ExpressionError);
		return 'none';
	}
}

describe.each(withOAuth2.map((service) => [service.displayName, service] as const))(
	'the authorization of %s',
	(_name, service) => {
		const {
			authorizeUrl,
			tokenUrl,
			authorizeFields = {},
			scopes = {},
			identities = {},
			...oauth2
		} = variantOf(service, 'oauth2');
		const typed = fieldsOf(service);
		const settings = fc
			.record(Object.fromEntries(typed.map((name) => [name, hostileText(['26', '1'])])), {
				requiredKeys: [],
			})
			.map((more) => ({ ...stored(service, 'oauth2'), ...more }) as INodeParameters);

		it('asks at the addresses of the service, or at none', () => {
			let asked = 0;
			fc.assert(
				fc.property(settings, (values) => {
					for (const [name, template] of [
						['authUrl', authorizeUrl],
						['accessTokenUrl', tokenUrl],
					] as const) {
						const result = resultOf(defaultOf(service, name), values);
						if (result === 'none' || !URL.canParse(String(result.value))) continue;
						asked += 1;
						const url = new URL(String(result.value));
						expect(url.host + url.username + url.hash).toMatch(hostsOf(template));
					}
				}),
			);
			expect(asked).toBeGreaterThan(20);
		});

		it('has no parameter but those that are declared', () => {
			const own = new URLSearchParams({
				...oauth2.authorizeQuery,
				...oauth2.partialConsent?.askAgain,
			});
			const ofScopes = [scopes.parameter, ...Object.values(identities).map((one) => one.parameter)];
			const declared = [...own.keys(), ...Object.keys(authorizeFields), ...ofScopes];
			fc.assert(
				fc.property(settings, (values) => {
					const result = resultOf(defaultOf(service, 'authQueryParameters'), values);
					if (result === 'none') return;
					// What cannot be written in a query gives none.
					const query = String(result.value ?? '');
					const names = [...new URLSearchParams(query).keys()];
					expect(names.filter((name) => !declared.includes(name))).toEqual([]);
				}),
			);
		});
	},
);

it('takes a setting that is an expression, and gives a number', () => {
	const expression = defaultOf(facebookPages, 'authUrl');
	const urlFor = (apiVersion: string) => evaluate(expression, { apiVersion });
	expect(urlFor('={{ 20 + 6 }}')).toBe('https://www.facebook.com/v26.0/dialog/oauth');
	expect(() => new URL(String(urlFor('={{ 1 + 1 }}')))).not.toThrow();
});

it('has no address where n8n cannot evaluate a setting', () => {
	const expression = defaultOf(facebookPages, 'authUrl');
	expect(resultOf(expression, { apiVersion: '={{ 1 + 1 }}{{ $json }}../' })).toBe('none');
	expect(resultOf(expression, { apiVersion: '26.0' })).not.toBe('none');
});
