import type { IBinaryKeyData, IDataObject, INodeProperties } from 'n8n-workflow';
import type { z } from 'zod';

import type { Connection } from '../connection/connection';
import type { ConnectionFailure } from '../connection/failure/failure';
import type { Service } from '../connection/model/service';
import { isObject, ownOf } from './fields';
import type { Files } from './files';
import type { Host } from './host';

/** What one record of a batch became: data for its own item, or why it failed. */
export type Outcome = { readonly data: IDataObject } | { readonly failure: ConnectionFailure };

/** A result with files, by the names of its binary fields. */
export class FileResult {
	readonly json: IDataObject;

	readonly binary: IBinaryKeyData;

	constructor(json: IDataObject, binary: IBinaryKeyData) {
		this.json = json;
		this.binary = binary;
	}
}

/** Permissions that are needed where a field is set. */
export interface AlsoRequired<P extends string = string> {
	/** The name of the field; of one in a collection, the names that lead to it. */
	readonly where: readonly string[];
	readonly requires: readonly P[];
}

/** What all operations say of themselves. */
interface OperationWords<P extends string, I> {
	/** In the list of operations: "Create or Update". */
	readonly name: string;
	/** In n8n's search: "Create or update a member". */
	readonly action: string;
	readonly description: string;
	/** The permissions that its requests need: for the check before any request, the notice and the reports. */
	readonly requires: readonly P[];
	/** The permissions that it needs besides where a field is set. */
	readonly alsoRequires?: ReadonlyArray<AlsoRequired<P>>;
	/**
	 * `unknown`: what its requests need depends on what a person types, and may be any permission. Nothing is checked
	 * for it beforehand, and no report may say that it needs nothing.
	 */
	readonly needs?: 'unknown';
	readonly fields: readonly INodeProperties[];
	/** What the fields must hold. Its keys are the names of the fields. */
	readonly input: z.ZodType<I, z.ZodTypeDef, unknown>;
	/**
	 * What a run of this input changes at the service. Items that have a target in common run one after another,
	 * in their order, so that the last one wins as it does without concurrency. None: order does not matter.
	 */
	target?(input: NoInfer<I>): readonly string[];
}

/** An operation with one result, or a few, for each item. */
export interface SingleOperation<P extends string, I> extends OperationWords<P, I> {
	/** The names of the item's binary fields whose files it sends. They are read just before it runs. */
	files?(input: NoInfer<I>): readonly string[];
	run(
		connection: Connection,
		input: I,
		files: Files,
		host: Host,
	): Promise<IDataObject | IDataObject[] | FileResult>;
}

/** An operation that lists records page by page. "Return All" and "Limit" are added to its fields. */
export interface ListOperation<P extends string, I> extends OperationWords<P, I> {
	/**
	 * Gives the pages in order and asks for the next one only when it is wanted.
	 * @param limit how many records are wanted at most; `Infinity` for all
	 */
	list(
		connection: Connection,
		input: I,
		limit: number,
		host: Host,
	): AsyncIterable<readonly IDataObject[]>;
}

/** An operation whose service takes many records in one request. */
export interface BatchOperation<P extends string, I> extends OperationWords<P, I> {
	readonly batch: {
		/** Records that one request may hold, as documented. */
		readonly size: number;
		/** Inputs with the same key may share a request: the same list, the same options, the same rights. */
		key(input: I): string;
		/**
		 * Whether these inputs may be sent again in parts after the service refused their request for what is in it:
		 * nothing of it was carried out then, or what is carried out twice is as if it were once. It is declared with its
		 * source. Where it is not, a service may have carried out what stands before the record that it refuses.
		 */
		mayBeSentInParts?(inputs: readonly I[]): boolean;
		/**
		 * Gives an outcome for each input, in their order; `undefined` where the service says nothing of it. What
		 * it throws is the failure of them all.
		 */
		run(connection: Connection, inputs: readonly I[]): Promise<Array<Outcome | undefined>>;
	};
}

/** One thing that a node can do, declared once. */
export type Operation<P extends string = string, I = unknown> =
	| SingleOperation<P, I>
	| ListOperation<P, I>
	| BatchOperation<P, I>;

const isSet = (value: unknown) => value !== undefined && value !== false && value !== '';

/** The permissions that an operation needs for these values of its fields. */
export function requiredFor(
	{ requires, alsoRequires = [] }: Pick<Operation, 'requires' | 'alsoRequires'>,
	fields: unknown,
): string[] {
	const valueAt = (names: readonly string[]) =>
		names.reduce<unknown>((value, name) => isObject(value) && ownOf(value, name), fields);
	const also = alsoRequires.filter(({ where }) => isSet(valueAt(where)));
	return [...new Set([...requires, ...also.flatMap((one) => one.requires)])];
}

/** A group of operations on one kind of thing. */
export interface Resource {
	/** In the list of resources: "Member". */
	readonly name: string;
	readonly operations: Readonly<Record<string, Operation>>;
}

/** The resources of a node by their values. */
export type Resources = Readonly<Record<string, Resource>>;

/**
 * How operations of a service are declared: `const operation = operationsOf(mailchimp)`. The service's type
 * lets `requires` name only permissions that the service declares, and the schema's type flows into `run`.
 * @throws Error when it names another one after all, in a package without types
 */
export function operationsOf<P extends string>(service: Service<P>) {
	return <I>(declared: Operation<P, I>): Operation<P, I> => {
		const unknown = declared.requires.filter((name) => !Object.hasOwn(service.permissions, name));
		if (unknown.length > 0) {
			throw new Error(
				`"${declared.action}" requires ${unknown.join(', ')}, which ${service.displayName} does not declare`,
			);
		}
		return declared;
	};
}
