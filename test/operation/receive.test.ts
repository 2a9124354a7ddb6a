import type { IBinaryData, IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import { FileResult, operationsOf } from '../../operation/operation';
import { fileNameIn, receiveFile } from '../../operation/receive';
import { runOperation } from '../../operation/run';
import type { Script } from '../builders';
import { held, host, spaces } from '../builders';

const download = operationsOf(spaces)({
	name: 'Download',
	action: 'Download',
	description: 'Download',
	requires: [],
	fields: [],
	input: z.object({}),
	run: async (connection, _input, _files, n8n) => {
		const file = await receiveFile(connection, n8n, {
			method: 'GET',
			path: '/files/a%20b.txt?x=1',
		});
		return new FileResult({ name: file.fileName }, { data: file });
	},
});

const resources = { file: { name: 'File', operations: { download } } };

/** A stream of these pieces. */
async function* streamOf(...pieces: readonly string[]) {
	for (const piece of pieces) yield await Promise.resolve(piece);
}

/** Downloads what the service gives; the host stores it piece by piece and says what it was given. */
async function run(
	content: AsyncIterable<string>,
	headers: IDataObject = {},
	signal?: AbortSignal,
) {
	// n8n's helper gives a stream as the body where one was asked for.
	const script = (() => ({ statusCode: 200, headers, body: content })) as unknown as Script;
	const { context } = host({
		service: spaces,
		credentials: held.spaces(),
		script,
		resources,
		parameters: { resource: 'file', operation: 'download' },
		onError: 'continueRegularOutput',
		signal,
	});
	const pieces: string[] = [];
	context.helpers.prepareBinaryData = async (given, fileName, mimeType) => {
		for await (const piece of given as unknown as AsyncIterable<string>) pieces.push(String(piece));
		return { data: '', fileName, mimeType: mimeType ?? '' } satisfies IBinaryData;
	};
	const running = runOperation(context, spaces, resources);
	return { item: (await running)[0]?.[0], pieces };
}

describe('a file of a service', () => {
	it('is stored as it comes, with its name and type', async () => {
		const { item, pieces } = await run(streamOf('one', 'two'), {
			'content-type': 'text/plain; charset=utf-8',
			'content-disposition': 'attachment; filename="report.txt"',
		});
		expect(pieces).toEqual(['one', 'two']);
		expect(item).toEqual({
			json: { name: 'report.txt' },
			binary: { data: { data: '', fileName: 'report.txt', mimeType: 'text/plain' } },
			pairedItem: { item: 0 },
		});
	});

	it('has the last segment of its path for a name where the service says none', async () => {
		expect((await run(streamOf('one'))).item?.json).toEqual({ name: 'a b.txt' });
	});

	it('that breaks off is a failure of its item', async () => {
		const broken = (async function* () {
			yield 'one';
			await Promise.reject(new Error('aborted'));
		})();
		const { item } = await run(broken);
		expect(item?.json.error).toMatch(/^The file "a b.txt" could not be stored: aborted/);
		expect(item?.binary).toBeUndefined();
	});
});

describe('the name of a file', () => {
	it.each([
		['attachment; filename=plain.txt', 'plain.txt'],
		['attachment; filename="with \\"quotes\\".txt"', 'with "quotes".txt'],
		['attachment; filename="e.txt"; filename*=UTF-8\'\'%E2%82%AC.txt', '€.txt'],
		['attachment; filename="../../etc/passwd"', 'passwd'],
		['attachment; filename="C:\\\\temp\\\\a.txt"', 'a.txt'],
		['attachment', undefined],
		[undefined, undefined],
	])('in %j is %j', (header, name) => {
		expect(fileNameIn(header)).toBe(name);
	});
});
