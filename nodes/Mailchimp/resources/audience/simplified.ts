import { simplification } from '../../simplification';

/** What people look for in an audience. */
export const audiences = simplification({
	id: 'id',
	name: 'name',
	member_count: 'stats.member_count',
	unsubscribe_count: 'stats.unsubscribe_count',
	cleaned_count: 'stats.cleaned_count',
	open_rate: 'stats.open_rate',
	click_rate: 'stats.click_rate',
	double_optin: 'double_optin',
	marketing_permissions: 'marketing_permissions',
	date_created: 'date_created',
});
