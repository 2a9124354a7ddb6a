import { simplification } from '../../simplification';

/** What people look for in a campaign. */
export const campaigns = simplification({
	id: 'id',
	title: 'settings.title',
	subject_line: 'settings.subject_line',
	status: 'status',
	type: 'type',
	list_name: 'recipients.list_name',
	list_id: 'recipients.list_id',
	recipient_count: 'recipients.recipient_count',
	emails_sent: 'emails_sent',
	create_time: 'create_time',
	send_time: 'send_time',
	archive_url: 'archive_url',
});
