import { openConnection } from '../../../../connection/connection';
import type { Findings } from '../../../../builtin/inquiry';
import type { Known } from '../../../../nodes/Connections/page/rows';
import { rowsOf } from '../../../../nodes/Connections/page/rows';
import type { UsingWorkflow } from '../../../../nodes/Connections/usage/usage';
import { n8n } from '../../../../services/n8n';
import { answer, host } from '../../../builders';
import { credential, verdict } from '../connections';

const NOW = Date.parse('2026-11-28T00:00:00.000Z');
const DAY = 24 * 60 * 60 * 1000;
const inDays = (days: number) => new Date(NOW + days * DAY);

const sends: UsingWorkflow = {
	id: 'w',
	name: 'Mails',
	hasDraft: false,
	state: 'active',
	calledBy: [],
	uses: [
		{
			nodeId: '1',
			node: 'Mail',
			type: 'n8n-nodes-base.gmail',
			slot: 'gmailOAuth2',
			credential: '1',
			doing: {
				operation: 'Message: Send',
				requires: [],
				scopes: { runs: [['send']], edits: [] },
			},
			disabled: false,
			unselected: false,
			inside: false,
			versions: ['published'],
		},
	],
};

/** The groups of a connection of n8n's own Gmail type, of which this was found. */
async function groupsOf(findings: Findings, using: readonly UsingWorkflow[]) {
	const { context } = host({
		service: n8n,
		credentials: { apiKey: `n8n_api_${'0'.repeat(40)}`, url: 'https://n8n.example.com' },
		script: () => answer(200, {}),
	});
	const known: Known = {
		connection: await openConnection(context, n8n),
		all: [{ ...credential('1'), type: 'gmailOAuth2' }],
		usage: { workflows: using.length, of: () => using, held: [] },
		memory: {
			checked: {
				1: { at: new Date(NOW).toISOString(), verdict: verdict('working', { findings }) },
			},
			used: {},
			uses: undefined,
		},
	};
	return rowsOf(known, NOW)[0]?.groups;
}

describe('the groups of a connection', () => {
	it('have it over-privileged only while a workflow uses it', async () => {
		const granted = ['send', 'read'];
		expect(await groupsOf({ granted }, [sends])).toEqual(['over', 'working']);
		expect(await groupsOf({ granted }, [])).toEqual(['unused', 'working']);
	});

	it('have it end soon only where use does not put its end off', async () => {
		expect(await groupsOf({ endings: { access: inDays(20) } }, [sends])).toEqual([
			'expiring',
			'working',
		]);
		expect(await groupsOf({ endings: { refreshTokenIfUnused: inDays(20) } }, [sends])).toEqual([
			'working',
		]);
	});
});
