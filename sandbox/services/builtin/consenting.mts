/**
 * A stand-in for Google with a person who consents to what an app asks for: any scope that Google's packages name. It says of a
 * token what was granted, and enforces Google's own tables.
 */
import express from 'express';
import type { Request, Response } from 'express';

import type { Service } from '../../../dist/index.js';
import { services } from '../../../dist/index.js';
import { googleMethods } from '../../generate/googleMethods.mts';
import type { RecordedRequest, StandIn } from '../../standIn.mts';
import { appOf } from '../derived/apps.mts';
import { createAuthorization } from '../derived/authorization.mts';
import { listen } from '../shared/listen.mts';
import { enforce, recordOf } from './enforcing.mts';

/** Google's authorization, which an app other than ours may use too: with any scope of Gmail, and without those of identity. */
function googleForAll(): Service {
	const google = services.find(({ name }) => name === 'google');
	if (!google?.oauth2) throw new Error('Google is not declared');
	const scopes = [...new Set(googleMethods('gmail').flatMap((method) => method.scopes))];
	const mail = { label: 'Gmail', scopes, source: '@googleapis/gmail (npm): v1.ts' };
	return {
		...google,
		permissions: { mail },
		oauth2: { ...google.oauth2, scopes: {}, pkce: false },
	};
}

const HOSTS = [
	'accounts.google.com',
	'oauth2.googleapis.com',
	'openidconnect.googleapis.com',
	'gmail.googleapis.com',
	'www.googleapis.com',
];

/** The stand-in, and the app that is registered at it. */
export interface Consenting extends StandIn {
	readonly clientId: string;
	readonly clientSecret: string;
}

/** Starts the stand-in. */
export async function startConsenting(): Promise<Consenting> {
	const { app: server, tokens } = createAuthorization(googleForAll());
	const requests: RecordedRequest[] = [];

	async function answer(request: Request, response: Response): Promise<void> {
		const token = (request.headers.authorization ?? '').replace(/^Bearer /, '');
		const grant = await tokens.find(token);
		if (grant?.state !== 'valid') {
			response.status(401).json({ error: { code: 401, status: 'UNAUTHENTICATED' } });
		} else if (request.path === '/oauth2/v3/tokeninfo') {
			response.json({ scope: grant.scopes.join(' '), expires_in: '3599' });
		} else {
			enforce(request, response, new Set(grant.scopes));
		}
	}

	const app = express();
	app.set('trust proxy', true);
	app.use(server);
	app.use(express.json());
	app.use(async (request, response) => {
		requests.push(recordOf(request));
		await answer(request, response);
	});
	const { url, stop } = await listen(app);
	const { id: clientId, secret: clientSecret } = appOf('oauth2');
	const answers = (hostname: string) => HOSTS.includes(hostname);
	return { service: 'google', url, answers, requests, stop, clientId, clientSecret };
}
