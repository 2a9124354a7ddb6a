/** What a person does on the page: by the operations that the node has for it. */
import type { IDataObject } from 'n8n-workflow';

import { ConnectionFailure } from '../../../connection/failure/failure';
import { asFailure } from '../../../operation/group';
import { checkInput } from '../../../operation/input';
import type { Operation } from '../../../operation/operation';
import { remove } from '../resources/connection/delete';
import { rename } from '../resources/connection/rename';
import { replace } from '../resources/connection/replace';
import { sentence } from '../words';
import type { Acting, Result } from './acting';
import { readLastUses } from './lastUses';
import type { AskedAct } from './request';
import { verify } from './verifying';

/** Runs an operation of the node with an input as its fields would give it. */
async function operate<P extends string, I>(
	operation: Operation<P, I>,
	input: IDataObject,
	{ connection, host, files }: Acting,
): Promise<IDataObject> {
	if (!('run' in operation)) throw new Error('Only operations with one result run on the page');
	const read = checkInput(operation.input, operation.fields, input);
	const { missing } = await connection.check(operation.requires);
	if (missing.length > 0) {
		throw new ConnectionFailure(`The API key of the node lacks: ${missing.join(', ')}`, {
			kind: 'permission',
			advice: 'Nothing was done. Give the key these scopes in the settings of n8n.',
		});
	}
	return (await operation.run(connection, read, files, host)) as IDataObject;
}

async function doRename({ ids, values }: AskedAct, acting: Acting): Promise<Result> {
	const input = { which: 'one', connection: ids[0], newName: values.name, filters: {} };
	const details = await operate(rename, input, acting);
	const message = `"${String(details.oldName)}" is now called "${String(details.newName)}".`;
	return { notice: { isDone: true, message }, details, checked: acting.checked };
}

async function doDelete({ ids, values }: AskedAct, acting: Acting): Promise<Result> {
	const input = { connection: ids[0], confirmation: values.confirmation ?? '', preview: false };
	const details = await operate(remove, input, acting);
	const message = `"${String(details.name)}" was deleted.`;
	return { notice: { isDone: true, message }, details, checked: acting.checked };
}

/** The workflows of a plan, and what speaks against it. */
function linesOf({ workflows, obstacles }: IDataObject): string[] {
	const names = (Array.isArray(workflows) ? workflows : []).map(
		(one) => `Workflow: ${String((one as IDataObject).name)}`,
	);
	return [...(Array.isArray(obstacles) ? obstacles.map(String) : []), ...names];
}

async function doReplace({ ids, values }: AskedAct, acting: Acting): Promise<Result> {
	const { replacement, apply } = values;
	const preview = apply !== '1';
	const input = { connection: ids[0], replacement, revoke: false, preview };
	const details = await operate(replace, input, acting);
	const isReady = preview && Array.isArray(details.obstacles) && details.obstacles.length === 0;
	const message = preview
		? isReady
			? 'It can be replaced. Nothing was changed yet: select Replace to do it.'
			: 'It cannot be replaced yet. Nothing was changed.'
		: 'It was replaced and deleted.';
	return {
		notice: {
			isDone: !preview || isReady,
			message,
			lines: linesOf(details),
			replacement: isReady ? replacement : undefined,
		},
		details,
		checked: acting.checked,
	};
}

const PERFORM = {
	verify,
	lastUse: async (_act: AskedAct, acting: Acting) => await readLastUses(acting),
	rename: doRename,
	delete: doDelete,
	replace: doReplace,
} as const;

/** Does what is asked. What fails is told, as it is by the operation itself. */
export async function perform(act: AskedAct, acting: Acting): Promise<Result> {
	try {
		return await PERFORM[act.name](act, acting);
	} catch (error) {
		const { message, advice } = asFailure(error);
		return {
			notice: { isDone: false, message: `${sentence(message)} ${advice}` },
			details: { error: message },
			checked: acting.checked,
		};
	}
}
