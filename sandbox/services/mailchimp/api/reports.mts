import { notFound } from '../problem.mts';
import { isAsked, isWithin } from './filters.mts';
import { pageOf } from './paging.mts';
import type { Routes } from './route.mts';
import { reportShape } from './shapes.mts';

/** The routes of reports: only a campaign that was sent has one. */
export const reportRoutes: Routes = {
	'GET /reports': ({ account, query }) => {
		const wanted = [...account.campaigns.values()].filter(
			({ status, type, send_time }) =>
				status === 'sent' &&
				isAsked(query, 'type', type) &&
				isWithin(query, 'send_time', send_time),
		);
		const { page, total } = pageOf({ query }, wanted);
		const reports = page.map((campaign) => reportShape(account, campaign));
		return { reports, total_items: total, _links: [] };
	},

	'GET /reports/{campaign_id}': ({ account, path }) => {
		const campaign = account.campaigns.get(path.campaign_id ?? '');
		if (campaign?.status !== 'sent') throw notFound();
		return reportShape(account, campaign);
	},
};
