/** How the node of a workflow is read: what it does, and whether it takes the connection of a slot. */
import type { INodeParameters, NodeParameterValue } from 'n8n-workflow';

import type { Scopes } from '../../../builtin/nodes/model';
import { ownOf } from '../../../operation/fields';
import type { Operation } from '../../../operation/operation';
import { requiredFor } from '../../../operation/operation';
import type { TriggerNeeds } from '../../../operation/trigger';

/** What a node does, as far as its parameters tell. */
export type Doing =
	| {
			/** "Post: Create" */
			readonly operation: string;
			/** Names of permissions; of one of n8n's own nodes, the narrowest scopes. */
			readonly requires: readonly string[];
			/** Of one of n8n's own nodes: every entry is needed, any one scope of it suffices. */
			readonly scopes?: { readonly runs: Scopes; readonly edits: Scopes };
	  }
	| { /** Why it cannot be known. */ readonly unknown: string };

/** A node as a workflow holds it. */
export interface StoredNode {
	readonly type: string;
	readonly typeVersion: number;
	readonly parameters: INodeParameters;
}

/** What is known of a slot of a node. */
export interface Reading {
	readonly doing: Doing;
	/** Whether the node takes the connection of this slot; `undefined` where that cannot be known. */
	readonly isTaken: boolean | undefined;
}

/** A node of this package that can say everything about connections of a type, by its operation Connection → Get. */
export interface KnowingNode {
	/** Without the package. */
	readonly name: string;
	readonly typeVersion: number;
	/** The parameters that select the slot. */
	readonly parameters: INodeParameters;
}

/** What an operation says of its needs. */
export type Needing = Pick<Operation, 'name' | 'requires' | 'alsoRequires' | 'needs'>;

/** Resources, as far as they say what is needed. */
export type NeedingResources = Readonly<
	Record<string, { readonly name: string; readonly operations: Readonly<Record<string, Needing>> }>
>;

/** The values of other parameters for which something is shown, by the parameters' names. */
export type ShownFor = Readonly<Record<string, readonly NodeParameterValue[]>>;

/** One of this package's own nodes, as far as it says what it needs. */
export interface OwnNode {
	/** Without the package. */
	readonly name: string;
	readonly versions: readonly number[];
	/** The types of connections that it takes. */
	readonly slots: ReadonlyArray<{ readonly type: string; readonly shownFor?: ShownFor }>;
	/** Parameters that decide which slot is shown and what the node does, in the node's order. */
	readonly deciding: ReadonlyArray<{
		readonly parameter: string;
		readonly preset: NodeParameterValue;
		readonly shownFor?: ShownFor;
	}>;
	/** Which of them decide what the node does. */
	readonly decidedBy: readonly string[];
	readonly needs: { readonly resources: NeedingResources } | TriggerNeeds;
}

export const notKnown = (what: string): Doing => ({
	unknown: `${what} is not one of this version`,
});

/** Of a node whose version is to come, nothing is known. */
export const ofOtherVersion = ({ typeVersion }: StoredNode): Reading => ({
	doing: { unknown: `version ${typeVersion} of the node is not known` },
	isTaken: undefined,
});

/** What a node with resources and operations does. */
export const ofResources =
	(resources: NeedingResources) =>
	(parameters: INodeParameters): Doing => {
		const { resource, operation } = parameters;
		const group = ownOf(resources, String(resource));
		const declared = group && ownOf(group.operations, String(operation));
		if (!declared) return notKnown(`the operation ${String(resource)} ${String(operation)}`);
		if (declared.needs === 'unknown') return { unknown: 'an API request can need anything' };
		return {
			operation: `${group.name}: ${declared.name}`,
			requires: requiredFor(declared, parameters),
		};
	};

const isExpression = (value: unknown) => typeof value === 'string' && value.startsWith('=');

/** The expressions among some parameters. */
export const expressionsOf = ({ parameters }: StoredNode, names: readonly string[]): string[] =>
	names.filter((name) => isExpression(parameters[name]));

/** What a node does whose parameters decide it only when it runs. */
export const computed = (names: readonly string[]): Doing => ({
	unknown: `${names.join(', ')} is an expression`,
});
