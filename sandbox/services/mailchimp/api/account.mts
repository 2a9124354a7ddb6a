import type { Account } from '../state.mts';
import type { Routes } from './route.mts';

/** Members of all audiences that are subscribed. */
const subscribersOf = ({ audiences }: Account) =>
	[...audiences.values()]
		.flatMap(({ members }) => [...members.values()])
		.filter(({ status }) => status === 'subscribed').length;

/** Whose key or token it is, and whether the service answers. */
export const accountRoutes: Routes = {
	'GET /ping': () => ({ health_status: "Everything's Chimpy!" }),

	'GET /': ({ account }) => ({
		account_id: account.id,
		login_id: String(account.login.login_id),
		account_name: account.name,
		email: account.login.email,
		username: account.login.login_name,
		role: account.role,
		pricing_plan_type: 'monthly',
		total_subscribers: subscribersOf(account),
		_links: [],
	}),
};
