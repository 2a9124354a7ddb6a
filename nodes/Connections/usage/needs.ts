/** Which permissions of a connection its workflows need. */
import type { IDataObject } from 'n8n-workflow';

import type { AnyOf, Scopes } from '../../../builtin/nodes/model';
import { distinct } from '../../../builtin/nodes/model';
import type { Service } from '../../../connection/model/service';
import { clipped, NONE, shortly } from '../words';
import type { UsingWorkflow } from './usage';
import type { Use } from './workflow';

/** A node that needs something. */
interface Needing {
	readonly workflow: string;
	readonly workflowId: string;
	readonly state: string;
	readonly node: string;
}

/** What the workflows of a connection need of it. */
export interface Needs {
	/** Whether any workflow uses it. What no workflow uses needs nothing, and is to be deleted rather than narrowed. */
	readonly isUsed: boolean;
	/** By the names of permissions, who needs each, and for which operation. */
	readonly required: ReadonlyMap<string, ReadonlyArray<Needing & { readonly operation: string }>>;
	/** What n8n's own nodes need, to run and for the lists in the editor. */
	readonly scopes: { readonly runs: Scopes; readonly edits: Scopes };
	/** The nodes of which it cannot be known, and why. */
	readonly unknown: ReadonlyArray<Needing & { readonly why: string }>;
}

/** The uses that take the connection: not those of a slot that the node's choice of authentication leaves out. */
const takenUses = ({ uses }: UsingWorkflow): Use[] => uses.filter(({ unselected }) => !unselected);

/**
 * Whether a workflow is affected when the connection breaks: it is published, and the connection is used in what runs of
 * it. n8n leaves disabled nodes out, and runs a draft by hand only.
 */
export const runs = (workflow: UsingWorkflow): boolean =>
	workflow.state === 'active' &&
	takenUses(workflow).some(({ disabled, versions }) => !disabled && versions.includes('published'));

/** The workflows that use a connection, those first that are affected when it breaks. */
export function takers(workflows: readonly UsingWorkflow[]): UsingWorkflow[] {
	const using = workflows
		.map((workflow) => ({ ...workflow, uses: takenUses(workflow) }))
		.filter(({ uses }) => uses.length > 0);
	return [...using.filter(runs), ...using.filter((workflow) => !runs(workflow))];
}

/** What these workflows need. Disabled nodes need nothing. */
export function needsOf(workflows: readonly UsingWorkflow[]): Needs {
	const required = new Map<string, Array<Needing & { operation: string }>>();
	const unknown: Array<Needing & { why: string }> = [];
	const runs: AnyOf[] = [];
	const edits: AnyOf[] = [];
	const using = takers(workflows);
	for (const workflow of using) {
		for (const { node, disabled, doing } of workflow.uses) {
			if (disabled) continue;
			const { name, id, state } = workflow;
			const needing = { workflow: name, workflowId: id, state, node };
			if ('unknown' in doing) {
				unknown.push({ ...needing, why: doing.unknown });
				continue;
			}
			runs.push(...(doing.scopes?.runs ?? []));
			edits.push(...(doing.scopes?.edits ?? []));
			for (const permission of doing.requires) {
				const known = required.get(permission) ?? [];
				required.set(permission, [...known, { ...needing, operation: doing.operation }]);
			}
		}
	}
	return {
		isUsed: using.length > 0,
		required,
		scopes: { runs: distinct(runs), edits: distinct(edits) },
		unknown,
	};
}

/** Permissions as a person reads them. */
export const labelled = (service: Service | undefined, names: readonly string[]) =>
	names.map((name) => ({ name, label: service?.permissions[name]?.label ?? name }));

/** What a node does, as it is shown. */
const shownDoing = ({ doing }: Use, service: Service | undefined): IDataObject =>
	'unknown' in doing
		? { operation: null, permissions: null, unknown: doing.unknown }
		: { operation: doing.operation, permissions: labelled(service, doing.requires) };

/** A use, as it is shown. */
export const shownUse = (use: Use, service: Service | undefined): IDataObject => ({
	node: use.node,
	nodeType: use.type,
	disabled: use.disabled,
	versions: [...use.versions],
	...shownDoing(use, service),
});

/** A workflow that uses a connection, as it is shown. */
export const shownWorkflow = (
	{ id, name, state, calledBy, uses }: UsingWorkflow,
	service: Service | undefined,
): IDataObject => ({
	id,
	name,
	state,
	calledBy: [...calledBy],
	nodes: uses.map((use) => shownUse(use, service)),
});

/** Workflows that a cell names at most, and the characters of each name. */
const NAMED = 2;
const LENGTH = 32;

/**
 * Which workflows use a connection, for a cell: "2 active: Orders, Mails; 1 inactive". An active one stops when it breaks;
 * where none does, the inactive ones are named.
 */
export function usedByInWords(using: readonly UsingWorkflow[]): string {
	if (using.length === 0) return NONE;
	const active = using.filter(runs);
	const idle = using.length - active.length;
	const named = (active.length > 0 ? active : using).map(({ name }) => clipped(name, LENGTH));
	const word = active.length > 0 ? 'active' : 'inactive';
	const rest = active.length > 0 && idle > 0 ? `; ${idle} inactive` : '';
	return `${named.length} ${word}: ${shortly(named, NAMED)}${rest}`;
}

/** A workflow in a few words. */
export const shownBriefly = ({ id, name, state }: UsingWorkflow): IDataObject => ({
	id,
	name,
	state,
});
