import type { Service } from './service';

/** Scopes as a set, and the string in which they travel. */
export const scopes = {
	/**
	 * Reads a scope string. Both separators that services use are understood, since some services answer with
	 * another one than they are asked with.
	 */
	parse(text: string): string[] {
		return [...new Set(text.split(/[\s,]+/).filter(Boolean))];
	},
	/** Writes a scope string with the service's separator. */
	format(list: readonly string[], separator: ' ' | ',' = ' '): string {
		return [...new Set(list)].join(separator);
	},
};

/** What is known of a connection's permissions. `undefined` means unknown, which is never the same as missing. */
export interface KnownPermissions {
	readonly requested?: readonly string[];
	readonly granted?: readonly string[];
	/** Asked for, and declined by the person. */
	readonly declined?: readonly string[];
	/** Granted once, and run out. */
	readonly expired?: readonly string[];
}

/** The permissions and all that they include, each once. */
export function withIncluded(service: Service, names: readonly string[]): string[] {
	const found = new Set<string>();
	const visit = (name: string) => {
		if (found.has(name)) return;
		found.add(name);
		service.permissions[name]?.includes?.forEach(visit);
	};
	names.forEach(visit);
	return [...found];
}

/** The scopes to request for these permissions and those that they include, each once, those of the included ones first. */
export function scopesOf(service: Service, names: readonly string[]): string[] {
	const found = new Set<string>();
	const visited = new Set<string>();
	const visit = (name: string) => {
		if (visited.has(name)) return;
		visited.add(name);
		const { includes = [], scopes: own = [] } = service.permissions[name] ?? {};
		includes.forEach(visit);
		for (const scope of own) found.add(scope);
	};
	names.forEach(visit);
	return [...found];
}

/** Whether these scopes allow what the permission stands for. */
function satisfies(service: Service, name: string, held: ReadonlySet<string>): boolean {
	const satisfiedBy = service.permissions[name]?.satisfiedBy ?? [];
	return [scopesOf(service, [name]), ...satisfiedBy].some((alternative) =>
		alternative.every((scope) => held.has(scope)),
	);
}

/** The permissions that a list of scopes amounts to, with all that they include. */
export function permissionsOf(service: Service, scopeList: readonly string[]): string[] {
	const held = new Set(scopeList);
	const direct = Object.keys(service.permissions).filter((name) => satisfies(service, name, held));
	return withIncluded(service, direct);
}

/** The permissions that lack one of these scopes: what a refusal of scopes takes away. */
export function permissionsLacking(service: Service, scopeList: readonly string[]): string[] {
	return Object.keys(service.permissions).filter((name) =>
		scopesOf(service, [name]).some((scope) => scopeList.includes(scope)),
	);
}

/**
 * The required permissions that a connection is known not to have. What was granted counts; where that is
 * unknown, what was requested; where both are unknown, nothing is missing.
 */
export function missing(
	service: Service,
	required: readonly string[],
	known: KnownPermissions,
): string[] {
	const held = known.granted ?? known.requested;
	if (!held) return [];
	const covered = new Set(withIncluded(service, held));
	return required.filter((name) => !covered.has(name));
}

/** Whether a connection covers all that is required, as far as is known. */
export function covers(
	service: Service,
	required: readonly string[],
	known: KnownPermissions,
): boolean {
	return missing(service, required, known).length === 0;
}

/** The held permissions that nothing requires and that no required one includes. */
export function unneeded(
	service: Service,
	required: readonly string[],
	held: readonly string[],
): string[] {
	const needed = new Set(withIncluded(service, required));
	return held.filter((name) => !needed.has(name));
}

/** The labels of permissions, in plain words, for a sentence: "Read posts, Publish posts". */
export function labelsOf(service: Service, names: readonly string[]): string {
	return names.map((name) => service.permissions[name]?.label ?? name).join(', ');
}

/** The permissions that are selected in a new connection. */
export const defaultPermissions = ({ permissions }: Service): string[] =>
	Object.keys(permissions).filter((name) => permissions[name]?.default);
