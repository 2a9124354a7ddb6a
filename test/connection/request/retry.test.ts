import {
	MAX_ATTEMPTS,
	neverSent,
	retryAfter,
	waitAfterAnswer,
	waitAfterNetworkError,
} from '../../../connection/request/retry';

const noJitter = () => 0;
const first = { attempts: 1, repeatable: true };
const firstOfOnce = { attempts: 1, repeatable: false };
const answered = (
	status: number,
	more: { retryAfter?: number; throttled?: boolean; window?: number; isJson?: boolean } = {},
) => ({
	status,
	window: more.window,
	retryAfter: more.retryAfter,
	throttled: more.throttled ?? status === 429,
	turnedAway: status === 503 && more.retryAfter !== undefined && (more.isJson ?? true),
});

describe('a Retry-After header', () => {
	const now = Date.UTC(1994, 10, 6, 8, 49, 37);

	it.each([
		['120', 120_000],
		[' 0 ', 0],
		['Sun, 06 Nov 1994 08:50:07 GMT', 30_000],
		['Sunday, 06-Nov-94 08:50:07 GMT', 30_000],
		['Sun Nov  6 08:50:07 1994', 30_000],
		['Sun, 06 Nov 1994 08:00:00 GMT', 0],
	])('%j is a wait of %d ms', (header, wait) => {
		expect(retryAfter({ 'retry-after': header }, now)).toBe(wait);
	});

	it('that is a date is counted from when the answer was made, whatever the time is here', () => {
		const headers = {
			date: 'Sun, 06 Nov 1994 08:49:37 GMT',
			'retry-after': 'Sun, 06 Nov 1994 08:49:47 GMT',
		};
		for (const wrong of [-3_600_000, 0, 15_000]) {
			expect(retryAfter(headers, now + wrong)).toBe(10_000);
		}
		expect(retryAfter({ ...headers, date: 'today' }, now)).toBe(10_000);
	});

	it.each([
		'',
		'  ',
		'soon',
		'-1',
		'5.5',
		'1e3',
		'Sunday',
		'06 Nov',
		'9'.repeat(400),
		undefined,
		120,
		['120'],
	])('%j is none', (header) => {
		expect(retryAfter({ 'retry-after': header }, now)).toBeUndefined();
	});
});

describe('a request that was answered', () => {
	it('is repeated after the wait that the service names', () => {
		expect(waitAfterAnswer(firstOfOnce, answered(429, { retryAfter: 7000 }), noJitter)).toBe(7000);
		expect(waitAfterAnswer(firstOfOnce, answered(503, { retryAfter: 7000 }), noJitter)).toBe(7000);
	});

	it('is not repeated where a proxy names a wait, unless it may be done twice', () => {
		const byProxy = answered(503, { retryAfter: 7000, isJson: false });
		expect(waitAfterAnswer(firstOfOnce, byProxy, noJitter)).toBeUndefined();
		expect(waitAfterAnswer(first, byProxy, noJitter)).toBe(7000);
	});

	it('is repeated after a wait of our own where the moment that the service names has passed', () => {
		for (const status of [429, 503]) {
			expect(waitAfterAnswer(firstOfOnce, answered(status, { retryAfter: 0 }), noJitter)).toBe(
				1000,
			);
		}
	});

	it('is repeated when it was throttled, also when it may not be done twice: nothing was done', () => {
		expect(waitAfterAnswer(firstOfOnce, answered(429), noJitter)).toBe(1000);
		expect(waitAfterAnswer(firstOfOnce, answered(403, { throttled: true }), noJitter)).toBe(1000);
	});

	it.each([502, 503, 504])(
		'with %d by a gateway is repeated only when it may be done twice',
		(status) => {
			expect(waitAfterAnswer(first, answered(status), noJitter)).toBe(1000);
			expect(waitAfterAnswer(firstOfOnce, answered(status), noJitter)).toBeUndefined();
		},
	);

	it.each([400, 401, 403, 404, 500, 501])('with %d is not repeated', (status) => {
		expect(waitAfterAnswer(first, answered(status, { retryAfter: 1 }), noJitter)).toBeUndefined();
	});

	it('waits twice as long each time, and up to a quarter more', () => {
		const waits = [1, 2, 3, 4].map((attempts) =>
			waitAfterAnswer({ attempts, repeatable: true }, answered(429), noJitter),
		);
		expect(waits).toEqual([1000, 2000, 4000, 8000]);
		expect(waitAfterAnswer(first, answered(429), () => 0.999)).toBeCloseTo(1249.75);
	});

	it('waits until requests are counted anew, where the service says when that is', () => {
		const window = 60_000;
		const waits = [1, 2, 3, 4].map((attempts) =>
			waitAfterAnswer({ attempts, repeatable: false }, answered(429, { window }), noJitter),
		);
		expect(waits).toEqual([15_000, 30_000, 45_000, 60_000]);
		const told = answered(429, { window, retryAfter: 7000 });
		expect(waitAfterAnswer(first, told, noJitter)).toBe(7000);
		expect(waitAfterAnswer(first, answered(503, { window }), noJitter)).toBe(1000);
	});

	it('backs off as without a window, where the window is too long to wait for', () => {
		const refused = answered(429, { window: 900_000 });
		const waits = [1, 2, 3, 4].map((attempts) =>
			waitAfterAnswer({ attempts, repeatable: false }, refused, noJitter),
		);
		expect(waits).toEqual([1000, 2000, 4000, 8000]);
	});

	it('ends after some attempts, and when the wait would be too long', () => {
		const last = { attempts: MAX_ATTEMPTS, repeatable: true };
		expect(waitAfterAnswer(last, answered(429), noJitter)).toBeUndefined();
		expect(
			waitAfterAnswer(first, answered(429, { retryAfter: 3_600_000 }), noJitter),
		).toBeUndefined();
	});
});

describe('a request without an answer', () => {
	it.each([
		'ECONNREFUSED',
		'ENOTFOUND',
		'EAI_AGAIN',
		'EHOSTUNREACH',
		'ENETUNREACH',
		'CERT_HAS_EXPIRED',
		'DEPTH_ZERO_SELF_SIGNED_CERT',
		'ERR_TLS_CERT_ALTNAME_INVALID',
	])('with %s never left: it is repeated, whatever it does', (code) => {
		expect(neverSent(code)).toBe(true);
		expect(waitAfterNetworkError(firstOfOnce, code, noJitter)).toBe(1000);
	});

	it.each(['ECONNRESET', 'ETIMEDOUT', 'ECONNABORTED', 'EPIPE'])(
		'with %s may have arrived: it is repeated only when it may be done twice',
		(code) => {
			expect(neverSent(code)).toBe(false);
			expect(waitAfterNetworkError(first, code, noJitter)).toBe(1000);
			expect(waitAfterNetworkError(firstOfOnce, code, noJitter)).toBeUndefined();
		},
	);

	it('ends after some attempts', () => {
		const last = { attempts: MAX_ATTEMPTS, repeatable: true };
		expect(waitAfterNetworkError(last, 'ECONNREFUSED', noJitter)).toBeUndefined();
	});
});
