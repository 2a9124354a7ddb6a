import type { Connection } from '../../../connection/connection';
import type { LookedInto } from '../../../nodes/Connections/polling/memory';
import { lookInto } from '../../../nodes/Connections/polling/lookInto';
import { n8n } from '../../../services/n8n';
import { credential, NOW } from './connections';

const now = Date.parse(NOW);
const ends = new Date(now + 5 * 24 * 60 * 60 * 1000);

/** A connection whose access ends in five days, as far as it is asked here. */
const opened = {
	service: n8n,
	variant: 'apiKey',
	permissions: async () => ({ granted: ['listCredentials'] }),
	endings: async () => ({ token: ends }),
} as Partial<Connection> as Connection;

const look = async (days: number | undefined, before: LookedInto | undefined) => {
	const { lookedInto, changes } = await lookInto(opened, {
		credential: credential('a'),
		before,
		days,
		now,
	});
	return { lookedInto, events: changes.map(({ event }) => event) };
};

describe('an ending that is near', () => {
	it('is told once', async () => {
		const first = await look(7, {});
		expect(first.events).toEqual(['expiresSoon']);
		expect((await look(7, first.lookedInto)).events).toEqual([]);
	});

	it('is told when it comes nearer than the days that are set', async () => {
		expect((await look(4, {})).events).toEqual([]);
		expect((await look(5, {})).events).toEqual(['expiresSoon']);
	});

	it('is not taken for told while nobody wants to know it', async () => {
		const silent = await look(undefined, {});
		expect(silent.events).toEqual([]);
		expect((await look(7, silent.lookedInto)).events).toEqual(['expiresSoon']);
	});

	it('is not told at the first poll', async () => {
		expect((await look(7, undefined)).events).toEqual([]);
	});
});
