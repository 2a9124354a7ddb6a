import type { MailchimpStandIn } from '../../../sandbox/services/mailchimp/index.mts';
import type { Account, Audience, Campaign } from '../../../sandbox/services/mailchimp/state.mts';

/** What a call says besides its method and path. */
export interface CallOptions {
	/** The whole Authorization header; the first account's key as Bearer when left out. */
	readonly authorization?: string;
	/** Sent as JSON; a text is sent as it is. */
	readonly body?: unknown;
	/** The host that is meant: the proxy says it so. A loopback address when left out. */
	readonly host?: string;
}

/** An answer of the API. */
export interface CallAnswer {
	readonly status: number;
	readonly type: string | null;
	/** The parsed document, or `undefined` when there is none. */
	readonly body: unknown;
}

/** Calls the API of a stand-in without any client in between. */
export const callerOf =
	(standIn: MailchimpStandIn) =>
	async (method: string, path: string, options: CallOptions = {}): Promise<CallAnswer> => {
		const { authorization = `Bearer ${standIn.apiKey}`, body, host } = options;
		const answer = await fetch(`${standIn.url}/3.0${path}`, {
			method,
			headers: {
				authorization,
				'content-type': 'application/json',
				...(host ? { 'x-forwarded-host': host } : {}),
			},
			...(body === undefined
				? {}
				: { body: typeof body === 'string' ? body : JSON.stringify(body) }),
		});
		const text = await answer.text();
		return {
			status: answer.status,
			type: answer.headers.get('content-type'),
			body: text ? JSON.parse(text) : undefined,
		};
	};

/** The account of a stand-in by its login name. */
export function accountNamed(standIn: MailchimpStandIn, login: string): Account {
	const found = standIn.accounts.find((account) => account.login.login_name === login);
	if (!found) throw new Error(`no account ${login}`);
	return found;
}

/** The audience of an account by its name. */
export function audienceNamed({ audiences }: Account, name: string): Audience {
	const found = [...audiences.values()].find((audience) => audience.name === name);
	if (!found) throw new Error(`no audience ${name}`);
	return found;
}

/** The campaign of an account by its title. */
export function campaignTitled({ campaigns }: Account, title: string): Campaign {
	const found = [...campaigns.values()].find(({ settings }) => settings.title === title);
	if (!found) throw new Error(`no campaign ${title}`);
	return found;
}
