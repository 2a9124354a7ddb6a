import {
	type MailchimpStandIn,
	startMailchimp,
} from '../../../sandbox/services/mailchimp/index.mts';
import { accountNamed, audienceNamed, callerOf, campaignTitled } from './caller.mts';

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

const flowers = () => accountNamed(standIn, 'freddie');
const spring = (rest = '') => `/campaigns/${campaignTitled(flowers(), 'Spring').id}${rest}`;

describe('a campaign that is ready', () => {
	it('is sent once, and has a report then', async () => {
		const { id } = campaignTitled(flowers(), 'Spring');
		expect((await call('GET', `/reports/${id}`)).status).toBe(404);
		expect((await call('POST', spring('/actions/send'))).status).toBe(204);
		expect(await call('GET', spring())).toMatchObject({
			body: { status: 'sent', emails_sent: 3, send_time: expect.any(String) },
		});
		expect(await call('GET', `/reports/${id}`)).toMatchObject({
			body: { campaign_title: 'Spring', emails_sent: 3 },
		});
		expect(await call('GET', '/reports')).toMatchObject({ body: { total_items: 2 } });
		expect(await call('POST', spring('/actions/send'))).toMatchObject({
			status: 400,
			body: { detail: 'Your Campaign is not ready to send.' },
		});
	});

	it('is tested and scheduled', async () => {
		const body = { test_emails: ['freddie@example.com'], send_type: 'html' };
		expect((await call('POST', spring('/actions/test'), { body })).status).toBe(204);
		const schedule_time = '2999-01-01T10:00:00+00:00';
		const scheduled = await call('POST', spring('/actions/schedule'), { body: { schedule_time } });
		expect(scheduled.status).toBe(204);
		expect(await call('GET', '/campaigns?status=schedule')).toMatchObject({
			body: { campaigns: [{ send_time: schedule_time }], total_items: 1 },
		});
	});

	it('is changed, replicated with its content, and deleted', async () => {
		const settings = { subject_line: 'New', from_name: 'Freddie', reply_to: 'f@example.com' };
		expect(await call('PATCH', spring(), { body: { settings } })).toMatchObject({
			body: { settings: { title: 'Spring', subject_line: 'New' } },
		});
		await call('POST', spring('/actions/replicate'));
		const copy = campaignTitled(flowers(), 'Spring (copy)');
		expect(await call('GET', `/campaigns/${copy.id}/content`)).toMatchObject({
			body: { html: '<p>Tulips!</p>' },
		});
		expect((await call('DELETE', `/campaigns/${copy.id}`)).status).toBe(204);
		expect((await call('GET', `/campaigns/${copy.id}`)).status).toBe(404);
	});
});

describe('a new campaign', () => {
	it('is ready when it has an audience, a subject, a sender and content', async () => {
		const { id: list_id } = audienceNamed(flowers(), 'Weddings');
		const settings = {
			title: 'Brides',
			subject_line: 'White',
			from_name: 'F',
			reply_to: 'f@example.com',
		};
		const body = { type: 'regular', recipients: { list_id }, settings };
		expect(await call('POST', '/campaigns', { body })).toMatchObject({
			status: 200,
			body: { status: 'save', recipients: { list_name: 'Weddings' } },
		});
		const path = `/campaigns/${campaignTitled(flowers(), 'Brides').id}`;
		expect(await call('GET', `${path}/send-checklist`)).toMatchObject({
			body: {
				is_ready: false,
				items: expect.arrayContaining([
					expect.objectContaining({ type: 'error', heading: 'Content' }),
				]),
			},
		});
		await call('PUT', `${path}/content`, { body: { html: '<p>Lilies</p>' } });
		expect(await call('GET', `${path}/send-checklist`)).toMatchObject({ body: { is_ready: true } });
	});

	it('is refused for an audience of somebody else', async () => {
		const { id: list_id } = audienceNamed(accountNamed(standIn, 'ada'), 'Bakery guests');
		const body = { type: 'regular', recipients: { list_id } };
		expect(await call('POST', '/campaigns', { body })).toMatchObject({
			status: 400,
			body: { errors: [{ field: 'recipients.list_id' }] },
		});
	});
});
