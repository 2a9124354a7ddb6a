import type * as n8nWorkflow from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import type { Credential } from '../../../nodes/Connections/api/credentials';
import type { Memory } from '../../../nodes/Connections/polling/memory';
import { testOnce, testTwice } from '../../../nodes/Connections/polling/testing';
import type { Verdict } from '../../../nodes/Connections/inspect/verdict';
import { NOW, credential, known, verdict } from './connections';

// Time passes when somebody sleeps, and only then.
jest.mock('n8n-workflow', () => ({
	...jest.requireActual<typeof n8nWorkflow>('n8n-workflow'),
	sleep: async (wait: number) => {
		jest.setSystemTime(Date.now() + wait);
		await Promise.resolve();
	},
}));

beforeEach(() =>
	jest.useFakeTimers({ now: new Date(NOW), doNotFake: ['nextTick', 'queueMicrotask'] }),
);

afterEach(() => jest.useRealTimers());

const named = (count: number): Credential[] =>
	Array.from({ length: count }, (_, index) => credential(`c${index}`));

interface Setting {
	/** What each test says; `broken` where it says nothing. */
	readonly says?: (id: string, look: number) => Verdict;
	/** Milliseconds that a test takes. */
	readonly takes?: number;
	readonly budget?: number;
	readonly memory?: Memory;
	readonly timeLimit?: number;
}

/** Something to test with, and what was tested. */
function testing(setting: Setting = {}) {
	const { says = () => verdict('broken'), takes = 0, budget = 60_000, timeLimit = 1_000 } = setting;
	const looks: string[] = [];
	const limits = new Set<number>();
	const said: string[] = [];
	const given = {
		atOnce: 1,
		timeLimit,
		deadline: Date.now() + budget,
		memory: setting.memory,
		test: async ({ id }: Credential, limit: number) => {
			looks.push(id);
			limits.add(Math.round(limit));
			await sleep(takes);
			return says(id, looks.filter((one) => one === id).length);
		},
		log: (text: string) => said.push(text),
	};
	return { given, looks, limits, said };
}

const statuses = (verdicts: ReadonlyMap<Credential, Verdict>) =>
	[...verdicts].map(([{ id }, { status }]) => [id, status]);

it('what fails is looked at a second time, and what works is not', async () => {
	const says = (id: string, look: number) =>
		verdict(id === 'c1' || look > 1 ? 'working' : 'broken');
	const { given, looks } = testing({ says });
	expect(statuses(await testTwice(given, named(3), 0))).toEqual([
		['c1', 'working'],
		['c0', 'working'],
		['c2', 'working'],
	]);
	expect(looks).toEqual(['c0', 'c1', 'c2', 'c0', 'c2']);
});

it('what was broken before is looked at once', async () => {
	const memory = { connections: { c0: known('broken') }, lookedInto: {} };
	const { given, looks } = testing({ memory });
	expect(statuses(await testTwice(given, named(1), 0))).toEqual([['c0', 'broken']]);
	expect(looks).toEqual(['c0']);
});

describe('with less time than all of it takes', () => {
	it('there is time left for second looks, and the next poll begins with the others', async () => {
		const { given, looks, said } = testing({ takes: 20, budget: 400 });
		const verdicts = await testTwice(given, named(100), 0);
		// First looks begin within half of the time, second looks within three quarters.
		expect(new Set(looks).size).toBe(10);
		expect([...verdicts.keys()].map(({ id }) => id)).toEqual(['c0', 'c1', 'c2', 'c3', 'c4']);
		expect(statuses(verdicts)[0]).toEqual(['c0', 'broken']);
		expect(said[0]).toBe('no time to test 90 of 100 connections: the next poll does');
		const tested = [...verdicts.keys()].map(({ id }) => [id, known('broken', { tested: NOW })]);
		const memory = { connections: Object.fromEntries(tested), lookedInto: {} };
		const next = testing({ takes: 20, budget: 400, memory });
		await testTwice(next.given, named(100), 0);
		expect(verdicts.has(credential(next.looks[0] ?? ''))).toBe(false);
		expect([...verdicts.keys()].some(({ id }) => id === next.looks[0])).toBe(false);
	});

	it('no test waits so long that the poll could not end', async () => {
		const { given, limits } = testing({ budget: 4_000, timeLimit: 300_000 });
		await testTwice(given, named(2), 0);
		await testOnce(given, named(2));
		for (const limit of limits) expect(limit).toBeLessThanOrEqual(500);
	});

	it('a trial has time for as many as a poll', async () => {
		const { given } = testing({ takes: 20, budget: 400 });
		const verdicts = await testOnce(given, named(100));
		expect(verdicts.size).toBe(15);
	});
});
