/** What a system of Boost.space holds, and what tests put into it. */
import { createHash } from 'node:crypto';

/** What a token may do: each right is set for each module when it is made. */
export type Right = 'read' | 'create' | 'edit' | 'remove';

export const ALL_RIGHTS: readonly Right[] = ['read', 'create', 'edit', 'remove'];

export interface User {
	readonly id: number;
	readonly name: string;
	readonly email: string;
}

export interface Token {
	readonly user: User;
	/** Its rights by module. */
	readonly rights: ReadonlyMap<Kind, ReadonlySet<Right>>;
}

/** Anything with an ID and properties. */
export interface Thing {
	id: number;
	[property: string]: unknown;
}

/** The kinds of things, by the path at which the API has them. */
export const KINDS = [
	'custom-module',
	'custom-module-item',
	'space',
	'custom-field',
	'custom-field/input',
	'status-system',
	'label',
	'user',
	'file',
	'contact',
	'automatization/action',
	'automatization/trigger',
] as const;

export type Kind = (typeof KINDS)[number];

/** One customer's system. */
export interface System {
	readonly name: string;
	readonly tokens: Map<string, Token>;
	readonly things: Readonly<Record<Kind, Map<number, Thing>>>;
	/** The spaces whose records have the fields of a group, by the group's ID. Boost.space keeps them out of sight, too. */
	readonly spacesOfGroup: Map<number, Set<number>>;
}

let lastId = 100;

const newId = () => {
	lastId += 1;
	return lastId;
};

/** A moment as Boost.space writes it: in its own time zone, with the offset. */
export const momentNow = () =>
	`${new Date(Date.now() + 3_600_000).toISOString().slice(0, 19)}+01:00`;

/** Puts a thing into a system, with an ID of its own. */
export function add(system: System, kind: Kind, properties: Record<string, unknown>): Thing {
	const now = momentNow();
	const thing = { ...properties, id: newId(), created: now, updated: now };
	system.things[kind].set(thing.id, thing);
	return thing;
}

/** A token as people copy it. No secret: it exists on this machine's loopback only. */
const tokenOf = (system: string, name: string) =>
	createHash('sha256').update(`${system} ${name}`).digest('hex').slice(0, 40);

/** Makes a token with some rights, in all modules or in some. */
export function addToken(
	system: System,
	rights: readonly Right[],
	modules: readonly Kind[] = KINDS,
): string {
	const name = `${rights.join('-') || 'nothing'} in ${modules === KINDS ? 'all' : modules.join()}`;
	const [user] = system.things.user.values();
	if (!user) throw new Error('The system has no user');
	const token = tokenOf(system.name, name);
	const { id, name: userName, email } = user;
	system.tokens.set(token, {
		user: { id, name: String(userName), email: String(email) },
		rights: new Map(modules.map((module) => [module, new Set(rights)])),
	});
	return token;
}

/** Makes a group of fields for records of some spaces. */
function addGroup(system: System, name: string, spaces: readonly Thing[]): Thing {
	const group = add(system, 'custom-field', { name, module: 'custom-module-item' });
	system.spacesOfGroup.set(group.id, new Set(spaces.map(({ id }) => id)));
	return group;
}

/** The fields that records of a space have. */
export function fieldsOf({ things, spacesOfGroup }: System, space: number): Thing[] {
	return [...things['custom-field/input'].values()].filter(
		({ elementGroups }) =>
			Array.isArray(elementGroups) &&
			elementGroups.some((group) => spacesOfGroup.get(Number(group))?.has(space)),
	);
}

function emptySystem(name: string): System {
	const things = Object.fromEntries(KINDS.map((kind) => [kind, new Map<number, Thing>()]));
	const spacesOfGroup = new Map<number, Set<number>>();
	return { name, tokens: new Map(), things: things as System['things'], spacesOfGroup };
}

/** A system with two modules, three spaces, fields of several kinds and some records. */
export function createSystem(name: string): System {
	const system = emptySystem(name);
	add(system, 'user', { name: 'Freddie Flowers', email: `freddie@${name}.example.com` });
	add(system, 'user', { name: 'Grace Hopper', email: `grace@${name}.example.com` });
	const plants = add(system, 'custom-module', { name: 'Plants', color: '#00aa00' });
	const pots = add(system, 'custom-module', { name: 'Pots' });
	const roses = add(system, 'space', { name: 'Roses', customModuleId: plants.id });
	const tulips = add(system, 'space', { name: 'Tulips', customModuleId: plants.id });
	const clay = add(system, 'space', { name: 'Clay', customModuleId: pots.id });
	const status = add(system, 'status-system', { name: 'Stock', modul: 'custom-module-item' });
	add(system, 'label', { name: 'Fragrant', spaceId: roses.id });
	add(system, 'label', { name: 'Glazed', spaceId: clay.id });
	const ofPlants = addGroup(system, 'About plants', [roses, tulips]);
	const ofPots = addGroup(system, 'About pots', [clay]);
	add(system, 'file', { name: 'rose.jpg', mime: 'image/jpeg', size: 7 });
	add(system, 'contact', { name: 'Ada', email: 'ada@example.com' });
	const fields = [
		['colour', 'text'],
		['price', 'float'],
		['planted', 'datetime'],
		['hardy', 'checkbox'],
		['scents', 'multiselect'],
	];
	for (const [field, inputType] of fields) {
		add(system, 'custom-field/input', {
			name: field,
			inputType,
			description: `The ${field}`,
			tooltip: '',
			protected: false,
			elementGroups: [String(ofPlants.id)],
		});
	}
	add(system, 'custom-field/input', {
		name: 'internal',
		inputType: 'text',
		description: 'Internal',
		protected: true,
		elementGroups: [String(ofPlants.id)],
	});
	add(system, 'custom-field/input', {
		name: 'diameter',
		inputType: 'number',
		description: 'The diameter',
		tooltip: '',
		protected: false,
		elementGroups: [String(ofPots.id)],
	});
	for (const colour of ['red', 'white']) {
		add(system, 'custom-module-item', {
			customModuleId: plants.id,
			spaceId: roses.id,
			statusSystemId: status.id,
			customFieldsValues: [{ customFieldInputName: 'colour', value: colour }],
		});
	}
	addToken(system, ALL_RIGHTS);
	return system;
}
