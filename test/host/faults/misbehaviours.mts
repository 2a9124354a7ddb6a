/** What can go wrong with a service, and with which operation it is tried. */
import { GraphError, respondWith } from '../../../sandbox/services/facebookPages/index.mts';
import type { Fault } from '../../../sandbox/services/shared/faults.mts';
import { unauthorized } from '../../../sandbox/services/boostspaceIntegrator/problem.mts';
import { everyOperation, type Row } from '../everyOperation.mts';

/** Something that goes wrong in a run: once, or from then on. */
export interface Misbehaviour {
	/** What the service does. `revoke`: it takes the connection's token back, and then goes on. */
	readonly fault: (service: string) => Pick<Fault, 'respond' | 'afterwards' | 'times'> | 'revoke';
	/** Whether no item may notice: nothing was carried out, or everything is answered in the end. */
	readonly isHarmless?: boolean;
	/** What an item's error says of it. */
	readonly says: RegExp;
}

/** Items of a run. */
export const FEW_ITEMS = 3;

const BROKE_OFF = /could not be reached|broke off/;

const status = (
	code: number,
	{ headers, ...more }: Partial<Misbehaviour> & { headers?: () => Record<string, string> } = {},
): Misbehaviour => ({
	fault: () => ({ respond: { status: code, headers: headers?.() ?? {}, body: '{}' } }),
	says: new RegExp(`HTTP ${code}`),
	...more,
});

/** A fault whose answer comes after the service has carried the request out. */
const afterwards = (respond: Fault['respond'], says: RegExp): Misbehaviour => ({
	fault: () => ({ respond, afterwards: true }),
	says,
});

const inSeconds = () => ({ 'Retry-After': '1' });
const atDate = () => ({ 'Retry-After': new Date(Date.now() + 2_000).toUTCString() });

/** How each service says that a token has expired. */
const EXPIRED: Readonly<Record<string, Fault['respond']>> = {
	boostspace: { status: 401, headers: { 'Content-Type': 'text/plain' }, body: 'Token expired.' },
	boostspaceIntegrator: { status: 401, body: JSON.stringify(unauthorized()) },
	facebookPages: respondWith(
		new GraphError(190, 'Error validating access token: Session has expired.', { subcode: 463 }),
	),
	mailchimp: {
		status: 401,
		body: JSON.stringify({ title: 'API Key Invalid', status: 401, detail: 'It has expired.' }),
	},
	n8n: { status: 401, body: JSON.stringify({ message: 'unauthorized' }) },
};

/** n8n itself tells of a grant that ends and cannot be renewed. */
const REFUSED = /no longer accepts|There is no access to/;

/** Everything that goes wrong, by its name. */
export const MISBEHAVIOURS: Readonly<Record<string, Misbehaviour>> = {
	'429': status(429, { isHarmless: true }),
	'429 with Retry-After in seconds': status(429, { headers: inSeconds, isHarmless: true }),
	'429 with Retry-After as a date': status(429, { headers: atDate, isHarmless: true }),
	'500': status(500),
	'500 though it was carried out': afterwards({ status: 500, body: '{}' }, /HTTP 500/),
	'502': status(502),
	'503': status(503),
	'503 though it was carried out': afterwards({ status: 503, body: '{}' }, /HTTP 503/),
	'503 with Retry-After by a proxy, though it was carried out': afterwards(
		{ status: 503, headers: inSeconds(), body: '<html>Backend fetch failed</html>' },
		/HTTP 503/,
	),
	'503 with Retry-After': status(503, { headers: inSeconds, isHarmless: true }),
	'504': status(504),
	'504 though it was carried out': afterwards({ status: 504, body: '{}' }, /HTTP 504/),
	'a reset before it is carried out': { fault: () => ({ respond: 'reset' }), says: BROKE_OFF },
	'a reset after it was carried out': afterwards('reset', BROKE_OFF),
	'a reset in the middle of the answer': afterwards('resetMidway', BROKE_OFF),
	'an answer that ends before its time': afterwards('cutOff', BROKE_OFF),
	'an answer of half its text': afterwards('half', /answered|HTTP 200/),
	'HTML instead of JSON': afterwards('notJson', /not JSON.*HTTP 200/),
	'an empty answer': afterwards('empty', /HTTP 200|something else/),
	'no answer': { fault: () => ({ respond: 'silence' }), says: BROKE_OFF },
	'no answer though it was carried out': afterwards('silence', BROKE_OFF),
	'an answer that comes slowly': {
		fault: () => ({ respond: 'slowly' }),
		isHarmless: true,
		says: /^$/,
	},
	'an answer that never ends': { fault: () => ({ respond: 'endlessly' }), says: BROKE_OFF },
	'401': {
		fault: (service) => ({ respond: EXPIRED[service] ?? { status: 401 } }),
		says: REFUSED,
	},
	'a token that is revoked': { fault: () => 'revoke', says: REFUSED },
};

