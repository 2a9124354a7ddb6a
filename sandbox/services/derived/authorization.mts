import express, { type Express, type NextFunction, type Request, type Response } from 'express';

import type { Service } from '../../../dist/index.js';
import { consentPage } from './consentPage.mts';
import { innerQuery, isTold, Refused } from './dialog.mts';
import { FOLDER } from './provider.mts';
import { readText } from './texts.mts';
import { paramsSchema, Tokens } from './tokens.mts';

/** The authorization server of a service. */
export interface Authorization {
	readonly app: Express;
	readonly tokens: Tokens;
}

/** The query of a request as texts. */
const queryOf = (request: Request) =>
	Object.fromEntries(Object.entries(request.query).map(([name, value]) => [name, String(value)]));

/** oidc-provider takes what comes before its own path for the place where it is mounted. */
function passOn(request: Request, url: string, next: NextFunction): void {
	request.url = url;
	request.originalUrl = url;
	next();
}

/** Creates the authorization server of a service. */
export function createAuthorization(service: Service): Authorization {
	const tokens = new Tokens(service);
	const provider = () => tokens.provider;

	const { oauth2, clientCredentials } = service;
	const tokenUrls = [oauth2, clientCredentials].flatMap((one) => (one ? [one.tokenUrl] : []));
	const patterns = Object.fromEntries(
		Object.entries(service.address.parts ?? {}).map(([name, { pattern }]) => [name, pattern]),
	);
	const isAt = (request: Request, url: string) =>
		readText(url, `https://${request.hostname}${request.path}`, patterns) !== undefined;
	const detailsOf = async (request: Request, response: Response) =>
		(await provider().interactionDetails(request, response)).params;

	const server = express();
	server.set('trust proxy', true);
	server.use((request, response, next) => {
		if (request.method === 'POST' && tokenUrls.some((url) => isAt(request, url))) {
			return passOn(request, `${FOLDER}/token`, next);
		}
		if (!oauth2 || !isAt(request, oauth2.authorizeUrl)) return next();
		try {
			passOn(request, `${FOLDER}/authorize?${innerQuery(service, queryOf(request))}`, next);
		} catch (error) {
			if (!(error instanceof Refused)) throw error;
			response.status(400).type('text/plain');
			response.send(`${service.displayName} (stand-in) cannot go on: ${error.message}`);
		}
	});
	const path = `${FOLDER}/consent/:uid`;
	server.get(path, async (request, response) => {
		const { scope } = paramsSchema.parse(await detailsOf(request, response));
		const names = scope.split(' ').filter(isTold);
		response.type('html').send(consentPage(service, request.path, names));
	});
	server.post(path, express.urlencoded({ extended: false }), async (request, response) => {
		const result = await tokens.decide(request.body, await detailsOf(request, response));
		await provider().interactionFinished(request, response, result);
	});
	server.use((request, response, next) => {
		if (!request.path.startsWith(`${FOLDER}/`)) return next();
		void provider().callback()(request, response);
	});
	return { app: server, tokens };
}
