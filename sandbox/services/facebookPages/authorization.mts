import express, { type Express, type Request } from 'express';
import { z } from 'zod';

import {
	app as client,
	configurations,
	KNOWN_SCOPES,
	PUBLIC_PROFILE,
	readVersion,
} from './app.mts';
import type { Clock } from './clock.mts';
import { consentPage } from './consentPage.mts';
import { createFacebookProvider, DIALOG_PATH } from './provider.mts';
import type { Person } from './state.mts';

/** The authorization server of the stand-in. */
export interface Authorization {
	readonly app: Express;
	/** The query of the last authorization, as the client sent it. */
	readonly last: Readonly<Record<string, string>> | undefined;
	/** The person behind a token that oidc-provider has given for a code. */
	personOf(token: string): Promise<Person | undefined>;
	/** Why a code cannot be exchanged, or `undefined` when it can. */
	problemOf(
		code: string,
		redirectUri: string,
	): Promise<'unknown' | 'used' | 'elsewhere' | undefined>;
}

const formSchema = z
	.object({ account: z.string(), decision: z.enum(['allow', 'deny']) })
	.catchall(z.string());

const askedSchema = z.object({ scope: z.string().default(''), auth_type: z.string().optional() });

/** What an authorization asks for, or which scopes Facebook does not know. */
function readScopes(query: Readonly<Record<string, string>>): readonly string[] {
	const { config_id, scope = '' } = query;
	if (config_id !== undefined) return configurations.get(config_id) ?? [`config_id:${config_id}`];
	return scope.split(/[\s,]+/).filter(Boolean);
}

/** The query of a request as texts. */
const queryOf = (request: Request) =>
	Object.fromEntries(Object.entries(request.query).map(([name, value]) => [name, String(value)]));

/** Creates Facebook's authorization server, for the people that somebody can be. */
export function createAuthorization(people: readonly Person[], clock: Clock): Authorization {
	const provider = createFacebookProvider();
	let last: Authorization['last'];

	const personNamed = (login: string | undefined) => people.find((one) => one.login === login);

	/** What an interaction asks for, and whether a declined permission is offered again. */
	const asked = async (request: Request, response: express.Response) => {
		const { params } = await provider.interactionDetails(request, response);
		const { scope, auth_type } = askedSchema.parse(params);
		const scopes = scope.split(' ').filter((name) => name !== PUBLIC_PROFILE);
		const isOffered = (person: Person, name: string) =>
			auth_type === 'rerequest' || person.permissions.get(name)?.status !== 'declined';
		return { scopes, isOffered };
	};

	/** What the person decided, as oidc-provider takes it; their permissions are changed by it. */
	const resultOf = async (
		form: unknown,
		{ scopes, isOffered }: Awaited<ReturnType<typeof asked>>,
	) => {
		const { account, decision, ...boxes } = formSchema.parse(form);
		const person = personNamed(account);
		if (decision === 'deny' || !person) {
			return { error: 'access_denied', error_description: 'The person did not allow it' };
		}
		const grant = new provider.Grant({ accountId: account, clientId: client.id });
		grant.addOIDCScope(PUBLIC_PROFILE);
		person.permissions.set(PUBLIC_PROFILE, { status: 'granted', usedAt: clock.now });
		for (const scope of scopes) {
			const isGranted = isOffered(person, scope) && boxes[`scope:${scope}`] !== undefined;
			if (isGranted) grant.addOIDCScope(scope);
			else grant.rejectOIDCScope(scope);
			const status = isGranted ? 'granted' : 'declined';
			person.permissions.set(scope, { status, usedAt: clock.now });
		}
		return { login: { accountId: account }, consent: { grantId: await grant.save() } };
	};

	const app = express();
	app.set('trust proxy', true);
	app.use((request, response, next) => {
		const { rest } = readVersion(request.path) ?? {};
		if (rest !== DIALOG_PATH) return next();
		last = queryOf(request);
		const scopes = readScopes(last);
		const unknown = scopes.filter((scope) => !KNOWN_SCOPES.includes(scope));
		if (unknown.length > 0) {
			response.status(400).type('text/plain');
			response.send(`Facebook (stand-in) cannot go on: Invalid Scopes: ${unknown.join(', ')}`);
			return;
		}
		const query = new URLSearchParams({ response_type: 'code', ...last });
		query.set('scope', [...new Set([PUBLIC_PROFILE, ...scopes])].join(' '));
		// oidc-provider takes what comes before its own path for the place where it is mounted.
		request.url = `${DIALOG_PATH}?${query}`;
		request.originalUrl = request.url;
		next();
	});
	const consentPath = '/dialog/consent/:uid';
	app.get(consentPath, async (request, response) => {
		const { scopes, isOffered } = await asked(request, response);
		response.type('html').send(consentPage(request.path, people, scopes, isOffered));
	});
	app.post(consentPath, express.urlencoded({ extended: false }), async (request, response) => {
		const question = await asked(request, response);
		await provider.interactionFinished(request, response, await resultOf(request.body, question));
	});
	app.use(provider.callback());

	return {
		app,
		get last() {
			return last;
		},
		personOf: async (token) => personNamed((await provider.AccessToken.find(token))?.accountId),
		problemOf: async (value, redirectUri) => {
			const code = await provider.AuthorizationCode.find(value);
			if (!code || code.isExpired) return 'unknown';
			if (!code.isValid) return 'used';
			return code.redirectUri === redirectUri ? undefined : 'elsewhere';
		},
	};
}
