/** Lists that lead elsewhere, in a circle, or on for ever without a record. */
import { fc } from '../fuzz';

import { isObject } from '../../operation/fields';
import type { Script } from '../builders';
import { answer } from '../builders';
import { stored } from './connected';
import { expectDecentRun } from './harmless';
import { hostileText } from './hostile';
import { run } from './run';
import { cases, study } from './studied';

/** More pages than any of these lists has. */
const FAR_TOO_MANY = 400;

/** Where a list may say that it goes on. */
const next = fc.oneof(
	hostileText(['https://evil.example/next', '//evil.example/next', 'abc']),
	fc.constantFrom(
		'https://graph.facebook.com@evil.example/v26.0/1/feed?after=a',
		'http://169.254.169.254/latest/meta-data/',
		'file:///etc/passwd',
		'//evil.example/3.0/lists',
		'/../../oauth/access_token',
	),
);

/** A page that says it goes on there, in the words of any service. */
function goingOn(page: unknown, there: string, total: number): unknown {
	const held = isObject(page) ? page : { data: page };
	return {
		...held,
		total_items: total,
		nextCursor: there,
		next: there,
		paging: { next: there, cursors: { after: there, before: there } },
		_links: [{ rel: 'next', href: there }],
		pg: { offset: 0, limit: 1, next: there },
	};
}

/** What the pages of a list hold: no records, always the same ones, or others each time. */
const CONTENTS = {
	none: () => [],
	same: (records: readonly unknown[]) => records,
	others: (records: readonly unknown[], count: number) =>
		records.map((one) => (isObject(one) ? { ...one, number: count } : one)),
} as const;

type Content = keyof typeof CONTENTS;

/** A page with other records: what else it says is left. */
function holding(page: unknown, content: Content, count: number): unknown {
	const change = CONTENTS[content];
	if (Array.isArray(page)) return change(page, count);
	if (!isObject(page)) return page;
	return Object.fromEntries(
		Object.entries(page).map(([name, value]) => [
			name,
			Array.isArray(value) ? change(value, count) : value,
		]),
	);
}

const lists = cases.filter(([, { row }]) => 'list' in row.declared);

describe.each(lists)('%s', (_name, one) => {
	const { row, variant } = one;
	const held = { service: row.service, variant, credentials: stored(row.service, variant) };

	/** Runs the list with pages that go on and on. */
	async function endless(there: (count: number) => string, content: Content, total: number) {
		const { settings, answers, runs } = await study(one);
		const first = runs[0]?.requests.length ?? 0;
		const script: Script = (request, count) => {
			if (count > FAR_TOO_MANY) throw new Error(`${count} requests were sent`);
			const body = answers.bodyFor(request);
			// What is asked before the list itself is answered as ever.
			if (count < first) return answers.script(request, count);
			return answer(200, goingOn(holding(body, content, count), there(count), total));
		};
		return await run({ row, variant, parameters: settings[0] ?? {}, script });
	}

	it('goes nowhere else, wherever a page says that the list goes on', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(next, { minLength: 1, maxLength: 4 }),
				fc.constantFrom('none', 'same', 'others'),
				async (places, content) => {
					const ran = await endless(
						(count) => places[count % places.length] ?? '',
						content,
						places.length * 50,
					);
					await expectDecentRun(held, ran);
					expect(ran.requests.length).toBeLessThanOrEqual(FAR_TOO_MANY);
				},
			),
			{ numRuns: 10 },
		);
	});

	it.each([
		['without a record', 'none'],
		['with the same records', 'same'],
	] as const)('ends, also where the service has ever new places %s', async (_what, content) => {
		const ran = await endless((count) => `place-${count}`, content, 1e15);
		await expectDecentRun(held, ran);
		expect(ran.requests.length).toBeLessThanOrEqual(FAR_TOO_MANY);
	});
});
