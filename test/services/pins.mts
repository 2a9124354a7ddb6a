/** What each service is asked for, literally: a file for each, which changes only when somebody means it. */
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';

import { scopesOf } from '../../connection/model/permissions.ts';
import type { Inquiry, Revocation, Service } from '../../connection/model/service.ts';
import { variantsOf } from '../../connection/model/service.ts';
import { addressOf, asked, heldBy } from '../../sandbox/services/derived/declaration.mts';
import { authorizationUrl } from './authorizationUrl.mts';

/** `POST https://api.example.com/me?fields=id` */
const lineOf = (service: Service, about: Inquiry | Revocation): string => {
	const query = new URLSearchParams(about.query).toString();
	const method = about.method ?? ('ends' in about ? 'DELETE' : 'GET');
	return `${method} ${addressOf(service, about.url)}${query && `?${query}`}`;
};

/** What is sent where, for a new connection, and the scopes of each permission. */
export function pinOf(service: Service) {
	const { oauth2, clientCredentials } = service;
	const url = oauth2 && authorizationUrl(service, heldBy(service, 'oauth2').fields);
	return {
		...(oauth2 && url
			? {
					authorize: `${url.origin}${url.pathname}`,
					query: Object.fromEntries(url.searchParams),
					token: oauth2.tokenUrl,
					client: oauth2.clientAuthentication,
					pkce: oauth2.pkce,
					...(oauth2.extension ? { extension: oauth2.extension } : {}),
				}
			: {}),
		...(clientCredentials ? { clientCredentials: clientCredentials.tokenUrl } : {}),
		permissions: Object.fromEntries(
			Object.keys(service.permissions).map((name) => [name, scopesOf(service, [name])]),
		),
		asks: Object.fromEntries(
			variantsOf(service).flatMap((variant) =>
				asked(service, variant).map(({ purpose, about }) => [
					`${variant}.${purpose}`,
					lineOf(service, about),
				]),
			),
		),
	};
}

/**
 * Reads the pin of a service. The first time there is none: it is written, for somebody to read and to commit.
 * @throws Error when there was none
 */
export async function readPin(service: Service): Promise<unknown> {
	const file = new URL(`pins/${service.name}.json`, import.meta.url);
	if (existsSync(file)) return JSON.parse(await readFile(file, 'utf8'));
	await writeFile(file, `${JSON.stringify(pinOf(service), undefined, '\t')}\n`);
	throw new Error(`${service.name} had no pin. Compare the new one with the documentation.`);
}
