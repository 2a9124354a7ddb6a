import type { INodeParameters } from 'n8n-workflow';

import { isSlotTaken } from '../../builtin/slots';

const node = (type: string, parameters: INodeParameters, typeVersion = 4.2) => ({
	type: `n8n-nodes-base.${type}`,
	typeVersion,
	parameters,
});

describe('a slot of an HTTP Request node', () => {
	const predefined = { authentication: 'predefinedCredentialType', nodeCredentialType: 'slackApi' };

	it('is in use where the node signs with it', () => {
		expect(isSlotTaken(node('httpRequest', predefined), 'slackApi')).toBe(true);
		const generic = { authentication: 'genericCredentialType', genericAuthType: 'httpBearerAuth' };
		expect(isSlotTaken(node('httpRequest', generic), 'httpBearerAuth')).toBe(true);
	});

	it('is left over where the node signs with another, or with none', () => {
		const bearer = {
			...predefined,
			authentication: 'genericCredentialType',
			genericAuthType: 'httpBearerAuth',
		};
		expect(isSlotTaken(node('httpRequest', bearer), 'slackApi')).toBe(false);
		expect(isSlotTaken(node('httpRequest', { nodeCredentialType: 'slackApi' }), 'slackApi')).toBe(
			false,
		);
		expect(isSlotTaken(node('httpRequestTool', {}), 'slackApi')).toBe(false);
	});

	it('of the first version is read by its own names', () => {
		const basic = { authentication: 'basicAuth' };
		expect(isSlotTaken(node('httpRequest', basic, 1), 'httpBasicAuth')).toBe(true);
		expect(isSlotTaken(node('httpRequest', basic, 1), 'httpHeaderAuth')).toBe(false);
	});

	it.each([
		[{ authentication: '={{ $json.how }}' }],
		[{ ...predefined, nodeCredentialType: '={{ $json.type }}' }],
		[{ authentication: 'constructor' }],
	])('is not guessed where an expression decides: %j', (parameters) => {
		expect(isSlotTaken(node('httpRequest', parameters), 'slackApi')).toBeUndefined();
	});

	it('for a certificate is in use only where one is given', () => {
		expect(isSlotTaken(node('httpRequest', {}), 'httpSslAuth')).toBe(false);
		expect(isSlotTaken(node('httpRequest', { provideSslCertificates: true }), 'httpSslAuth')).toBe(
			true,
		);
	});
});

describe('a slot of another node of n8n', () => {
	it('is in use where the choice of authentication shows it', () => {
		expect(isSlotTaken(node('slack', { authentication: 'oAuth2' }, 2.2), 'slackOAuth2Api')).toBe(
			true,
		);
		expect(isSlotTaken(node('slack', { authentication: 'oAuth2' }, 2.2), 'slackApi')).toBe(false);
	});

	it('is not guessed where the node has no such rule', () => {
		expect(isSlotTaken(node('constructor', {}), 'slackApi')).toBeUndefined();
		expect(isSlotTaken(node('gmail', {}), 'nothing')).toBeUndefined();
	});
});
