import type { Dated, Memory } from '../../../nodes/FacebookPages/polling/memory';
import {
	blank,
	horizonOf,
	isNew,
	memorySchema,
	newestOf,
	oldestFirst,
	remember,
} from '../../../nodes/FacebookPages/polling/memory';

const START = 1_790_000_000;

const made = (id: string, time: number): Dated => ({ id, time, json: { id } });

/** A list of the service: newest first; of the same second, the later one first. */
const listOf = (records: readonly Dated[]) =>
	[...records].reverse().sort((one, other) => other.time - one.time);

/** What one poll does with what it reads: it looks at nothing older than the horizon. */
function poll(memory: Memory | undefined, service: readonly Dated[]) {
	const list = listOf(service);
	const horizon = horizonOf(memory?.newest ?? newestOf(list));
	const read = list.filter(({ time }) => time >= horizon);
	const fresh = memory ? oldestFirst(read.filter((record) => isNew(memory, record))) : [];
	return { memory: remember(memory ?? blank('newPost 1'), read), given: fresh.map(({ id }) => id) };
}

/** Numbers that follow from a seed, each from 0 to below 1 (the generator "mulberry32"). */
function numbers(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** A life of a trigger: records are made at random times, polls happen, n8n is stopped, and forgets since its last save. */
function live(seed: number) {
	const next = numbers(seed);
	const upTo = (count: number) => Math.floor(next() * count);
	const service: Dated[] = [];
	const given: string[] = [];
	let time = START;
	const make = () => {
		// One in five is listed late: its time is up to nine minutes before that of the newest.
		const late = upTo(5) === 0 ? upTo(540) : 0;
		service.push(made(`r${service.length}`, time - late));
	};
	const before = upTo(30);
	for (let index = 0; index < before; index += 1) {
		time += upTo(3) * upTo(400);
		make();
	}
	const first = poll(undefined, service);
	let memory = first.memory;
	let saved = JSON.stringify(memory);
	for (let step = 0; step < 60; step += 1) {
		const what = upTo(10);
		if (what < 5) {
			// Half of them in the same second as the one before.
			time += upTo(2) * upTo(900);
			make();
		} else if (what < 9) {
			const polled = poll(memory, service);
			memory = polled.memory;
			given.push(...polled.given);
			// n8n saves the state of a poll that gave something.
			if (polled.given.length > 0) saved = JSON.stringify(memory);
		} else {
			memory = memorySchema.parse(JSON.parse(saved));
			time += upTo(2) * 30 * 24 * 60 * 60;
		}
	}
	given.push(...poll(memory, service).given);
	return { given, expected: service.slice(before).map(({ id }) => id), first: first.given };
}

describe('a trigger over a long time', () => {
	it('gives each record once, whatever happens: 2,000 random lives', () => {
		let records = 0;
		for (let seed = 1; seed <= 2000; seed += 1) {
			const { given, expected, first } = live(seed);
			expect(first).toEqual([]);
			expect({ seed, given: [...given].sort() }).toEqual({ seed, given: [...expected].sort() });
			records += expected.length;
		}
		expect(records).toBeGreaterThan(20_000);
	});
});

describe('what a trigger remembers', () => {
	it('is no more than the last minutes before the newest record', () => {
		const records = Array.from({ length: 1000 }, (_, index) =>
			made(`r${index}`, START + index * 60),
		);
		const memory = remember(blank('newPost 1'), records);
		expect(Object.keys(memory.seen)).toHaveLength(11);
		expect(memory.newest).toBe(START + 999 * 60);
	});

	it('can be told apart from what another page or a version before left behind', () => {
		expect(memorySchema.safeParse({}).success).toBe(false);
		expect(memorySchema.safeParse({ watched: 'newPost 1', newest: '1', seen: {} }).success).toBe(
			false,
		);
	});

	it('of an empty page makes the first record a new one', () => {
		const { memory } = poll(undefined, []);
		expect(poll(memory, [made('first', START)]).given).toEqual(['first']);
	});

	it('tells records of one second apart by their ID', () => {
		const one = made('one', START);
		const { memory } = poll(undefined, [one]);
		const other = made('other', START);
		const polled = poll(memory, [one, other]);
		expect(polled.given).toEqual(['other']);
		expect(poll(polled.memory, [one, other]).given).toEqual([]);
	});

	it('keeps its horizon when there was no time to read everything', () => {
		const { memory } = poll(undefined, [made('before', START)]);
		const read = made('read', START + 7200);
		const left = made('left', START + 60);
		const partly = remember(memory, [read], false);
		expect(isNew(partly, read)).toBe(false);
		expect(isNew(partly, left)).toBe(true);
		const whole = remember(partly, [read, left]);
		expect(whole.newest).toBe(read.time);
	});

	it('knows an ID that is a name of JavaScript, too', () => {
		const { memory } = poll(undefined, [made('1', START)]);
		expect(isNew(memory, made('constructor', START))).toBe(true);
	});
});

describe('new records', () => {
	it('are given oldest first; of one second, in the order in which they were made', () => {
		const service = ['a', 'b', 'c', 'd'].map((id, index) =>
			made(id, START + Math.floor(index / 2)),
		);
		expect(oldestFirst(listOf(service)).map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
	});
});
