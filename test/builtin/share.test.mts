import { hasTable, isKnown, isRequest, readingOf, rows, sum } from './uses.mts';

const nodes = rows.filter((row) => !isRequest(row));
const requests = rows.filter(isRequest);

/** Of a whole, in percent with one digit. */
const share = (part: number, whole: number) => Math.round((part / whole) * 1000) / 10;

describe('of the connections that people use', () => {
	it('every use in a real workflow is counted', () => {
		expect(sum(rows)).toBe(9403);
	});

	it("the needs of at least 95 % of the uses in n8n's own nodes are known", () => {
		const known = share(sum(nodes.filter(isKnown)), sum(nodes));
		const all = share(sum(nodes.filter(isKnown)), sum(rows));
		const hosts = share(sum(requests.filter(hasTable)), sum(requests));
		console.info(
			`Needs are known of ${known} % of the uses in nodes, ${all} % of all uses; ${hosts} % of the HTTP Request nodes ask a host with a table`,
		);
		expect(known).toBeGreaterThanOrEqual(95);
	});

	it('the forty most frequent rows are known', () => {
		const top = [...nodes].sort((one, other) => other.count - one.count).slice(0, 40);
		expect(top.filter((row) => !isKnown(row))).toEqual([]);
	});

	it('says of each of the others why it is unknown', () => {
		for (const row of nodes.filter((one) => !isKnown(one))) {
			expect(readingOf(row)).toEqual({ unknown: expect.stringMatching(/\S/) });
		}
	});
});
