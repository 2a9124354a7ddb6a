import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { fieldReader } from '../../operation/input';
import { operationsOf } from '../../operation/operation';
import { answer, held, host, inTurn, spaces } from '../builders';

const fields: INodeProperties[] = [
	{ displayName: 'When', name: 'when', type: 'dateTime', default: '' },
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		default: {},
		options: [{ displayName: 'Since', name: 'since', type: 'dateTime', default: '' }],
	},
];

const send = operationsOf(spaces)({
	name: 'Send',
	action: 'Send',
	description: 'Send',
	requires: [],
	fields,
	input: z.object({}),
	run: async () => ({}),
});

const read = (when: string) => {
	const { context } = host({
		service: spaces,
		credentials: held.spaces(),
		script: inTurn(answer(200, {})),
		resources: { request: { name: 'Request', operations: { send } } },
		parameters: { resource: 'request', operation: 'send', when, filters: { since: when } },
	});
	context.getTimezone = () => 'Europe/Prague';
	return fieldReader(context, fields)(0);
};

describe('a moment in a field', () => {
	it.each([
		['2026-07-01T12:00:00', '2026-07-01T12:00:00.000+02:00'],
		['2026-12-01T12:00:00', '2026-12-01T12:00:00.000+01:00'],
		['2026-12-01 12:00:00', '2026-12-01T12:00:00.000+01:00'],
		['2026-12-01', '2026-12-01T00:00:00.000+01:00'],
	])('is of the time zone of the workflow, if it says no other: %s', (typed, moment) => {
		const { when, filters } = read(typed);
		expect(when).toBe(moment);
		expect(filters).toEqual({ since: when });
	});

	it.each(['2026-12-01T12:00:00-05:00', '={{ DateTime.fromISO("2026-12-01T12:00:00-05:00") }}'])(
		'is the same moment where it says its offset: %s',
		(typed) => {
			const { when } = read(typed);
			expect(Date.parse(String(when))).toBe(Date.parse('2026-12-01T17:00:00Z'));
		},
	);

	it.each(['', 'tomorrow', '5', '2026', '2026-13-45T00:00:00'])(
		'is left as it is: "%s"',
		(typed) => {
			expect(read(typed).when).toBe(typed);
		},
	);
});
