/** Answers of another form than documented, at every place of every answer that an operation reads. */
import { fc } from '../fuzz';

import type { Script, ScriptedAnswer } from '../builders';
import { stored } from './connected';
import { expectDecentRun } from './harmless';
import { hostileJson, hostileText } from './hostile';
import { hurried } from './hurried';
import { run } from './run';
import { cases, study } from './studied';
import { placesIn, withAt } from './trees';

const STATUSES = [200, 200, 200, 201, 204, 302, 400, 401, 403, 404, 409, 422, 429, 500, 503];

/** Bodies that are no JSON, or not all of it. */
const text = fc.oneof(
	hostileText(),
	fc.constantFrom(
		'<html><body>Bad gateway</body></html>',
		'{"a":',
		'',
		'\ufeff{}',
		'null',
		'[',
		'"',
	),
);

/** What is wrong with an answer. */
const wrong = fc.record({
	/** Which of the run's answers. */
	number: fc.integer({ min: 1, max: 3 }),
	status: fc.constantFrom(...STATUSES),
	/** Which of its places, as a share of them. */
	place: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
	value: fc.oneof(hostileJson, hostileText(), fc.constantFrom(1e308, -1e308, -1, 2 ** 53)),
	text: fc.option(text, { freq: 6 }),
	headers: fc.dictionary(
		fc.constantFrom('retry-after', 'x-app-usage', 'x-business-use-case-usage', 'location'),
		fc.oneof(
			hostileText(['5', 'Wed, 21 Oct 2099 07:28:00 GMT', '{"call_count":1e9}', '{"a":[{}]}']),
			fc.constantFrom('{"call_count":200,"estimated_time_to_regain_access":1e9}', '99999999999'),
		),
	),
});

type Wrong = typeof wrong extends fc.Arbitrary<infer T> ? T : never;

/** An answer with something wrong in it. */
function spoiled(
	body: unknown,
	{ status, place, value, text: whole, headers }: Wrong,
): ScriptedAnswer {
	const places = placesIn(body);
	const at = places[Math.floor(place * places.length)] ?? [];
	return {
		statusCode: status,
		headers,
		body: whole ?? JSON.stringify(withAt(body, at, value)) ?? '',
	};
}

describe.each(cases)('%s', (_name, one) => {
	const { row, variant } = one;
	const held = { service: row.service, variant, credentials: stored(row.service, variant) };

	it('takes what it can read, and says of all else that it cannot', async () => {
		const { settings, answers } = await study(one);
		await fc.assert(
			fc.asyncProperty(fc.constantFrom(...settings), wrong, async (parameters, given) => {
				const script: Script = (request, count) =>
					count === given.number
						? spoiled(answers.bodyFor(request), given)
						: answers.script(request, count);
				const ran = await hurried(async () => await run({ row, variant, parameters, script }));
				await expectDecentRun(held, ran);
			}),
			{ numRuns: 25 },
		);
	});
});
