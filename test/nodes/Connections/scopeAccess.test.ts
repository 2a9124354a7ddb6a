import type { INodeParameters } from 'n8n-workflow';

import { scopeAccessOf, scopeAdvice } from '../../../nodes/Connections/scopeAccess';
import { readNode } from '../../../nodes/Connections/usage/catalogue';
import { needsOf } from '../../../nodes/Connections/usage/needs';
import type { UsingWorkflow } from '../../../nodes/Connections/usage/usage';

const google = (name: string) => `https://www.googleapis.com/auth/${name}`;
const URL = 'https://n8n.example.com/home/credentials/1';

/** What nodes of one workflow need of a connection. */
function needed(
	slot: string,
	...nodes: ReadonlyArray<readonly [type: string, typeVersion: number, parameters: INodeParameters]>
) {
	const uses = nodes.map(([name, typeVersion, parameters], index) => {
		const type = `n8n-nodes-base.${name}`;
		const { doing } = readNode({ type, typeVersion, parameters }, slot);
		const place = { nodeId: String(index), node: `Node ${index}`, type, slot, credential: '1' };
		return {
			...place,
			doing,
			disabled: false,
			unselected: false,
			inside: false,
			versions: ['published' as const],
		};
	});
	const workflow: UsingWorkflow = {
		id: '1',
		name: 'Orders',
		hasDraft: false,
		state: 'active',
		calledBy: [],
		uses,
	};
	return needsOf([workflow]);
}

const sends = ['gmail', 2.1, {}] as const;
const labels = ['gmail', 2.1, { operation: 'addLabels' }] as const;

/** The report's words about a connection. */
const advice = (type: string, needs: ReturnType<typeof needed>, granted?: string[]) =>
	scopeAdvice(type, scopeAccessOf(type, needs, granted), needs, URL);

describe("the access of a connection of one of n8n's own types", () => {
	it('that may do everything and only sends: all but sending is unneeded', () => {
		const granted = ['https://mail.google.com/', google('gmail.modify'), 'openid'];
		expect(scopeAccessOf('gmailOAuth2', needed('gmailOAuth2', sends), granted)).toMatchObject({
			required: [google('gmail.send')],
			missing: [],
			unneeded: ['https://mail.google.com/', google('gmail.modify')],
		});
	});

	it('that has less than its nodes need: the narrowest scope is missing', () => {
		const access = scopeAccessOf('gmailOAuth2', needed('gmailOAuth2', sends, labels), [
			google('gmail.send'),
		]);
		expect(access).toMatchObject({
			required: [google('gmail.modify')],
			missing: [google('gmail.modify')],
		});
	});

	it('is not told where nobody tells what was granted', () => {
		const access = scopeAccessOf('gmailOAuth2', needed('gmailOAuth2', sends), undefined);
		expect(access).toMatchObject({ missing: undefined, unneeded: undefined });
		expect(access.preset).toContain('https://mail.google.com/');
	});

	it('calls nothing unneeded while it is not known what a node needs', () => {
		const unknown = ['gmail', 2.1, { operation: '={{ $json.do }}' }] as const;
		const access = scopeAccessOf('gmailOAuth2', needed('gmailOAuth2', sends, unknown), [
			'https://mail.google.com/',
		]);
		expect(access.unneeded).toBeUndefined();
	});
});

describe('the advice on it', () => {
	it('is the text to paste where the type takes custom scopes', () => {
		expect(advice('gmailOAuth2', needed('gmailOAuth2', sends), ['https://mail.google.com/'])).toBe(
			`Open ${URL}, turn on "Custom Scopes", paste the scopes under "Enabled Scopes", save and reconnect. Scopes: ${google('gmail.send')}`,
		);
	});

	it('keeps what renews a connection to Microsoft', () => {
		const needs = needed('microsoftOutlookOAuth2Api', [
			'microsoftOutlook',
			2,
			{ operation: 'send' },
		]);
		expect(advice('microsoftOutlookOAuth2Api', needs, ['Mail.ReadWrite'])).toContain(
			'Scopes: openid offline_access Mail.Send',
		);
	});

	it('has a second text for whoever edits the nodes', () => {
		const needs = needed('googleSheetsOAuth2Api', ['googleSheets', 4.7, { operation: 'append' }]);
		const text = advice('googleSheetsOAuth2Api', needs);
		expect(text).toContain(`Scopes: ${google('spreadsheets')} – `);
		expect(text).toContain(
			`if somebody edits the nodes: ${google('spreadsheets')} ${google('drive.metadata.readonly')}`,
		);
		expect(text).toContain('What was granted is not told. n8n asks for');
	});

	it('names the type of this package where n8n asks for a fixed set', () => {
		const needs = needed('githubOAuth2Api', ['github', 1.1, { operation: 'get' }]);
		expect(advice('githubOAuth2Api', needs, ['repo', 'user'])).toContain(
			'The type "GitHub Connection OAuth2 API" of this package asks only for what you select',
		);
	});

	it('says that there is nothing to do', () => {
		expect(advice('gmailOAuth2', needed('gmailOAuth2', sends), [google('gmail.send')])).toBe(
			'Nothing to do: it has exactly what is needed.',
		);
	});

	it('says what decides where a service has no scopes', () => {
		const needs = needed('clickUpOAuth2Api', ['clickUp', 1, { operation: 'get' }]);
		expect(advice('clickUpOAuth2Api', needs)).toMatch(/^ClickUp has no scopes/);
	});
});
