import { simplification } from '../../simplification';

/** What people look for in a report. */
export const reports = simplification({
	id: 'id',
	campaign_title: 'campaign_title',
	subject_line: 'subject_line',
	list_name: 'list_name',
	send_time: 'send_time',
	emails_sent: 'emails_sent',
	unique_opens: 'opens.unique_opens',
	open_rate: 'opens.open_rate',
	unique_clicks: 'clicks.unique_clicks',
	click_rate: 'clicks.click_rate',
	unsubscribed: 'unsubscribed',
	hard_bounces: 'bounces.hard_bounces',
	abuse_reports: 'abuse_reports',
});
