import type { FacebookPage } from './state.mts';

/** How much of its calls the app has used, in percent. */
export interface Usage {
	readonly callCount?: number;
	readonly totalTime?: number;
	readonly totalCpuTime?: number;
	/** Minutes until calls are answered again; only the headers of a page have it. */
	readonly estimatedTimeToRegainAccess?: number;
}

/**
 * The headers that tell how much is used; there are none while nothing is
 * (developers.facebook.com/docs/graph-api/overview/rate-limiting; restfb/restfb, issue 548).
 */
export class UsageHeaders {
	#app: Usage | undefined;
	#pages: Usage | undefined;

	/** Sets what the headers say from now on; `undefined` takes them away. */
	set(usage: { app?: Usage | undefined; pages?: Usage | undefined }): void {
		this.#app = usage.app;
		this.#pages = usage.pages;
	}

	/**
	 * @param page the one that the call is about, where it is about one
	 */
	headers(page: FacebookPage | undefined): Record<string, string> {
		const headers: Record<string, string> = {};
		if (this.#app) headers['X-App-Usage'] = JSON.stringify(numbersOf(this.#app));
		if (this.#pages && page) {
			const numbers = {
				type: 'pages',
				...numbersOf(this.#pages),
				estimated_time_to_regain_access: this.#pages.estimatedTimeToRegainAccess ?? 0,
			};
			headers['X-Business-Use-Case-Usage'] = JSON.stringify({ [page.id]: [numbers] });
		}
		return headers;
	}
}

const numbersOf = ({ callCount = 0, totalTime = 0, totalCpuTime = 0 }: Usage) => ({
	call_count: callCount,
	total_cputime: totalCpuTime,
	total_time: totalTime,
});
