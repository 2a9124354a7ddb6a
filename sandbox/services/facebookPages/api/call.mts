import type { Clock } from '../clock.mts';
import {
	GraphError,
	invalidParameter,
	mayNotManage,
	mayNotPublish,
	mayNotRead,
	pageTokenNeeded,
	taskMissing,
} from '../graphError.mts';
import type { Parameters } from '../parameters.mts';
import type { FacebookPage, Task } from '../state.mts';
import { scopesOf, type Token } from '../tokens.mts';
import type { World } from './world.mts';

/** A call of the API with a valid token. */
export class Call {
	readonly method: string;
	/** Below the version, e.g. `/123/feed`. */
	readonly path: string;
	readonly version: string;
	readonly token: Token;
	readonly parameters: Parameters['values'];
	readonly files: Parameters['files'];
	readonly world: World;
	readonly #read = new Set<string>();
	/** How many records were read or written. */
	records = 0;

	constructor(
		given: Pick<Call, 'method' | 'path' | 'version' | 'token' | 'world'> & {
			parameters: Parameters;
		},
	) {
		this.method = given.method;
		this.path = given.path;
		this.version = given.version;
		this.token = given.token;
		this.world = given.world;
		this.parameters = given.parameters.values;
		this.files = given.parameters.files;
	}

	get clock(): Clock {
		return this.world.clock;
	}

	/** A parameter, where it was sent and is not empty. */
	parameter(name: string): string | undefined {
		this.#read.add(name);
		return this.parameters[name] || undefined;
	}

	/** @throws GraphError 100 for something else than a boolean */
	flag(name: string): boolean | undefined {
		const value = this.parameter(name);
		if (value === undefined) return undefined;
		if (['true', '1'].includes(value)) return true;
		if (['false', '0'].includes(value)) return false;
		throw invalidParameter(`Param ${name} must be a boolean`);
	}

	/**
	 * A moment: Unix time, or a date in ISO 8601 (developers.facebook.com/docs/pages-api/posts).
	 * @throws GraphError 100 for something else
	 */
	moment(name: string): number | undefined {
		const value = this.parameter(name);
		if (value === undefined) return undefined;
		if (/^\d+$/.test(value)) return Number(value);
		const milliseconds = Date.parse(value);
		if (Number.isNaN(milliseconds)) throw invalidParameter(`Param ${name} must be a valid time`);
		return Math.floor(milliseconds / 1000);
	}

	/** What was sent and nothing has asked for. */
	get unread(): readonly string[] {
		return Object.keys(this.parameters).filter((name) => !this.#read.has(name));
	}

	/** Whether the token may do all of that; what is used stays granted for another 90 days. */
	may(...scopes: readonly string[]): boolean {
		const { now } = this.clock;
		const granted = scopesOf(this.token, now);
		if (!scopes.every((scope) => granted.includes(scope))) return false;
		for (const scope of scopes) {
			const permission = this.token.person?.permissions.get(scope);
			if (permission) permission.usedAt = now;
		}
		return true;
	}

	/** @throws GraphError 10 */
	mayRead(...scopes: readonly string[]): void {
		if (!this.may(...scopes)) throw mayNotRead();
	}

	/** @throws GraphError 200 */
	mayPublish(...scopes: readonly string[]): void {
		if (!this.may(...scopes)) throw mayNotPublish();
	}

	/** @throws GraphError 200 that names the first permission that is missing */
	mayManage(...scopes: readonly string[]): void {
		for (const scope of scopes) if (!this.may(scope)) throw mayNotManage(scope);
	}

	/** What the person behind the token may do on a page. */
	tasksOn(page: FacebookPage): ReadonlySet<Task> {
		const { person } = this.token;
		return (person ? person.roles.get(page) : page.grantedTasks) ?? new Set();
	}

	/**
	 * Demands the token of this page, and one of the tasks.
	 * @throws GraphError 190 for a user's or an app's token; 200 for another page's or without the task
	 */
	actAs(page: FacebookPage, ...tasks: readonly Task[]): void {
		if (this.token.kind !== 'page') throw pageTokenNeeded();
		if (this.token.page !== page) throw taskMissing();
		const held = this.tasksOn(page);
		if (held.size === 0) {
			throw new GraphError(
				190,
				'Error validating access token: The user is not an administrator of the page.',
				{ subcode: 492 },
			);
		}
		if (!tasks.some((task) => held.has(task))) throw taskMissing();
	}
}
