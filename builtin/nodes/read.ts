/** Reads what one of n8n's own nodes needs of its connection, from the parameters that a workflow holds. */
import type { INodeParameters, NodeParameterValueType } from 'n8n-workflow';

import type { SlottedNode } from '../slots';
import type { Edition } from './edition';
import { editions } from './editions';
import { isHttpRequest, readHttpRequest } from './httpRequest';
import { builtinNodes } from './index';
import type { Also, NodeNeeds, OperationNeeds, Scopes } from './model';
import { distinct } from './model';

/** What a node does, and which scopes it needs for it. */
export type BuiltinReading =
	| { readonly operation: string; readonly runs: Scopes; readonly edits: Scopes }
	| { readonly unknown: string };

const BASE = 'n8n-nodes-base.';

const byNode = new Map<string, NodeNeeds[]>();
for (const one of builtinNodes) byNode.set(one.node, [...(byNode.get(one.node) ?? []), one]);

/** An AI agent's tool is the same node with a longer name, with or without a person who approves. */
const nameOf = (type: string) => type.slice(BASE.length).replace(/(Hitl)?Tool$/, '');

const isExpression = (value: unknown) => typeof value === 'string' && value.startsWith('=');

/** The value of a parameter by its path; of a field with a list beside it, what was chosen. */
function valueAt(parameters: INodeParameters, path: string): NodeParameterValueType | undefined {
	let value: unknown = parameters;
	for (const key of path.split('.')) {
		value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
	}
	if (typeof value === 'object' && value !== null && '__rl' in value) {
		value = Reflect.get(value, 'value');
	}
	if (Array.isArray(value) && value.length === 1) [value] = value as unknown[];
	return value as NodeParameterValueType | undefined;
}

/** Whether more is needed. What an expression gives is known when it runs: it may be what needs more. */
function applies({ parameter, is, isNot }: Also, parameters: INodeParameters): boolean {
	const value = valueAt(parameters, parameter);
	if (value === undefined || value === '' || value === null) return false;
	if (isExpression(value)) return true;
	if (is) return is.some((one) => one === value);
	return !isNot?.some((one) => one === value);
}

/** "sendAndWait" as a person reads it. */
const inWords = (name: string) => {
	const words = name.replace(/([a-z])([A-Z])/g, '$1 $2');
	return words.charAt(0).toUpperCase() + words.slice(1);
};

/** The operation that a node is set to, where nothing of it is computed. */
function chosen(
	{ resource: preset, decidedBy, operations }: Edition,
	parameters: INodeParameters,
): { resource: string; operation: string } | { unknown: string } {
	const computed = ['resource', decidedBy].filter((name) => isExpression(parameters[name]));
	if (computed.length > 0) return { unknown: `${computed.join(', ')} is an expression` };
	const resource = preset === '' ? '' : String(parameters.resource ?? preset);
	const offered = Object.hasOwn(operations, resource) ? operations[resource] : undefined;
	if (offered === undefined) return { unknown: `${resource} is not a resource of this version` };
	const [first = ''] = offered.split(' ');
	return { resource, operation: first === '' ? '' : String(parameters[decidedBy] ?? first) };
}

/** The declaration of an operation, from those of its node. */
function declaredFor(
	declared: readonly NodeNeeds[],
	version: number,
	resource: string,
	operation: string,
): OperationNeeds | undefined {
	for (const { versions, resources } of declared) {
		if (versions && !versions.includes(version)) continue;
		const group = Object.hasOwn(resources, resource) ? resources[resource] : undefined;
		if (group && Object.hasOwn(group, operation)) return group[operation];
	}
	return undefined;
}

/**
 * Reads what a node needs of the connection in a slot.
 * @returns `undefined` of a node of which nothing is declared
 */
export function readBuiltin(
	{ type, typeVersion, parameters }: SlottedNode,
	slot: string,
): BuiltinReading | undefined {
	if (isHttpRequest(type)) return readHttpRequest({ type, typeVersion, parameters });
	const name = type.startsWith(BASE) ? nameOf(type) : '';
	const declared = byNode.get(name);
	const known = Object.hasOwn(editions, name) ? editions[name] : undefined;
	if (!declared || !known) return undefined;
	const fitting = declared.filter(({ types }) => types.includes(slot));
	if (fitting.length === 0)
		return { unknown: 'what it needs of this type of connection is not known' };
	const edition = known.find(({ versions }) => versions.includes(typeVersion));
	if (!edition) return { unknown: `version ${typeVersion} of the node is not known` };
	const choice = chosen(edition, parameters);
	if ('unknown' in choice) return choice;
	const { resource, operation } = choice;
	const words = [resource, operation].filter(Boolean).map(inWords).join(': ') || 'Run';
	const needs = declaredFor(fitting, typeVersion, resource, operation);
	if (!needs) return { unknown: `what ${words} needs is not known` };
	if ('unknown' in needs) return needs;
	const more = (needs.also ?? []).filter((one) => applies(one, parameters));
	const replaces = more.some(
		({ instead, parameter }) => instead && !isExpression(valueAt(parameters, parameter)),
	);
	const own = replaces ? [] : needs.runs;
	return {
		operation: words,
		runs: distinct([...own, ...more.flatMap(({ runs }) => runs)]),
		edits: needs.edits ?? [],
	};
}
