/** Which slot of one of n8n's own nodes is in use: the editor keeps what was chosen in the others. */
import type { INodeParameters } from 'n8n-workflow';

import { slotRules } from './slotRules';

/** A node of a workflow, as far as it says which slots it uses. */
export interface SlottedNode {
	readonly type: string;
	readonly typeVersion: number;
	readonly parameters: INodeParameters;
}

const isExpression = (value: unknown) => typeof value === 'string' && value.startsWith('=');

const HTTP_REQUEST = ['n8n-nodes-base.httpRequest', 'n8n-nodes-base.httpRequestTool'];

/** What the first version of the HTTP Request node calls its ways (n8n-nodes-base (npm): dist/nodes/HttpRequest/V1). */
const OF_VERSION_1: Readonly<Record<string, string>> = {
	basicAuth: 'httpBasicAuth',
	digestAuth: 'httpDigestAuth',
	headerAuth: 'httpHeaderAuth',
	queryAuth: 'httpQueryAuth',
	oAuth1: 'oAuth1Api',
	oAuth2: 'oAuth2Api',
};

/** The slot that an HTTP Request node signs with; `undefined` where an expression decides. */
function signingSlot({ typeVersion, parameters }: SlottedNode): string | undefined {
	const { authentication = 'none', nodeCredentialType = '', genericAuthType = '' } = parameters;
	const chosen = {
		none: '',
		predefinedCredentialType: nodeCredentialType,
		genericCredentialType: genericAuthType,
		...(typeVersion < 2 ? OF_VERSION_1 : {}),
	};
	if (typeof authentication !== 'string' || !Object.hasOwn(chosen, authentication))
		return undefined;
	const slot = chosen[authentication as keyof typeof chosen];
	return typeof slot === 'string' && !isExpression(slot) ? slot : undefined;
}

function isTakenByHttpRequest(node: SlottedNode, slot: string): boolean | undefined {
	if (slot === 'httpSslAuth') {
		const { provideSslCertificates = false } = node.parameters;
		return typeof provideSslCertificates === 'boolean' ? provideSslCertificates : undefined;
	}
	const signing = signingSlot(node);
	return signing === undefined ? undefined : signing === slot;
}

/**
 * Whether one of n8n's own nodes uses the connection in a slot.
 * @returns `undefined` where the node's rule is not known, or an expression decides
 */
export function isSlotTaken(node: SlottedNode, slot: string): boolean | undefined {
	if (HTTP_REQUEST.includes(node.type)) return isTakenByHttpRequest(node, slot);
	const name = node.type.replace(/Tool$/, '');
	const rule = Object.hasOwn(slotRules, name) ? slotRules[name] : undefined;
	if (!rule || !Object.hasOwn(rule.slots, slot)) return undefined;
	const value = node.parameters[rule.parameter] ?? rule.default;
	if (typeof value !== 'string' || isExpression(value)) return undefined;
	return rule.slots[slot]?.includes(value);
}
