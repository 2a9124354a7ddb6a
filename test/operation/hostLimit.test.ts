import type { NodeContext } from '../../connection/request/transport';
import { hostOf } from '../../operation/host';

it('an inline run that never ends is ended when its time is over', async () => {
	const context = {
		getNode: () => ({ id: 'n', name: 'n', type: 'p.n' }),
		getWorkflow: () => ({ id: 'w' }),
		executeWorkflow: async () => await new Promise<never>(() => {}),
	} as unknown as NodeContext;
	const workflow = { name: 'w', nodes: [], connections: {}, input: {} };
	await expect(hostOf(context).runInline(workflow, 20)).rejects.toMatchObject({
		code: 'ETIMEDOUT',
	});
});
