/**
 * The script of the page. It makes quicker what the page can do without it: filters as a person types, and has the
 * server verify what was not verified of late. n8n shows pages of workflows in a sandbox, so there is no storage and no cookie.
 */
import { Html } from '../html';

/** What the script uses of an element (https://dom.spec.whatwg.org). */
interface Element {
	hidden: boolean;
	value: string;
	disabled: boolean;
	checked: boolean;
	textContent: string | null;
	innerHTML: string;
	readonly dataset: Record<string, string | undefined>;
	querySelector(selector: string): Element | null;
	querySelectorAll(selector: string): Iterable<Element>;
	closest(selector: string): Element | null;
	setAttribute(name: string, value: string): void;
	removeAttribute(name: string): void;
	addEventListener(type: string, listener: (event: Event) => void): void;
}

interface Event {
	readonly target: Element;
	preventDefault(): void;
}

/** What the script uses of the browser. */
export interface Browser {
	readonly document: Element & { readonly visibilityState: string };
	post(form: Record<string, string>): Promise<string>;
	parse(text: string): Element;
}

/** Runs in the browser, by itself: it can use nothing but what it is given. */
export function run({ document, post, parse }: Browser): void {
	const connection = document.querySelector('main')?.dataset.connection ?? '';
	let show = document.querySelector('main')?.dataset.shown ?? '';
	let reopened = '';
	const FILTERS = ['search', 'service', 'owner'];
	const typed = (name: string) => document.querySelector(`[data-filter="${name}"]`)?.value ?? '';
	const valueOf = (name: string) => typed(name).toLowerCase();

	/** The address of what is shown now. */
	const query = (more: Record<string, string>) =>
		`?${Object.entries({
			show,
			...Object.fromEntries(FILTERS.map((name) => [name, typed(name)])),
			...more,
		})
			.map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
			.join('&')}`;

	/** Shows the rows that pass the filters, and says how many. */
	const filter = () => {
		const [search, service, owner] = FILTERS.map(valueOf);
		let count = 0;
		for (const row of document.querySelectorAll('[data-row]')) {
			const { text = '', service: of, owner: by, groups = '' } = row.dataset;
			const isShown =
				text.includes((search ?? '').trim()) &&
				(!service || of === service) &&
				(!owner || by === owner) &&
				(show === '' || groups.split(' ').includes(show));
			row.hidden = !isShown;
			count += isShown ? 1 : 0;
		}
		const said = document.querySelector('[data-count]');
		if (said) said.textContent = `${count} shown`;
		document.querySelector('[data-csv]')?.setAttribute('href', query({ format: 'csv' }));
		for (const link of document.querySelectorAll('[data-show]')) {
			if (link.dataset.show === show) link.setAttribute('aria-current', 'true');
			else link.removeAttribute('aria-current');
		}
	};

	/** Has connections verified, and takes over what the server then shows. */
	const verify = async (one: string) => {
		const results = document.querySelector('[data-results]');
		const busy = document.querySelector('[data-busy]');
		const token = document.querySelector('[data-verify]')?.value;
		if (!results || !busy || !token) return;
		busy.hidden = false;
		const given = await post({ act: 'verify', token, one, connection }).catch(() => '');
		const fresh = parse(given).querySelector('[data-results]');
		if (!fresh) {
			busy.textContent = 'It could not be verified. Open the page again.';
			return;
		}
		results.innerHTML = fresh.innerHTML;
		filter();
		busy.hidden = true;
	};

	for (const name of FILTERS) {
		document.querySelector(`[data-filter="${name}"]`)?.addEventListener('input', filter);
	}
	for (const button of document.querySelectorAll('[data-without-script]')) button.hidden = true;
	document.addEventListener('click', (event) => {
		const link = event.target.closest('[data-show]');
		if (link) {
			event.preventDefault();
			const chosen = link.dataset.show ?? '';
			show = chosen === show ? '' : chosen;
			filter();
		}
		reopened = event.target.closest('[data-reauthorize]')?.dataset.reauthorize ?? reopened;
		const all = event.target.closest('[data-select-all]');
		for (const box of all ? document.querySelectorAll('[data-row]:not([hidden]) [name=id]') : []) {
			box.checked = all?.checked ?? false;
		}
	});
	// Nobody sends a form twice while the answer is on its way.
	document.addEventListener('submit', (event) => {
		for (const button of event.target.querySelectorAll('[type=submit]')) {
			button.setAttribute('aria-disabled', 'true');
		}
		const busy = document.querySelector('[data-busy]');
		if (busy) busy.hidden = false;
	});
	document.addEventListener('visibilitychange', () => {
		if (document.visibilityState !== 'visible' || reopened === '') return;
		const again = reopened;
		reopened = '';
		void verify(again);
	});
	if (document.querySelector('[data-stale]')) void verify('stale');
}

/** The script with what the browser gives it. */
export const script = Html.own(`(${String(run)})({
	document,
	post: async (form) => (await fetch(location.href, { method: 'POST', body: new URLSearchParams([...new URLSearchParams(location.search), ...Object.entries(form)]) })).text(),
	// The head holds a style that the policy of this page does not know.
	parse: (text) => new DOMParser().parseFromString(text.slice(text.indexOf('<main')), 'text/html'),
});`);
