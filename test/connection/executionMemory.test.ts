import { createExecutionMemory } from '../../connection/executionMemory';
import { host, inTurn, spaces } from '../builders';

/** A node of one execution. */
const during = (executionId?: string) =>
	host({ service: spaces, credentials: {}, script: inTurn(), executionId }).context;

/** A memory of so many answers, and what was really asked. */
function remembering(capacity?: number) {
	const memory = createExecutionMemory<string>(capacity);
	const asked: string[] = [];
	const want = async (executionId?: string) =>
		await memory(during(executionId), 'what', async () => {
			asked.push(executionId ?? 'none');
			return await Promise.resolve(`answer ${asked.length}`);
		});
	return { memory, asked, want };
}

describe('the memory of an execution', () => {
	it('asks once an execution, and always where there is none', async () => {
		const { asked, want } = remembering();
		expect([await want('1'), await want('1'), await want('2')]).toEqual([
			'answer 1',
			'answer 1',
			'answer 2',
		]);
		await want();
		await want();
		expect(asked).toEqual(['1', '2', 'none', 'none']);
	});

	it('forgets the oldest when it holds as much as it may', async () => {
		const { asked, want } = remembering(2);
		for (const execution of ['1', '2', '1', '3', '2', '3', '1']) await want(execution);
		expect(asked).toEqual(['1', '2', '3', '1']);
	});

	it('asks again after a failure', async () => {
		const { memory, want, asked } = remembering();
		const failing = memory(
			during('1'),
			'what',
			async () => await Promise.reject(new Error('No answer')),
		);
		await expect(failing).rejects.toThrow('No answer');
		await want('1');
		expect(asked).toEqual(['1']);
	});
});
