import { inquiredTypes, notInquired } from '../../builtin/types/index.ts';
import slots from './slots.json' with { type: 'json' };

type Slots = Readonly<Record<string, { readonly slots: number; readonly isTestedByN8n: boolean }>>;

const corpus: Slots = slots.types;

const entries = Object.entries(inquiredTypes);

describe("the map from n8n's types to what their services are asked", () => {
	it.each(entries)('%s has a source and at least one inquiry', (_type, { inquiries, source }) => {
		expect(inquiries.length).toBeGreaterThan(0);
		expect(source).toMatch(/\S/);
	});

	it.each(entries)(
		'%s is asked at a fixed https address, or by a node of n8n',
		(_type, { inquiries }) => {
			for (const inquiry of inquiries) {
				if ('node' in inquiry) expect(inquiry.node).toMatch(/^n8n-nodes-base\./);
				else expect(new URL(inquiry.url)).toMatchObject({ protocol: 'https:', search: '' });
			}
		},
	);

	it('asks at least forty types that authorize with OAuth2', () => {
		expect(entries.filter(([type]) => /OAuth2/.test(type)).length).toBeGreaterThanOrEqual(40);
	});

	it('lists no type both as asked and as left out', () => {
		expect(Object.keys(notInquired).filter((type) => Object.hasOwn(inquiredTypes, type))).toEqual(
			[],
		);
	});

	it.each(entries.flatMap(([type, { inquiries }]) => inquiries.map((one) => [type, one] as const)))(
		'%s does not call an answer of another form working',
		(_type, inquiry) => {
			if ('node' in inquiry) return;
			for (const body of ['<html></html>', null, 7, []]) {
				const reads = () => inquiry.read({ status: 200, headers: {}, body });
				if (
					Array.isArray(body) &&
					inquiry.url.match(/connections$|resources$|organizations|labels/)
				)
					continue;
				expect(reads).toThrow();
			}
		},
	);
});

describe('of the connections that people use', () => {
	const all = Object.entries(corpus);
	const count = (isAsked: (type: string, isTestedByN8n: boolean) => boolean) =>
		all
			.filter(([type, { isTestedByN8n }]) => isAsked(type, isTestedByN8n))
			.reduce((sum, [, one]) => sum + one.slots, 0);
	const total = count(() => true);
	const share = (asked: number) => Math.round((asked / total) * 1000) / 10;

	it('at least 97 % have their service asked, where n8n asks for 59 %', () => {
		const byN8n = share(count((_type, isTestedByN8n) => isTestedByN8n));
		const byUs = share(count((type, isTested) => isTested || Object.hasOwn(inquiredTypes, type)));
		process.stdout.write(
			`Connection slots whose service is really asked: ${byUs} % (n8n alone: ${byN8n} %) of ${total}\n`,
		);
		expect(byN8n).toBeCloseTo(59.4, 1);
		expect(byUs).toBeGreaterThanOrEqual(97);
	});
});
