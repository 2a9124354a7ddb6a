import type { NodeContext } from './transport';

/** So many answers are remembered; the oldest give way. */
const CAPACITY = 500;

/** Asks something once an execution, however often its nodes and loops want to know it. */
export type ExecutionMemory<T> = (
	context: NodeContext,
	name: string,
	ask: () => Promise<T>,
) => Promise<T>;

/**
 * Creates a memory for one kind of answer. What failed is asked again.
 * @returns a function that takes the name of what is asked, such as the connection's
 */
export function createExecutionMemory<T>(): ExecutionMemory<T> {
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
		if (remembered.size > CAPACITY && oldest !== undefined) remembered.delete(oldest);
		void asked.catch(() => remembered.delete(key));
		return await asked;
	};
}
