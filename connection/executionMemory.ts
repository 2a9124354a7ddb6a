import type { NodeContext } from './request/transport';

/** So many small answers may be remembered, such as what a connection was granted. */
const MANY = 500;

/** Asks something once an execution, however often its nodes and loops want to know it. */
export type ExecutionMemory<T> = (
	context: NodeContext,
	name: string,
	ask: () => Promise<T>,
) => Promise<T>;

/**
 * Creates a memory for one kind of answer. What failed is asked again.
 * @param capacity so many answers are remembered, also when their executions are over; the oldest give way
 * @returns a function that takes the name of what is asked, such as the connection's
 */
export function createExecutionMemory<T>(capacity = MANY): ExecutionMemory<T> {
	const remembered = new Map<string, Promise<T>>();
	return async (context, name, ask) => {
		const execution = context.getExecutionId();
		if (!execution) return await ask();
		const key = `${execution}/${name}`;
		const known = remembered.get(key);
		if (known) return await known;
		const asked = ask();
		remembered.set(key, asked);
		const [oldest] = remembered.keys();
		if (remembered.size > capacity && oldest !== undefined) remembered.delete(oldest);
		void asked.catch(() => remembered.delete(key));
		return await asked;
	};
}
