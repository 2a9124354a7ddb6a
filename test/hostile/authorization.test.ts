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

/** The host of an address whose path alone may vary. */
const hostOf = (template: string) => new URL(template.replace(/[{}]/g, '')).host;

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
			advancedProperties = [],
			...oauth2
		} = variantOf(service, 'oauth2');
		const typed = [...advancedProperties, ...(oauth2.properties ?? [])].map(({ name }) => name);
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
						if (result === 'none') continue;
						asked += 1;
						const url = new URL(String(result.value));
						expect(url.host + url.username + url.hash).toBe(hostOf(template));
					}
				}),
			);
			expect(asked).toBeGreaterThan(100);
		});

		it('has no parameter but those that are declared', () => {
			const own = new URLSearchParams({
				...oauth2.authorizeQuery,
				...oauth2.partialConsent?.askAgain,
			});
			const declared = [...own.keys(), ...Object.keys(authorizeFields)];
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
