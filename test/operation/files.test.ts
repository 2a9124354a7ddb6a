import { z } from 'zod';

import { operationsOf } from '../../operation/operation';
import { runOperation } from '../../operation/run';
import { answer, held, host, inTurn, pages } from '../builders';

const upload = operationsOf(pages)({
	name: 'Upload',
	action: 'Upload',
	description: 'Upload',
	requires: [],
	fields: [{ displayName: 'File', name: 'file', type: 'string', default: '' }],
	input: z.object({ file: z.string() }),
	files: ({ file }) => [file],
	run: async (connection, { file }, files) => {
		const form = { source: files[file] ?? 'no file' };
		await connection.request({ method: 'POST', path: '/photos', form }, z.unknown());
		return { file, bytes: files[file]?.content.length };
	},
});

/** A node over items, each with a file of a few bytes in the binary field `data`. */
function uploading(names: readonly string[]) {
	let reading = 0;
	const loaded = { now: 0, peak: 0 };
	const { context, requests } = host({
		service: pages,
		credentials: held.pages(),
		resources: { photo: { name: 'Photo', operations: { upload } } },
		parameters: { resource: 'photo', operation: 'upload', file: '={{ $json.file }}' },
		items: names.map((file) => ({ file })),
		onError: 'continueRegularOutput',
		script: async (request, count) => {
			for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
			loaded.now -= 1;
			return inTurn(answer(200, {}))(request, count);
		},
	});
	for (const item of context.getInputData()) {
		item.binary = { data: { data: '', mimeType: 'image/png', fileName: 'rose.png' } };
	}
	context.helpers.getBinaryDataBuffer = async () => {
		reading += 1;
		loaded.now += 1;
		loaded.peak = Math.max(loaded.peak, loaded.now);
		return Buffer.from('rose');
	};
	return { context, requests, loaded, reads: () => reading };
}

describe('the files of items', () => {
	it('are read just before they are sent, no more of them than requests at once', async () => {
		const { context, loaded, reads } = uploading(Array.from({ length: 40 }, () => 'data'));
		const [items] = await runOperation(context, pages, {
			photo: { name: 'Photo', operations: { upload } },
		});
		expect(items).toHaveLength(40);
		expect(items?.[0]?.json).toEqual({ file: 'data', bytes: 4 });
		expect(reads()).toBe(40);
		expect(loaded.peak).toBeLessThanOrEqual(pages.limits.concurrency);
	});

	it('are sent with their names and types', async () => {
		const { context, requests } = uploading(['data']);
		await runOperation(context, pages, { photo: { name: 'Photo', operations: { upload } } });
		expect(String(requests[0]?.body)).toContain('filename="rose.png"\r\nContent-Type: image/png');
	});

	it('are missing where an item has no such binary field: it fails alone, and says which it has', async () => {
		const { context, requests, reads } = uploading(['data', 'photo', 'data']);
		const [items = []] = await runOperation(context, pages, {
			photo: { name: 'Photo', operations: { upload } },
		});
		expect(items[1]?.json.error).toMatch(/^The item has no binary field "photo": it has data/);
		expect(items[1]?.pairedItem).toEqual({ item: 1 });
		expect([requests.length, reads()]).toEqual([2, 2]);
	});

	it('cannot be read: the item says which one', async () => {
		const { context, requests } = uploading(['data']);
		context.helpers.getBinaryDataBuffer = async () => {
			throw new Error('ENOENT');
		};
		const [items = []] = await runOperation(context, pages, {
			photo: { name: 'Photo', operations: { upload } },
		});
		expect(items[0]?.json.error).toMatch(/"data" cannot be read: Error: ENOENT/);
		expect(requests).toEqual([]);
	});
});
