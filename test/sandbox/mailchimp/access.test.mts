import {
	type MailchimpStandIn,
	startMailchimp,
} from '../../../sandbox/services/mailchimp/index.mts';
import { accountNamed, audienceNamed, callerOf } from './caller.mts';

let standIn: MailchimpStandIn;
let call: ReturnType<typeof callerOf>;

beforeEach(async () => {
	standIn = await startMailchimp();
	call = callerOf(standIn);
});

afterEach(async () => {
	expect(standIn.violations).toEqual([]);
	await standIn.stop();
});

const problem = (status: number, title: string) => ({
	status,
	type: expect.stringContaining('application/problem+json'),
	body: expect.objectContaining({ status, title }),
});

describe('who is let in', () => {
	it.each([
		['the key as Bearer', (key: string) => `Bearer ${key}`],
		['the key as password of Basic', (key: string) => `Basic ${btoa(`anyone:${key}`)}`],
		["the key after apikey, as n8n's own node sends it", (key: string) => `apikey ${key}`],
	])('%s', async (_what, authorization) => {
		const options = { authorization: authorization(standIn.apiKey) };
		expect(await call('GET', '/ping', options)).toMatchObject({ status: 200 });
	});

	it.each([
		['no key', ''],
		['an empty Bearer', 'Bearer '],
		['a scheme that is not known', 'Digest 0123456789abcdef0123456789abcdef-us21'],
	])('not %s', async (_what, authorization) => {
		expect(await call('GET', '/ping', { authorization })).toEqual(problem(401, 'API Key Missing'));
	});

	it('not a wrong key', async () => {
		const authorization = 'Bearer 0123456789abcdef0123456789abcdef-us21';
		expect(await call('GET', '/ping', { authorization })).toEqual(problem(401, 'API Key Invalid'));
	});

	it('not a key that was deleted', async () => {
		accountNamed(standIn, 'freddie').keyDisabled = true;
		expect(await call('GET', '/ping')).toEqual(problem(401, 'API Key Invalid'));
	});

	it('not a closed account', async () => {
		accountNamed(standIn, 'freddie').deactivated = true;
		expect(await call('GET', '/ping')).toEqual(problem(403, 'User Disabled'));
	});

	it('not a key at another data centre', async () => {
		const host = 'us6.api.mailchimp.com';
		expect(await call('GET', '/ping', { host })).toEqual(problem(403, 'Wrong Datacenter'));
	});

	it.each(['us21.api.mailchimp.com', 'api.mailchimp.com'])('a key at %s', async (host) => {
		expect(standIn.answers(host)).toBe(true);
		expect(await call('GET', '/ping', { host })).toMatchObject({ status: 200 });
	});

	it('answers for no host of somebody else', () => {
		const hosts = ['mailchimp.com', 'api.mailchimp.com.evil.example', 'us1.evil.example'];
		expect(hosts.filter((host) => standIn.answers(host))).toEqual([]);
	});
});

describe('what a viewer may do', () => {
	beforeEach(() => {
		accountNamed(standIn, 'freddie').role = 'viewer';
	});

	it('reads, and sees the role', async () => {
		expect(await call('GET', '/')).toMatchObject({ status: 200, body: { role: 'viewer' } });
	});

	it('writes nothing', async () => {
		const { id, members } = audienceNamed(accountNamed(standIn, 'freddie'), 'Regulars');
		const before = members.size;
		const body = { email_address: 'new@example.com', status: 'subscribed' };
		const answer = await call('POST', `/lists/${id}/members`, { body });
		expect(answer).toEqual(problem(403, 'Forbidden'));
		expect(members.size).toBe(before);
	});
});

describe('calls at once', () => {
	it('refuses the eleventh, and knows the most that there were', async () => {
		standIn.latency.perCall = 50;
		const calls = Array.from({ length: 11 }, async () => await call('GET', '/ping'));
		const answers = await Promise.all(calls);
		expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
		expect(answers).toContainEqual(problem(429, 'Too Many Requests'));
		expect(accountNamed(standIn, 'freddie')).toMatchObject({ peak: 10, underWay: 0 });
	});

	it('counts each user for itself', async () => {
		standIn.latency.perCall = 50;
		const bearers = standIn.accounts.map(({ apiKey }) => `Bearer ${apiKey}`);
		const calls = Array.from({ length: 16 }, async (_, index) => {
			const authorization = bearers[index % 2] ?? '';
			return (await call('GET', '/ping', { authorization })).status;
		});
		expect(new Set(await Promise.all(calls))).toEqual(new Set([200]));
	});
});

describe('what is recorded', () => {
	it('is the request with its account, and not its secret', async () => {
		await call('GET', '/lists?count=1');
		expect(standIn.requests).toEqual([
			{
				method: 'GET',
				host: '127.0.0.1',
				path: '/3.0/lists',
				query: { count: '1' },
				authorization: 'Bearer',
				account: "Freddie's Flowers",
				body: undefined,
			},
		]);
		expect(JSON.stringify(standIn.requests)).not.toContain(standIn.apiKey);
	});

	it('is forgotten when it is cleared', async () => {
		await call('GET', '/ping');
		standIn.clear();
		expect(standIn.requests).toEqual([]);
	});
});

describe('a fault', () => {
	const onPing = ({ path }: { path: string }) => path === '/3.0/ping';

	it.each(['reset', 'cutOff', 'notJson', 'empty'] as const)(
		'%s happens once, then all is well',
		async (respond) => {
			standIn.faults.add({ match: onPing, respond });
			const outcome = await call('GET', '/ping').catch((error: unknown) => error);
			expect(outcome).not.toMatchObject({ status: 200, body: expect.anything() });
			expect(await call('GET', '/ping')).toMatchObject({ status: 200 });
		},
	);

	it('answers with the status, headers and body that it was given', async () => {
		const headers = { 'Content-Type': 'text/plain' };
		standIn.faults.add({ match: onPing, respond: { status: 503, headers, body: '"busy"' } });
		expect(await call('GET', '/ping')).toEqual({ status: 503, type: 'text/plain', body: 'busy' });
	});

	it('that comes afterwards loses only the answer', async () => {
		const { id, members } = audienceNamed(accountNamed(standIn, 'freddie'), 'Weddings');
		standIn.faults.add({ match: () => true, afterwards: true, respond: 'reset' });
		const body = { email_address: 'lost@example.com', status: 'subscribed' };
		await expect(call('POST', `/lists/${id}/members`, { body })).rejects.toThrow('fetch failed');
		expect([...members.values()].at(-1)?.email_address).toBe('lost@example.com');
	});
});
