import type { AnyOf } from '../../../builtin/nodes/model';
import { accessOf, adviceOn } from '../../../nodes/Connections/report';
import type { Needs } from '../../../nodes/Connections/usage/needs';
import { verdict } from './connections';

const google = (name: string) => `https://www.googleapis.com/auth/${name}`;

/** What workflows need that only send mail, besides nodes whose needs are not known. */
const needing = (runs: readonly AnyOf[], unknown: Needs['unknown'] = []): Needs => ({
	required: new Map(),
	scopes: { runs, edits: [] },
	unknown,
});

const sending: AnyOf = [google('gmail.send'), google('gmail.modify'), 'https://mail.google.com/'];

/** The access of a connection of n8n's own Gmail type. */
const accessWith = (granted: readonly string[] | undefined, needs: Needs, missing?: string[]) =>
	accessOf(
		{
			credential: { id: '1', name: 'Mail', type: 'gmailOAuth2' },
			verdict: verdict('working', {
				findings: granted ? { granted } : {},
				...(missing ? { missing } : {}),
			}),
		},
		needs,
	);

describe("the access of a connection of one of n8n's own types", () => {
	it('tells what was granted and no workflow needs', () => {
		const granted = ['openid', google('gmail.send'), google('gmail.labels')];
		expect(accessWith(granted, needing([sending]))).toMatchObject({
			required: [google('gmail.send')],
			missing: [],
			unneeded: [google('gmail.labels')],
		});
	});

	it('tells what is missing, and what the service itself says is missing', () => {
		expect(accessWith(['openid'], needing([sending]), ['other']).missing).toEqual([
			google('gmail.send'),
			'other',
		]);
	});

	it('calls nothing unneeded while it is not known what a node needs, or what was granted', () => {
		const unknown = [
			{ workflow: 'W', workflowId: '1', state: 'active' as const, node: 'N', why: 'not known' },
		];
		expect(accessWith([google('gmail.labels')], needing([], unknown)).unneeded).toBeUndefined();
		expect(accessWith(undefined, needing([sending]))).toMatchObject({
			missing: undefined,
			unneeded: undefined,
		});
	});
});

describe('the advice on a connection', () => {
	const now = Date.parse('2026-11-28T08:00:00Z');
	const tonight = new Date('2026-11-28T20:00:00Z');

	it('is a new key where a key ends soon, and to reconnect where a person connected it', () => {
		expect(adviceOn('n8nConnectionApi', verdict('working'), tonight, now)).toMatchObject({
			remedy: 'Make a new key and enter it in the connection.',
		});
		expect(
			adviceOn('facebookPagesConnectionOAuth2Api', verdict('working'), tonight, now),
		).toMatchObject({
			remedy: 'Open the connection and reconnect it.',
		});
	});

	it('is a run where nothing else can tell whether it works', () => {
		expect(adviceOn('httpHeaderAuth', verdict('unverifiable'), undefined, now)).toMatchObject({
			remedy: 'Run a workflow that uses it, and see whether it fails.',
		});
	});
});
