import type { IDataObject } from 'n8n-workflow';

import { recall, remember, useOnce } from '../../../../nodes/Connections/page/memory';
import type { Host } from '../../../../operation/host';
import { verdict } from '../connections';

const hostWith = (state: IDataObject) => ({ staticData: () => state }) as Partial<Host> as Host;

it('remembers what was found, with its dates', () => {
	const state: IDataObject = {};
	const ends = new Date('2027-01-01T00:00:00.000Z');
	const found = verdict('working', {
		findings: { account: { id: '1', name: 'Flowers' }, endings: { token: ends, access: 'never' } },
	});
	const at = '2026-11-27T00:00:00.000Z';
	const known = {
		checked: { a: { at, verdict: found } },
		used: { o: 1 },
		uses: { at, since: at, used: { a: at } },
	};
	remember(hostWith(state), known);
	const stored = JSON.parse(JSON.stringify(state)) as IDataObject;
	expect(recall(hostWith(stored))).toEqual(known);
});

it('takes what it cannot read for nothing', () => {
	expect(recall(hostWith({ page: { version: 0 } }))).toEqual({ checked: {}, used: {} });
});

describe('a note', () => {
	it('is used once, and forgotten when it is over', () => {
		const memory = { checked: {}, used: { old: 5, open: 50 } };
		expect(useOnce(memory, { once: 'new', ends: 90 }, 10)).toEqual({ open: 50, new: 90 });
		expect(useOnce(memory, { once: 'open', ends: 50 }, 10)).toBeUndefined();
	});
});
