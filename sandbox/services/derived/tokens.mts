import type Provider from 'oidc-provider';
import { z } from 'zod';

import type { OAuth2Variant, Service } from '../../../dist/index.js';
import { app } from './apps.mts';
import { isTold } from './dialog.mts';
import { providerOf } from './provider.mts';

const PERSON = 'person';

/** What a token is good for. */
export interface Grant {
	readonly variant: OAuth2Variant;
	readonly scopes: readonly string[];
	readonly state: 'valid' | 'expired';
	/** Ends it, and all other tokens of the same consent. */
	end(): Promise<void>;
}

const formSchema = z.object({ decision: z.enum(['allow', 'deny']) }).catchall(z.string());

/** What of an authorization request is needed for the decision. */
export const paramsSchema = z.object({ scope: z.string(), identity: z.string().optional() });

/** The tokens of a service, as oidc-provider keeps them. */
export class Tokens {
	readonly #service: Service;
	readonly #given = new Set<string>();
	readonly #expired = new Set<string>();
	readonly #grants = new Map<string, string | undefined>();
	#provider: Provider | undefined;

	constructor(service: Service) {
		this.#service = service;
	}

	/** oidc-provider, made when it is first needed: many services are never asked. */
	get provider(): Provider {
		this.#provider ??= providerOf(this.#service, (token, grantId) => this.#give(token, grantId));
		return this.#provider;
	}

	/** What a token, or a refresh token, stands for; `undefined` when it is none. */
	async find(token: string): Promise<Grant | undefined> {
		const { AccessToken, ClientCredentials, RefreshToken } = this.provider;
		const state = this.#expired.has(token) ? 'expired' : 'valid';
		const found = (await AccessToken.find(token)) ?? (await RefreshToken.find(token));
		if (found) {
			const { grantId = '', scope = '' } = found;
			const scopes = scope.split(' ').filter(isTold);
			return { variant: 'oauth2', scopes, state, end: () => this.#end(grantId) };
		}
		const own = await ClientCredentials.find(token);
		if (!own) return undefined;
		const scopes = (own.scope ?? '').split(' ').filter(isTold);
		return { variant: 'clientCredentials', scopes, state, end: () => own.destroy() };
	}

	/** Makes an access token expire now. */
	expire(token: string): void {
		this.#expired.add(token);
	}

	/** Makes every access token expire that was given so far. */
	expireAll(): void {
		for (const token of this.#given) this.#expired.add(token);
	}

	/** Keeps in mind what was given, and says in whose name. */
	#give(token: string, grantId: string | undefined): string | undefined {
		this.#given.add(token);
		return grantId === undefined ? undefined : this.#grants.get(grantId);
	}

	/** Ends all that was granted, as a person does who removes the app. */
	async endAll(): Promise<void> {
		await Promise.all([...this.#grants.keys()].map((grantId) => this.#end(grantId)));
		this.#grants.clear();
	}

	/** What the person decided, as oidc-provider takes it. */
	async decide(form: unknown, params: unknown) {
		const { decision, ...boxes } = formSchema.parse(form);
		if (decision === 'deny') {
			return { error: 'access_denied', error_description: 'The person did not allow it' };
		}
		const { scope, identity } = paramsSchema.parse(params);
		const { Grant } = this.provider;
		const grant = new Grant({ accountId: PERSON, clientId: app.id });
		for (const name of scope.split(' ')) {
			const isDeclined = `offered:${name}` in boxes && !(`scope:${name}` in boxes);
			if (isDeclined) grant.rejectOIDCScope(name);
			else grant.addOIDCScope(name);
		}
		const grantId = await grant.save();
		this.#grants.set(grantId, identity);
		return { login: { accountId: PERSON }, consent: { grantId } };
	}

	async #end(grantId: string): Promise<void> {
		const { AccessToken, Grant } = this.provider;
		// The store is the same for all kinds of tokens.
		await AccessToken.revokeByGrantId(grantId);
		await (await Grant.find(grantId))?.destroy();
	}
}
