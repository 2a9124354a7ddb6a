/** Hostile values in every field of every operation: none becomes another path, host, header or prototype. */
import { fc } from '../fuzz';
import type { IDataObject, IHttpRequestOptions, INodeParameters } from 'n8n-workflow';

import type { Row } from '../catalogue';
import { stored } from './connected';
import { expectDecentRun } from './harmless';
import { hostileJson, hostileText } from './hostile';
import { run } from './run';
import { cases, study } from './studied';
import { textsIn, withAt } from './trees';

/** What a request is, whatever its ids are. */
const shapeOf = ({ method = 'GET', url }: IHttpRequestOptions) =>
	`${method} with ${new URL(url).pathname.split('/').length - 1} segments`;

/** Where a value of an item can stand: where a text does, and in the place of whole fields that hold a single value. */
function placesOf(
	{ declared }: Row,
	parameters: INodeParameters,
): ReadonlyArray<readonly string[]> {
	const whole = declared.fields
		.filter(({ type }) => !['notice', 'fixedCollection', 'resourceMapper'].includes(type))
		.map(({ name }) => [name]);
	const texts = textsIn(parameters).filter((place) => place.at(-1) !== 'mode');
	return [...texts, ...whole];
}

/** Values for one place or two; none where there is no place. */
const changesAt = (places: ReadonlyArray<readonly string[]>) =>
	places.length === 0
		? fc.constant([])
		: fc.array(
				fc.record({
					place: fc.constantFrom(...places),
					value: fc.oneof(
						{ weight: 5, arbitrary: hostileText() },
						{ weight: 1, arbitrary: hostileJson },
					),
				}),
				{ minLength: 1, maxLength: 2 },
			);

/** A node whose fields take these values from its item, as workflows do. */
function attacked({
	parameters,
	changes,
}: {
	readonly parameters: INodeParameters;
	readonly changes: ReadonlyArray<{ readonly place: readonly string[]; readonly value: unknown }>;
}): { parameters: INodeParameters; item: IDataObject } {
	const item = Object.fromEntries(changes.map(({ value }, index) => [`given${index}`, value]));
	const changed = changes.reduce<unknown>(
		(tree, { place }, index) => withAt(tree, place, `={{ $json.given${index} }}`),
		parameters,
	);
	return { parameters: changed as INodeParameters, item: item as IDataObject };
}

describe.each(cases)('%s', (_name, one) => {
	const { row, variant } = one;
	const held = { service: row.service, variant, credentials: stored(row.service, variant) };
	const isFree = row.resource === 'apiRequest';

	it('is not led elsewhere, broken or made to tell by what its fields hold', async () => {
		const { settings, answers, runs } = await study(one);
		// Else nothing is tried: its fields do not say what they take, or it needs answers that cannot be guessed.
		expect(runs.flatMap(({ requests }) => requests)).not.toEqual([]);
		const shapes = new Set(runs.flatMap(({ requests }) => requests.map(shapeOf)));
		for (const ran of runs) await expectDecentRun(held, ran);

		const attack = fc.constantFrom(...settings).chain((parameters) =>
			fc.record({
				parameters: fc.constant(parameters),
				changes: changesAt(placesOf(row, parameters)),
			}),
		);
		await fc.assert(
			fc.asyncProperty(attack, async (given) => {
				const ran = await run({ row, variant, script: answers.script, ...attacked(given) });
				await expectDecentRun(held, ran);
				if (!isFree) expect([...shapes]).toEqual(expect.arrayContaining(ran.requests.map(shapeOf)));
			}),
			{ numRuns: 20 },
		);
	});
});
