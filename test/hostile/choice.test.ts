/** What an operation is chosen by, where a workflow that was written elsewhere says anything. */
import { fc } from '../fuzz';

import type { Service } from '../../connection/model/service';
import { variantsOf } from '../../connection/model/service';
import type { Resources } from '../../operation/operation';
import { answer, inTurn } from '../builders';
import { nodes } from '../catalogue';
import { expectDecent } from './harmless';
import { hostileText } from './hostile';
import { run } from './run';

/** A run of a node that is set to what a workflow says. */
async function chosen(service: Service, resources: Resources, resource: string, name: string) {
	const [variant = 'apiKey'] = variantsOf(service);
	const [first] = Object.entries(resources);
	const [operation = '', declared] = Object.entries(first?.[1].operations ?? {})[0] ?? [];
	if (!first || !declared) throw new Error('a node without operations');
	return await run({
		row: { service, resources, resource: first[0], operation, declared },
		variant,
		parameters: { resource, operation: name },
		script: inTurn(answer(200, {})),
	});
}

describe.each(
	nodes.map(([service, resources]) => [service.displayName, service, resources] as const),
)('the node of %s', (_name, service, resources) => {
	it('says that it does not know what it is set to, and sends nothing', async () => {
		const known = fc.constantFrom(...Object.keys(resources));
		const choice = fc.tuple(fc.oneof(hostileText(), known), hostileText());
		await fc.assert(
			fc.asyncProperty(choice, async ([resource, name]) => {
				const { errors, requests } = await chosen(service, resources, resource, name);
				expect(requests).toEqual([]);
				expect(errors).toHaveLength(1);
				expectDecent(errors[0], []);
			}),
			{
				numRuns: 100,
				examples: [[['constructor', 'name']], [['connection', 'toString']]],
			},
		);
	});
});
