import { z } from 'zod';

import { openConnection } from '../../connection/connection';
import { isGone } from '../../connection/failure/failure';
import type { ScriptedAnswer } from '../builders';
import { answer, held, host, inTurn, networkError, spaces } from '../builders';

/** How the removal of a record ends, whose waits pass as fast as the machine can. */
async function removal(...answers: Array<ScriptedAnswer | Error>): Promise<unknown> {
	jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
	try {
		const script = inTurn(...answers);
		const { context } = host({ service: spaces, credentials: held.spaces(), script });
		const connection = await openConnection(context, spaces);
		const ended = connection
			.request({ method: 'DELETE', path: '/records/1' }, z.unknown())
			.catch((error: unknown) => error);
		await jest.advanceTimersByTimeAsync(2_000);
		return await ended;
	} finally {
		jest.useRealTimers();
	}
}

describe('what was to be removed', () => {
	it.each<[string, Array<ScriptedAnswer | Error>]>([
		['is not found', [answer(404, {})]],
		[
			'is not found any more, after an attempt without an answer',
			[networkError('ECONNRESET'), answer(404, {})],
		],
	])('is gone where it %s', async (_what, answers) => {
		expect(isGone(await removal(...answers))).toBe(true);
	});

	it('is not gone where the service refuses it', async () => {
		expect(isGone(await removal(answer(403, {})))).toBe(false);
	});

	it('is not gone after an error that is no failure of a request', () => {
		expect(isGone(new Error('404'))).toBe(false);
	});
});
