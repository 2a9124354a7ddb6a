/** Records the operations of a node. */
import type { Engine } from './engineProcess.mts';
import { exceptionFor } from './exceptions.mts';
import type { Operation } from './operations.mts';
import type { Parameters } from './fields.mts';
import { changes, filled, type Setting } from './parameters.mts';
import type { RecordedOperation, Recording, Row } from './recording.mts';
import type { Asked, Recorder } from './standIn.mts';

/** Runs at the same time. */
const AT_ONCE = 6;

/** A run of one version. */
interface Run extends Asked {
	readonly version: number;
	readonly parameters: Parameters;
	readonly failed?: string;
}

let runs = 0;

/** The message of an error, without what differs between runs or would be long. */
const shortened = (message: string) =>
	message
		.replace(/<[^>]*>/g, '')
		.replace(/\s+/g, ' ')
		.replace(/run\d+x/g, '{token}')
		.trim()
		.slice(0, 140);

/** Does something for each, some at a time, and gives the results in order. */
async function each<T, R>(
	all: readonly T[],
	atOnce: number,
	act: (one: T) => Promise<R>,
): Promise<R[]> {
	const results: R[] = [];
	let next = 0;
	const worker = async () => {
		for (let index = next++; index < all.length; index = next++) {
			results[index] = await act(all[index] as T);
		}
	};
	await Promise.all(Array.from({ length: atOnce }, worker));
	return results;
}

async function run(
	operation: Operation,
	parameters: Parameters,
	engine: Engine,
	recorder: Recorder,
): Promise<Run> {
	const { node, version, slot, chosen } = operation;
	const tag = `run${(runs += 1)}x`;
	const { isAlone, before, connection, file } = exceptionFor(operation);
	recorder.alone = isAlone && tag;
	const { failed } = await engine.run({
		tag,
		node,
		version,
		slot,
		parameters,
		before,
		connection,
		file,
	});
	recorder.alone = undefined;
	return {
		version,
		parameters: Object.fromEntries(
			Object.entries(parameters).filter(([name]) => !(name in chosen)),
		),
		...recorder.askedBy(tag),
		...(failed === undefined ? {} : { failed: shortened(failed) }),
	};
}

const key = ({ requests, given, unsigned, failed }: Omit<Run, 'version' | 'parameters'>) =>
	JSON.stringify([requests, given, unsigned, failed]);

const allOf = ({ requests, given, unsigned }: Asked) => [...requests, ...given, ...unsigned];

/** Joins the runs of versions that asked for the same with the same parameters. */
function joined(all: readonly Run[]): Row[] {
	const rows = new Map<string, Run[]>();
	for (const one of all) {
		const name = JSON.stringify(one.parameters) + key(one);
		rows.set(name, [...(rows.get(name) ?? []), one]);
	}
	return [...rows.values()].map((same) => {
		const { parameters, requests, given, unsigned, failed } = same[0] as Run;
		return {
			versions: same.map(({ version }) => version).join(' '),
			parameters,
			requests,
			...(given.length > 0 ? { given } : {}),
			...(unsigned.length > 0 ? { unsigned } : {}),
			...(failed === undefined ? {} : { failed }),
		};
	});
}

/** A change as a person writes it: "options.senderName". */
const nameOf = (change: Parameters): string =>
	Object.entries(change)
		.map(([name, value]) => {
			const isNested = typeof value === 'object' && value !== null && !('__rl' in value);
			return isNested && !Array.isArray(value)
				? `${name}.${Object.keys(value).join('.')}`
				: `${name}=${typeof value === 'object' ? 'other' : String(value)}`;
		})
		.join(' ');

/** Runs an operation with as little as it may have, or else with more. */
async function firstRun(
	setting: Setting,
	start: (parameters: Parameters) => Promise<Run>,
): Promise<{ setting: Setting; base: Run }> {
	const base = await start(filled(setting));
	if (base.failed === undefined) return { setting, base };
	const generous = { ...setting, isGenerous: true };
	const more = await start(filled(generous));
	const isBetter = more.failed === undefined || more.requests.length > base.requests.length;
	return isBetter ? { setting: generous, base: more } : { setting, base };
}

/** What is fixed before anything is filled: the operation, and what is given by hand of what this version has. */
function settingOf(operation: Operation): Setting {
	const { description, version, chosen } = operation;
	const known = new Set(description.properties.map(({ name }) => name));
	const byHand = Object.entries(exceptionFor(operation).parameters ?? {});
	const given = Object.fromEntries(byHand.filter(([name]) => known.has(name)));
	return { description, version, fixed: { ...given, ...chosen } };
}

/** The runs of one version of an operation. */
interface Found {
	readonly base: Run;
	/** Those with one parameter more that asked for something else. */
	readonly more: readonly Run[];
	/** Those that failed before they asked for anything else. */
	readonly failed: Readonly<Record<string, string>>;
}

async function recordVersion(
	operation: Operation,
	start: (parameters: Parameters) => Promise<Run>,
): Promise<Found> {
	const { setting, base } = await firstRun(settingOf(operation), start);
	const asked = new Set(allOf(base));
	const more: Run[] = [];
	const failed: Record<string, string> = {};
	const all = changes(setting);
	const atOnce = exceptionFor(operation).isAlone ? 1 : AT_ONCE;
	const made = await each(all, atOnce, (change) => start(filled(setting, change)));
	for (const [index, one] of made.entries()) {
		const change = all[index] ?? {};
		const isLess = one.failed !== undefined && allOf(one).every((what) => asked.has(what));
		if (isLess && one.failed !== base.failed) failed[nameOf(change)] = one.failed;
		const isSame = allOf(one).join() === allOf(base).join();
		if (!isSame && !isLess) more.push({ ...one, parameters: change });
	}
	return { base, more, failed };
}

async function recordOperation(
	versions: readonly Operation[],
	engine: Engine,
	recorder: Recorder,
): Promise<RecordedOperation> {
	const found: Found[] = [];
	for (const operation of versions) {
		const start = (parameters: Parameters) => run(operation, parameters, engine, recorder);
		found.push(await recordVersion(operation, start));
	}
	const more = found.flatMap((one) => one.more);
	const failed: Record<string, string> = Object.assign({}, ...found.map((one) => one.failed));
	return {
		plain: joined(found.map(({ base }) => base)),
		...(more.length > 0 ? { changed: joined(more) } : {}),
		...(Object.keys(failed).length > 0 ? { failed } : {}),
	};
}

/** Records a node. */
export async function recordNode(
	operations: readonly Operation[],
	engine: Engine,
	recorder: Recorder,
): Promise<Recording> {
	const byName = new Map<string, Operation[]>();
	for (const one of operations) {
		const name = [one.resource, one.operation].filter(Boolean).join(' ') || 'run';
		byName.set(name, [...(byName.get(name) ?? []), one]);
	}
	const recording: Record<string, RecordedOperation> = {};
	for (const [name, versions] of byName) {
		recording[name] = await recordOperation(versions, engine, recorder);
	}
	return recording;
}
