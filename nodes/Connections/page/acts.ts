/** What a person does on the page: by the operations that the node has for it. */
import type { IDataObject } from 'n8n-workflow';

import type { Connection } from '../../../connection/connection';
import { ConnectionFailure } from '../../../connection/failure/failure';
import type { Files } from '../../../operation/files';
import { asFailure } from '../../../operation/group';
import type { Host } from '../../../operation/host';
import { checkInput } from '../../../operation/input';
import type { Operation } from '../../../operation/operation';
import type { Credential } from '../api/credentials';
import { checkAll } from '../inspect/check';
import { remove } from '../resources/connection/delete';
import { rename } from '../resources/connection/rename';
import { replace } from '../resources/connection/replace';
import type { Checked } from './memory';
import type { AskedAct } from './request';
import type { Notice } from './view/parts';

/** How connections are inspected. */
const INSPECTING = { atOnce: 5, timeout: 30_000 };

/** What an act works with. */
export interface Acting {
	readonly connection: Connection;
	readonly host: Host;
	readonly files: Files;
	readonly all: readonly Credential[];
	readonly checked: Readonly<Record<string, Checked>>;
}

/** What became of an act: what the person is told, what leaves the node, and what is known from then on. */
export interface Result {
	readonly notice: Notice;
	readonly details: IDataObject;
	readonly checked: Readonly<Record<string, Checked>>;
}

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

/** The connections that are to be verified: one, all, those never verified, or those selected. */
function meant({ ids }: AskedAct, { all, checked }: Acting): Credential[] {
	const [one] = ids;
	if (one === '*') return [...all];
	if (one === 'stale') return all.filter(({ id }) => checked[id] === undefined);
	return all.filter(({ id }) => ids.includes(id));
}

const counted = (verdicts: ReadonlyArray<{ readonly status: string }>) =>
	['broken', 'limited', 'unverifiable', 'working']
		.map((status) => [verdicts.filter((one) => one.status === status).length, status] as const)
		.flatMap(([count, status]) => (count > 0 ? `${count} ${status}` : []))
		.join(', ');

async function verify(act: AskedAct, acting: Acting): Promise<Result> {
	const { connection, host, checked } = acting;
	const wanted = meant(act, acting);
	const verdicts = await checkAll(connection, wanted, { host, ...INSPECTING });
	const at = new Date().toISOString();
	const fresh = [...verdicts].map(([id, verdict]) => [id, { at, verdict }] as const);
	const said = counted([...verdicts.values()]);
	const message =
		wanted.length === 0 ? 'No connection was selected.' : `Verified ${wanted.length}: ${said}.`;
	return {
		notice: { isDone: wanted.length > 0, message },
		details: {
			message,
			connections: wanted.map(({ id, name }) => ({
				id,
				name,
				status: verdicts.get(id)?.status ?? 'unverifiable',
			})),
		},
		checked: { ...checked, ...Object.fromEntries(fresh) },
	};
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

const PERFORM = { verify, rename: doRename, delete: doDelete, replace: doReplace } as const;

/** Does what is asked. What fails is told, as it is by the operation itself. */
export async function perform(act: AskedAct, acting: Acting): Promise<Result> {
	try {
		return await PERFORM[act.name](act, acting);
	} catch (error) {
		const { message, advice } = asFailure(error);
		return {
			notice: { isDone: false, message: `${message.replace(/\.$/, '')}. ${advice}` },
			details: { error: message },
			checked: acting.checked,
		};
	}
}
