/** Secrets of webhooks are compared in a time that tells nothing of them: looked at in the sources, since clocks lie. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import ts from 'typescript';

const root = join(import.meta.dirname, '../..');

/** The files in which deliveries are judged. */
const sources = readdirSync(join(root, 'nodes'), { recursive: true, encoding: 'utf8' })
	.filter((name) => /webhook\/(?:receive|signature)\.ts$/.test(name))
	.map((name) => {
		const file = join(root, 'nodes', name);
		return ts.createSourceFile(name, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
	});

/** The nodes of the package whose addresses anybody may call. */
const triggers = readdirSync(join(root, 'nodes'), { recursive: true, encoding: 'utf8' })
	.filter((name) => name.endsWith('Trigger.node.ts'))
	.filter((name) => readFileSync(join(root, 'nodes', name), 'utf8').includes('webhooks: ['))
	.map((name) => name.split('/')[0] ?? '');

function* nodesOf(node: ts.Node): Generator<ts.Node> {
	yield node;
	for (const child of node.getChildren()) yield* nodesOf(child);
}

/** What is compared, each comparison of two values as it is written. */
const comparisons = (source: ts.SourceFile) =>
	[...nodesOf(source)].flatMap((node) =>
		ts.isBinaryExpression(node) && /^[!=]==?$/.test(node.operatorToken.getText())
			? [node.getText()]
			: [],
	);

const callsOf = (source: ts.SourceFile) =>
	[...nodesOf(source)].flatMap((node) =>
		ts.isCallExpression(node) ? [node.expression.getText()] : [],
	);

/** Names of what holds a secret, a signature, or what is given for one. */
const SECRET = /\b(?:\w*[sS]ecret\w*|signatures?|expected|given|digest|hash|header)\b/;

/** Comparisons that tell nothing of what a secret is. */
const HARMLESS =
	/^(?:typeof \w+ [!=]==? '\w+'|\w+ !== undefined|given\.length === expected\.length)$/;

describe('the triggers with an address of their own', () => {
	it('are looked at', () => {
		expect(triggers.sort()).toEqual(['Boostspace', 'Mailchimp']);
	});

	it.each(triggers)('%s compares with timingSafeEqual', (name) => {
		const own = sources.filter(({ fileName }) => fileName.startsWith(`${name}/`));
		expect(own.flatMap(callsOf)).toContain('timingSafeEqual');
	});

	it('compare no secret in another way than its length, and what type it has', () => {
		const told = sources
			.flatMap(comparisons)
			.filter((text) => SECRET.test(text))
			.filter((text) => !HARMLESS.test(text));
		expect(told).toEqual([]);
	});
});
