import type { INodeParameters } from 'n8n-workflow';

import { editions } from '../../builtin/nodes/editions';
import { builtinNodes } from '../../builtin/nodes';
import type { NodeNeeds, Scopes } from '../../builtin/nodes/model';
import { anyOf, narrowest } from '../../builtin/nodes/model';
import { readBuiltin } from '../../builtin/nodes/read';

const google = (name: string) => `https://www.googleapis.com/auth/${name}`;
const MAIL = 'https://mail.google.com/';

/** What a node is read as. */
const read = (
	type: string,
	typeVersion: number,
	parameters: INodeParameters,
	slot = 'gmailOAuth2',
) => readBuiltin({ type: `n8n-nodes-base.${type}`, typeVersion, parameters }, slot);

/** The narrowest scopes with which a node runs. */
function runs(...node: Parameters<typeof read>): string[] {
	const reading = read(...node);
	if (!reading || 'unknown' in reading) throw new Error(reading?.unknown ?? 'not declared');
	return narrowest(reading.runs);
}

describe('the narrowest scopes for several needs', () => {
	const send = anyOf('send compose modify');
	const modify = anyOf('modify');

	it.each<[string, Scopes, string[]]>([
		['take the first of each', [send], ['send']],
		['leave out what another need brings along', [send, modify], ['modify']],
		['do not depend on the order', [modify, send], ['modify']],
		['are none where nothing is needed', [], []],
		[
			'join where a wider scope of one need is the narrowest of another',
			[send, anyOf('compose meta read modify all')],
			['compose'],
		],
	])('%s', (_what, needs, expected) => {
		expect(narrowest(needs)).toEqual(expected);
	});
});

describe("a node of n8n's own", () => {
	it('that only sends mail needs nothing but to send', () => {
		expect(runs('gmail', 2.1, {})).toEqual([google('gmail.send')]);
		expect(runs('gmail', 2.1, { operation: 'sendAndWait' })).toEqual([google('gmail.send')]);
	});

	it('is read with the defaults of its version', () => {
		expect(runs('gmail', 1, {})).toEqual([google('gmail.compose')]);
		expect(runs('googleSheets', 4.7, {}, 'googleSheetsOAuth2Api')).toEqual([
			google('spreadsheets.readonly'),
		]);
	});

	it('as a tool of an agent needs the same', () => {
		expect(runs('gmailTool', 2.1, { operation: 'addLabels' })).toEqual([google('gmail.modify')]);
		expect(runs('gmailHitlTool', 2.1, {})).toEqual([google('gmail.send')]);
	});

	it('needs more where a parameter makes it send another request', () => {
		const named = { options: { senderName: 'Ada' } };
		expect(runs('gmail', 2.1, named)).toEqual([google('gmail.compose')]);
		const elsewhere = { folderId: { __rl: true, mode: 'id', value: 'folder' } };
		const root = { folderId: { __rl: true, mode: 'list', value: 'root' } };
		expect(runs('googleDrive', 3, elsewhere, 'googleDriveOAuth2Api')).toEqual([google('drive')]);
		expect(runs('googleDrive', 3, root, 'googleDriveOAuth2Api')).toEqual([google('drive.file')]);
	});

	it('may need more where an expression decides', () => {
		const computed = { folderId: { __rl: true, mode: 'id', value: '={{ $json.id }}' } };
		expect(runs('googleDrive', 3, computed, 'googleDriveOAuth2Api')).toEqual([google('drive')]);
	});

	it('needs something else where a parameter changes who acts', () => {
		const organization = { postAs: 'organization' };
		expect(runs('linkedIn', 1, {}, 'linkedInOAuth2Api')).toEqual(['w_member_social']);
		expect(runs('linkedIn', 1, organization, 'linkedInOAuth2Api')).toEqual([
			'w_organization_social',
		]);
	});

	it('that deletes mail needs everything, since Gmail accepts nothing less', () => {
		expect(runs('gmail', 2.1, { operation: 'delete' })).toEqual([MAIL]);
	});

	it.each<[string, Parameters<typeof read>, RegExp]>([
		[
			'an expression decides',
			['gmail', 2.1, { operation: '={{ $json.do }}' }],
			/operation is an expression/,
		],
		['the version is to come', ['gmail', 99, {}], /version 99 of the node is not known/],
		['the operation is to come', ['gmail', 2.2, { operation: 'fly' }], /Fly needs is not known/],
		[
			'the connection is of another type',
			['gmail', 2.2, {}, 'googleApi'],
			/this type of connection/,
		],
	])('is unknown where %s', (_why, node, expected) => {
		expect(read(...node)).toEqual({ unknown: expect.stringMatching(expected) as string });
	});

	it('of another package is none of these', () => {
		expect(
			readBuiltin({ type: 'other.gmail', typeVersion: 1, parameters: {} }, 'x'),
		).toBeUndefined();
	});
});

/** The operations that n8n has in a node, and those that are declared, as "resource operation". */
function operationsOf(node: string) {
	const declared: NodeNeeds[] = builtinNodes.filter((one) => one.node === node);
	const known = new Set(
		declared.flatMap(({ resources }) =>
			Object.entries(resources).flatMap(([resource, operations]) =>
				Object.keys(operations).map((operation) => `${resource} ${operation}`),
			),
		),
	);
	// Where something is declared of all versions, all count.
	const isOfSome = declared.every((one) => one.versions);
	const versions = isOfSome ? declared.flatMap((one) => one.versions ?? []) : [];
	const existing = new Set(
		(editions[node] ?? [])
			.filter(
				(edition) => versions.length === 0 || edition.versions.some((v) => versions.includes(v)),
			)
			.flatMap(({ operations }) =>
				Object.entries(operations).flatMap(([resource, names]) =>
					names.split(' ').map((operation) => `${resource} ${operation}`),
				),
			),
	);
	return { known, existing };
}

describe.each([...new Set(builtinNodes.map(({ node }) => node))])(
	'the declaration of %s',
	(node) => {
		const { known, existing } = operationsOf(node);

		it('has every operation that n8n has, if only as unknown', () => {
			expect([...existing].filter((one) => !known.has(one)).sort()).toEqual([]);
		});

		it('has no operation that n8n does not have', () => {
			expect([...known].filter((one) => !existing.has(one))).toEqual([]);
		});
	},
);
