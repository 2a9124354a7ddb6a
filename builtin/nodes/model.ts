/** What the operations of n8n's own nodes need of a connection, in the service's own scopes. */

/** Scopes of which any one suffices, the narrowest first. */
export type AnyOf = readonly [narrowest: string, ...wider: string[]];

/** Scopes of which every entry is needed. None: the service asks for no scope. */
export type Scopes = readonly AnyOf[];

/** More that is needed where a parameter has a value on which a request depends. */
export interface Also {
	/** "options.senderName" */
	readonly parameter: string;
	/** Where the parameter has one of these values; where nothing is said, where it has any. */
	readonly is?: ReadonlyArray<string | boolean>;
	/** Where it has any value but these. */
	readonly isNot?: readonly string[];
	readonly runs: Scopes;
	/** Whether that is needed instead of the rest. */
	readonly instead?: true;
}

/** What an operation needs. */
export interface Needed {
	/** To run. */
	readonly runs: Scopes;
	/** For the lists that the editor shows while somebody sets up the node. A run needs none of it. */
	readonly edits?: Scopes;
	readonly also?: readonly Also[];
}

/** An operation whose needs are not known, and why. */
export interface NotKnown {
	readonly unknown: string;
}

export type OperationNeeds = Needed | NotKnown;

/** By resource and operation. A node without resources has one called "", one without operations likewise. */
export type Resources = Readonly<Record<string, Readonly<Record<string, OperationNeeds>>>>;

/** A node of n8n, or some of its versions. */
export interface NodeNeeds {
	/** "gmail", in n8n-nodes-base */
	readonly node: string;
	/** All where nothing is said. */
	readonly versions?: readonly number[];
	/** The types of connection to whose scopes this refers. */
	readonly types: readonly string[];
	readonly resources: Resources;
	/** Where the vendor says which scopes it accepts. */
	readonly source: string;
}

/** Declares the same for several operations: "get getAll". */
export const each = (
	operations: string,
	needs: OperationNeeds,
): Readonly<Record<string, OperationNeeds>> =>
	Object.fromEntries(
		operations
			.split(' ')
			.filter(Boolean)
			.map((operation) => [operation, needs]),
	);

/** Scopes written in one line, the narrowest first. */
export function anyOf(names: string, spelled: (name: string) => string = (name) => name): AnyOf {
	const [narrowest = '', ...wider] = names.split(' ').map(spelled);
	return [narrowest, ...wider];
}

/** Whether scopes allow what needs one of these. */
export const isMet = (need: AnyOf, held: ReadonlySet<string>): boolean =>
	need.some((scope) => held.has(scope));

/** Needs, each once. */
export const distinct = (needs: Scopes): AnyOf[] => [
	...new Map(needs.map((need) => [need.join(' '), need])).values(),
];

/**
 * The fewest and narrowest scopes that meet all needs. The need with the fewest choices decides first, so that what it takes
 * can meet the others; then what the rest makes dispensable goes.
 */
export function narrowest(needs: Scopes): string[] {
	const chosen = new Set<string>();
	for (const need of [...needs].sort((one, other) => one.length - other.length)) {
		if (!isMet(need, chosen)) chosen.add(need[0]);
	}
	for (const scope of [...chosen]) {
		const rest = new Set([...chosen].filter((other) => other !== scope));
		if (needs.every((need) => isMet(need, rest))) chosen.delete(scope);
	}
	return [...chosen];
}
