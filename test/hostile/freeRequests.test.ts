/** The free request of each node: a path, a query and a body of anything go below the service's own address, or nowhere. */
import { fc } from '../fuzz';

import { variantsOf } from '../../connection/model/service';
import { answer } from '../builders';
import { everyOperation } from '../catalogue';
import { GIVEN, stored } from './connected';
import { expectDecentRun } from './harmless';
import { hostileJson, hostileText } from './hostile';
import { run } from './run';
import { baseOf } from './studied';

const METHODS = ['DELETE', 'GET', 'PATCH', 'POST', 'PUT'];

const rows = everyOperation
	.filter(({ resource }) => resource === 'apiRequest')
	.flatMap((row) =>
		variantsOf(row.service).map(
			(variant) => [`${row.service.displayName} (${variant})`, row, variant] as const,
		),
	);

/** What every service needs to be told before: of an account, and of a page. */
const told = { dc: 'us21', accountname: 'A', user_id: 1, id: '1', name: 'A', access_token: GIVEN };

/** Paths that could be meant so, and others. */
const paths = fc.oneof(
	hostileText(['/lists', 'lists/abc', '/me', '%20']),
	hostileText(['/lists', '/abc']).map((more) => `/lists${more}`),
	fc.webPath(),
);

describe.each(rows)('a free request to %s', (_name, row, variant) => {
	const credentials = stored(row.service, variant);
	const held = { service: row.service, variant, credentials };
	const base = new URL(baseOf(row, variant));

	it('goes below its address with what was typed, or is refused by the field', async () => {
		let sent = 0;
		await fc.assert(
			fc.asyncProperty(
				fc.constantFrom(...METHODS),
				paths,
				fc.oneof(
					fc.dictionary(hostileText(['limit', 'access_token']), fc.oneof(hostileText(), fc.nat())),
					hostileJson,
				),
				hostileJson,
				async (method, path, query, body) => {
					const fields = { method, path, query, body };
					const parameters = {
						...{ actAs: 'connection' },
						...Object.fromEntries(
							Object.keys(fields).map((name) => [name, `={{ $json.${name} }}`]),
						),
					};
					const script = () => answer(200, told);
					const ran = await run({ row, variant, parameters, script, credentials, item: fields });
					await expectDecentRun(held, ran);
					const last = ran.requests.at(-1);
					const said = String(ran.items[0]?.error ?? '');
					if (said) return expect(said).toMatch(/"(?:Path|Query \(JSON\)|Body \(JSON\))" /);
					sent += 1;
					const url = new URL(last?.url ?? '');
					expect(`${url.pathname}/`.startsWith(`${base.pathname}/`)).toBe(true);
					expect(last?.method).toBe(method);
					// The query has what was typed, and a proof where the service wants one.
					const { parameter = '' } = row.service.tokenProof ?? {};
					const names = Object.keys(last?.qs ?? {}).filter((name) => name !== parameter);
					const typed = Object.keys(Object(query)).filter((name) => name !== parameter);
					expect(names.sort()).toEqual(typed.sort());
				},
			),
			{ numRuns: 150 },
		);
		expect(sent).toBeGreaterThan(0);
	});
});
