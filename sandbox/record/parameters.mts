/** Parameters for a run, made of what the node itself says about them. */
import { createRequire } from 'node:module';

import type { INodeParameters, INodeProperties, INodeTypeDescription } from 'n8n-workflow';

import { entryOf, isGroup, isProperty, optionsOf, valueFor } from './fields.mts';
import type { Parameters } from './fields.mts';

// Its ES module names its files without their endings, which Node does not find.
const { NodeHelpers } = createRequire(import.meta.url)(
	'n8n-workflow',
) as typeof import('n8n-workflow');

/** A version of a node, set to one operation. */
export interface Setting {
	readonly description: INodeTypeDescription;
	readonly version: number;
	/** What is decided before: resource, operation, authentication, and what an operation needs by hand. */
	readonly fixed: Parameters;
	/** Whether groups of fields and collections of changes have an entry. */
	readonly isGenerous?: boolean;
}

const NEVER = new Set(['notice', 'callout', 'hidden', 'credentials', 'button', 'curlImport']);

/** The properties that the editor shows for these parameters. */
function shown({ description, version }: Setting, parameters: Parameters): INodeProperties[] {
	return description.properties.filter((property) =>
		NodeHelpers.displayParameter(
			parameters as INodeParameters,
			property,
			{ typeVersion: version },
			description,
		),
	);
}

/** Fills what is shown. What is filled can show more. */
export function filled(setting: Setting, changed: Parameters = {}): Parameters {
	let parameters: Parameters = { ...setting.fixed, ...changed };
	for (let pass = 0; pass < 4; pass += 1) {
		const next: Parameters = { ...setting.fixed, ...changed };
		for (const property of shown(setting, parameters)) {
			const { name, type } = property;
			if (NEVER.has(type) || name in next || LEFT_OUT.has(name)) continue;
			next[name] = valueFor(property, false, setting.isGenerous);
		}
		if (JSON.stringify(next) === JSON.stringify(parameters)) break;
		parameters = next;
	}
	return parameters;
}

/** How often and in which way it is asked decides nothing. */
const LEFT_OUT = new Set(['pollTimes', 'requestOptions']);

/** As many values of a choice are tried. */
const MOST = 12;

/** The values to try for a property besides its first one. */
function others(property: INodeProperties, value: unknown): unknown[] {
	if (property.type === 'boolean') return [value !== true];
	if (property.type === 'options') {
		return optionsOf(property)
			.filter((one) => one !== value)
			.slice(0, MOST);
	}
	if (property.type === 'multiOptions') {
		return optionsOf(property)
			.slice(0, MOST)
			.map((one) => [one]);
	}
	const changed = valueFor(property, true);
	return JSON.stringify(changed) === JSON.stringify(value) ? [] : [changed];
}

/** What one option of a collection can be set to. */
const innerValues = (option: INodeProperties): unknown[] =>
	option.type === 'boolean'
		? [true, false]
		: option.type === 'options'
			? optionsOf(option).slice(0, MOST)
			: option.type === 'multiOptions'
				? optionsOf(option)
						.slice(0, MOST)
						.map((one) => [one])
				: [valueFor(option, true)];

/** Every change of one parameter, of one option of a collection, or of one group. */
export function changes(setting: Setting): Parameters[] {
	const base = filled(setting);
	return shown(setting, base).flatMap((property): Parameters[] => {
		const { name, type, options = [] } = property;
		if (NEVER.has(type) || LEFT_OUT.has(name) || name in setting.fixed) return [];
		if (type === 'collection') {
			return options
				.filter(isProperty)
				.filter((option) => isShownIn(setting, option, base))
				.flatMap((option) =>
					innerValues(option).map((value) => ({ [name]: { [option.name]: value } })),
				);
		}
		if (type === 'fixedCollection') {
			return options.filter(isGroup).map((group) => ({ [name]: entryOf(property, group) }));
		}
		return others(property, base[name]).map((value) => ({ [name]: value }));
	});
}

/** Whether an option of a collection is offered; its conditions begin at the node. */
function isShownIn({ description, version }: Setting, option: INodeProperties, base: Parameters) {
	const { show = {}, hide = {} } = option.displayOptions ?? {};
	const rooted = (conditions: object) =>
		Object.fromEntries(
			Object.entries(conditions).map(([name, values]) => [name.replace(/^\//, ''), values]),
		);
	const property = { ...option, displayOptions: { show: rooted(show), hide: rooted(hide) } };
	return NodeHelpers.displayParameter(
		base as INodeParameters,
		property,
		{ typeVersion: version },
		description,
	);
}