/** What is said where the others went the same way: one may not be sent, or not again, because of them. */
const NO_ANSWER = new RegExp(`${BROKE_OFF.source}|did not answer other requests`);

/** What goes wrong from one moment on, each time. */
const LASTING: Readonly<Record<string, Misbehaviour>> = {
	'429 with Retry-After, each time': {
		fault: () => ({
			respond: { status: 429, headers: inSeconds(), body: '{}' },
			times: Infinity,
		}),
		says: /HTTP 429/,
	},
	'a reset, each time': { fault: () => ({ respond: 'reset', times: Infinity }), says: NO_ANSWER },
	'no answer, each time': {
		fault: () => ({ respond: 'silence', times: Infinity }),
		says: NO_ANSWER,
	},
};

/** More items than go in one request, though they could: several requests of 50 at most. */
const MANY_ITEMS = 120;

/** The operations for which it is tried, with how many items: at least one for each way to run them. */
const LASTING_ROWS: Readonly<Record<string, number>> = {
	'boostspace record.create': MANY_ITEMS,
	'mailchimp member.createOrUpdate': MANY_ITEMS,
	'boostspace record.get': FEW_ITEMS,
	'boostspaceIntegrator scenario.start': FEW_ITEMS,
	'facebookPages post.get': FEW_ITEMS,
	'mailchimp member.getMany': FEW_ITEMS,
};

/** An operation, and what goes wrong with it. */
export interface Draw {
	readonly title: string;
	readonly row: Row;
	readonly misbehaviour: Misbehaviour;
	/** Which of the run's requests meets it: from 0, the first, up to 1. Of many items, the request of which one. */
	readonly at: number;
	readonly items: number;
}

/** One where the first takes what the others would need. */
const itemsFor = ({ name }: Row) => (name === 'connection.revoke' ? 1 : FEW_ITEMS);

/** Numbers from 0 up to 1 that a seed decides (mulberry32). */
function randomFrom(start: number): () => number {
	let state = start;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}

function shuffled<T>(entries: readonly T[], random: () => number): T[] {
	return entries
		.map((entry) => ({ entry, key: random() }))
		.sort((one, other) => one.key - other.key)
		.map(({ entry }) => entry);
}

/**
 * What is tried.
 * @param seed decides what is drawn; the same seed draws the same
 * @param wanted how many operations are drawn, each with one fault; `all` for each with every fault
 */
export function draw(seed: number, wanted: number | 'all'): Draw[] {
	const random = randomFrom(seed);
	const faults = shuffled(Object.entries(MISBEHAVIOURS), random);
	const drawn =
		wanted === 'all' ? everyOperation : shuffled(everyOperation, random).slice(0, wanted);
	const pairs = drawn.flatMap((row, index) =>
		(wanted === 'all' ? faults : faults.slice(index % faults.length).slice(0, 1)).map(
			([name, misbehaviour]) => ({
				title: `${row.service} ${row.name}, with ${name}`,
				row,
				misbehaviour,
				at: random(),
				items: itemsFor(row),
			}),
		),
	);
	return pairs.sort((one, other) => one.row.service.localeCompare(other.row.service));
}

/**
 * What is tried of what lasts.
 * @param wanted how many are drawn; `all` for each operation with each fault
 */
export function drawLasting(seed: number, wanted: number | 'all'): Draw[] {
	const random = randomFrom(seed);
	const pairs = everyOperation.flatMap((row) => {
		const items = LASTING_ROWS[`${row.service} ${row.name}`];
		if (items === undefined) return [];
		return Object.entries(LASTING).map(([name, misbehaviour]) => ({
			title: `${row.service} ${row.name} of ${items} items, with ${name}`,
			row,
			misbehaviour,
			at: random(),
			items,
		}));
	});
	return wanted === 'all' ? pairs : shuffled(pairs, random).slice(0, wanted);
}
