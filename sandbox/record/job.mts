/** What the recorder asks n8n's engine to run, and what comes of it. */

/** One run of a node. */
export interface Job {
	/** The access token of the run, by which its requests are told from those of others. */
	readonly tag: string;
	/** "gmail", in n8n-nodes-base */
	readonly node: string;
	readonly version: number;
	/** The type of connection. */
	readonly slot: string;
	readonly parameters: Readonly<Record<string, unknown>>;
	/** More of the connection; "{tag}" in a text stands for the tag. */
	readonly connection?: Readonly<Record<string, unknown>>;
	/** The file that comes in. */
	readonly file?: { readonly text: string; readonly mimeType: string; readonly fileName: string };
	/** A node that ran before it, and the item that it gave. */
	readonly before?: {
		readonly node: string;
		readonly version: number;
		readonly json: Readonly<Record<string, unknown>>;
	};
}

/** The end of a run. */
export interface Outcome {
	readonly tag: string;
	/** The message of its error. */
	readonly failed?: string;
}
