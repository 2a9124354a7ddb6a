import type { Host } from '../../../operation/host';

/** The triggers that are at work. */
const atWork = new Set<string>();

/**
 * Runs a poll, unless its trigger is still at work on the one before, which n8n does not wait for: both would tell the same
 * changes, and the one that ends last would remember what was.
 * @returns `null` where it is
 */
export async function alone<T>(
	{ workflowId, nodeId, log }: Pick<Host, 'workflowId' | 'nodeId' | 'log'>,
	work: () => Promise<T>,
): Promise<T | null> {
	const key = `${workflowId}/${nodeId}`;
	if (atWork.has(key)) {
		log('the poll before this one is still at work: poll less often, or watch fewer connections');
		return null;
	}
	atWork.add(key);
	try {
		return await work();
	} finally {
		atWork.delete(key);
	}
}
