/** What some versions of one of n8n's own nodes offer. */
export interface Edition {
	readonly versions: readonly number[];
	/** The resource where none is stored; "" of a node without resources. */
	readonly resource: string;
	/** The parameter that decides the operation. */
	readonly decidedBy: 'operation' | 'event';
	/** By resource, the operations, first the one where none is stored. */
	readonly operations: Readonly<Record<string, string>>;
}
