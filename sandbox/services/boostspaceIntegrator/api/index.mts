import { denied, notFound, tooMany } from '../problem.mts';
import type { Token, World } from '../state.mts';
import { connectionRoutes } from './connections.mts';
import { containerRoutes } from './containers.mts';
import type { Route, Routes } from './route.mts';
import { scenarioRoutes } from './scenarios.mts';

/** A request of the API, once it is known whose token it came with. */
export interface Question {
	readonly method: string;
	/** Below `/api/v2`. */
	readonly path: string;
	readonly query: URLSearchParams;
	readonly body: unknown;
	readonly token: Token;
}

/** What the plan of the organizations allows; may be changed at any time. */
export interface Settings {
	/** Requests that are answered within a window. */
	requests: number;
	/** How long a window is, in milliseconds. */
	window: number;
}

const ROUTES: Routes = { ...connectionRoutes, ...containerRoutes, ...scenarioRoutes };

/** The API below `/api/v2`: scopes, limits, state. */
export class Api {
	/** Parameters that were sent and are not known: must stay empty. */
	readonly violations: string[] = [];

	readonly settings: Settings = { requests: Infinity, window: 60_000 };

	readonly #world: World;

	/** When the last requests came that the limit counts. */
	#counted: number[] = [];

	constructor(world: World) {
		this.#world = world;
	}

	/** The answer to a request; throws a Problem. */
	answer({ method, path, query, body, token }: Question): object {
		const [id] = /(?<=\/)\d+(?=\/|$)/.exec(path) ?? [];
		const name = `${method} ${path.replace(/(?<=\/)\d+(?=\/|$)/, '{id}')}`;
		const route = ROUTES[name];
		if (!route) throw notFound();
		if (!route.unlimited) this.#count();
		this.#know(name, route, query);
		if (route.scope && !token.scopes.has(route.scope)) throw denied();
		return route.answer({ world: this.#world, token, id: Number(id ?? 0), query, body });
	}

	/** Forgets the violations and what was counted, and allows everything again. */
	clear(): void {
		this.violations.length = 0;
		this.#counted = [];
		Object.assign(this.settings, { requests: Infinity, window: 60_000 });
	}

	#count(): void {
		const now = Date.now();
		this.#counted = this.#counted.filter((at) => at > now - this.settings.window);
		if (this.#counted.length >= this.settings.requests) throw tooMany();
		this.#counted.push(now);
	}

	#know(name: string, { parameters = [] }: Route, query: URLSearchParams): void {
		const types = query.getAll('type[]').map((type) => `${type}[]`);
		const known = [...parameters, ...(parameters.includes('<type>[]') ? types : [])];
		for (const parameter of query.keys()) {
			if (!known.includes(parameter)) this.violations.push(`${name}: the parameter ${parameter}`);
		}
	}
}
