import type { BoostspaceIntegratorStandIn } from '../../../sandbox/services/boostspaceIntegrator/index.mts';

/** What a call says besides its method and path. */
export interface CallOptions {
	/** The whole Authorization header; the token that may do everything when left out. */
	readonly authorization?: string;
	/** Sent as JSON. */
	readonly body?: unknown;
}

/** An answer of the API. */
export interface CallAnswer {
	readonly status: number;
	readonly body: unknown;
}

/** Calls the API of a stand-in without any client in between. */
export const callerOf =
	({ url, token }: BoostspaceIntegratorStandIn) =>
	async (method: string, path: string, options: CallOptions = {}): Promise<CallAnswer> => {
		const { authorization = `Token ${token}`, body } = options;
		const answer = await fetch(`${url}/api/v2${path}`, {
			method,
			headers: { authorization, 'content-type': 'application/json' },
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		return { status: answer.status, body: await answer.json() };
	};

/** Something of a world by its name. */
export function named<T extends { readonly name: string }>(things: Iterable<T>, name: string): T {
	const found = [...things].find((one) => one.name === name);
	if (!found) throw new Error(`there is no ${name}`);
	return found;
}
