/** What is kept of the requests of a node. */

/** What some versions asked for with one set of parameters. */
export interface Row {
	/** "2 2.1 2.2" */
	readonly versions: string;
	/** All parameters of the first row; of others those that differ from it. */
	readonly parameters: Readonly<Record<string, unknown>>;
	/** "GET host/path", with the connection's token. */
	readonly requests: readonly string[];
	/** At an address that the service gave out, which is its own proof. */
	readonly given?: readonly string[];
	/** Without any proof, since it is public. */
	readonly unsigned?: readonly string[];
	/** Why it ended before it was done. */
	readonly failed?: string;
}

/** An operation. */
export interface RecordedOperation {
	/** With the parameters that it must have. */
	readonly plain: readonly Row[];
	/** With one parameter more, where that makes it ask for something else. */
	readonly changed?: readonly Row[];
	/** Parameters with which it failed before it asked for anything else, by the reason. */
	readonly failed?: Readonly<Record<string, string>>;
}

/** By "resource operation". */
export type Recording = Readonly<Record<string, RecordedOperation>>;

/** The operations in which two recordings differ. */
export function differences(one: Recording, other: Recording): string[] {
	const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
	return names.filter((name) => JSON.stringify(one[name]) !== JSON.stringify(other[name]));
}
