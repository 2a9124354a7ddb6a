import { alone } from '../../../nodes/Connections/polling/alone';

/** A trigger, with what it said in the log. */
const trigger = (nodeId: string) => {
	const said: string[] = [];
	return { workflowId: 'workflow', nodeId, log: (text: string) => said.push(text), said };
};

it('a poll is passed over while the one before is at work, and the log says why', async () => {
	const one = trigger('one');
	let end = () => {};
	const first = alone(one, async () => {
		await new Promise<void>((resolve) => (end = resolve));
		return 'first';
	});
	expect(await alone(one, async () => 'second')).toBeNull();
	expect(one.said).toEqual([expect.stringContaining('still at work')]);
	expect(await alone(trigger('other'), async () => 'of another node')).toBe('of another node');
	end();
	expect(await first).toBe('first');
	expect(await alone(one, async () => 'third')).toBe('third');
});

it('a poll that failed is over', async () => {
	const one = trigger('one');
	const failing = alone(one, async () => await Promise.reject(new Error('n8n does not answer')));
	await expect(failing).rejects.toThrow('n8n does not answer');
	expect(await alone(one, async () => 'next')).toBe('next');
});
