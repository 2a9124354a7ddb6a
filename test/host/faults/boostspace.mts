/** The writes of the node Boost.space, each with its mark. */
import { randomUUID } from 'node:crypto';

import type { Sandbox } from '../../../sandbox/sandbox.mts';
import { add } from '../../../sandbox/services/boostspace/index.mts';
import { boostspaceParameters } from '../everyOperation.mts';
import { byId, mapped } from '../workflows.mts';
import { count, once, type Write, type Writes } from './write.mts';

export function boostspaceWrites(sandbox: Sandbox): Writes {
	const [system] = sandbox.boostspace.systems;
	const { things } = system;
	type Kind = keyof typeof things;
	const base = (name: string) => boostspaceParameters(sandbox)[name]?.() ?? {};

	const creates = (name: string, kind: Kind, property: string) => (): Write => {
		const mark = `mark${randomUUID()}`;
		return {
			parameters: { ...base(name), [property]: mark },
			written: () => count(things[kind].values(), (one) => one[property] === mark),
		};
	};

	const deletes = (kind: Kind, parameter: string, isLocator: boolean) => (): Write => {
		const { id } = add(system, kind, {});
		return {
			parameters: { [parameter]: isLocator ? byId(String(id)) : String(id) },
			written: () => once(!things[kind].has(id)),
		};
	};

	const changes =
		(name: string, kind: Kind, parameter: string, property: string, inChanges = true) =>
		(): Write => {
			const { id } = add(system, kind, { name: 'old', inputType: 'text' });
			const mark = `mark${randomUUID()}`;
			const located = kind === 'custom-field/input' ? String(id) : byId(String(id));
			const change = inChanges ? { changes: { [property]: mark } } : { [property]: mark };
			return {
				parameters: { ...base(name), [parameter]: located, ...change },
				written: () => once(things[kind].get(id)?.[property] === mark),
			};
		};

	/** A record whose colour is the mark. */
	const coloured = (name: string) => (): Write => {
		const mark = `mark${randomUUID()}`;
		return {
			parameters: { ...base(name), customFields: mapped({ colour: mark }) },
			written: () =>
				count(things['custom-module-item'].values(), ({ customFieldsValues }) =>
					JSON.stringify(customFieldsValues ?? []).includes(mark),
				),
		};
	};

	return {
		'customModule.create': creates('customModule.create', 'custom-module', 'name'),
		'customModule.delete': deletes('custom-module', 'module', true),
		'customModule.update': changes('customModule.update', 'custom-module', 'module', 'color'),
		'field.create': creates('field.create', 'custom-field/input', 'name'),
		'field.delete': deletes('custom-field/input', 'field', false),
		'field.update': changes('field.update', 'custom-field/input', 'field', 'tooltip'),
		'record.create': coloured('record.create'),
		'record.createOrUpdate': coloured('record.createOrUpdate'),
		'record.delete': deletes('custom-module-item', 'record', false),
		'record.update': coloured('record.update'),
		'space.create': creates('space.create', 'space', 'name'),
		'space.delete': deletes('space', 'space', true),
		'space.update': changes('space.update', 'space', 'space', 'name', false),
	};
}
