/**
 * The script of the page. It makes quicker what the page can do without it: filters as a person types, verifies many step by
 * step, and has the server find out what it does not know yet. n8n shows pages of workflows in a sandbox, so there is no
 * storage and no cookie.
 */
import { Html } from '../html';

/** What the script uses of an element (https://dom.spec.whatwg.org). */
interface Element {
	hidden: boolean;
	value: string;
	max: string;
	checked: boolean;
	readonly name: string;
	textContent: string | null;
	innerHTML: string;
	readonly dataset: Record<string, string | undefined>;
	querySelector(selector: string): Element | null;
	querySelectorAll(selector: string): Iterable<Element>;
	closest(selector: string): Element | null;
	replaceWith(other: Element): void;
	focus(): void;
	setAttribute(name: string, value: string): void;
	removeAttribute(name: string): void;
	addEventListener(type: string, listener: (event: Event) => void): void;
}

interface Event {
	readonly target: Element;
	/** The button that sends a form. */
	readonly submitter?: Element | null;
	preventDefault(): void;
}

type Fields = ReadonlyArray<readonly [name: string, value: string]>;

/** What the script uses of the browser. */
export interface Browser {
	readonly document: Element & {
		readonly visibilityState: string;
		readonly activeElement: Element | null;
	};
	readonly window: Pick<Element, 'addEventListener'>;
	/** What a form would send. */
	fieldsOf(form: Element): Fields;
	post(fields: Fields): Promise<string>;
	parse(text: string): Element;
}

/** Runs in the browser, by itself: it can use nothing but what it is given. */
export function run({ document, window, fieldsOf, post, parse }: Browser): void {
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

	const setHidden = (selector: string, isHidden: boolean) => {
		for (const one of document.querySelectorAll(selector)) one.hidden = isHidden;
	};

	/** Says how far a long act is. */
	const say = (text: string, done?: string, total?: string) => {
		const [said, progress] = ['said', 'progress'].map((name) =>
			document.querySelector(`[data-${name}]`),
		);
		setHidden('[data-busy]', false);
		setHidden('[data-progress], [data-stop]', done === undefined);
		if (said) said.textContent = text;
		if (progress && done !== undefined && total !== undefined) {
			progress.max = total;
			progress.value = done;
		}
	};

	/** Puts new markup in the place of the old. */
	const refresh = (fresh: Element, selector: string) => {
		const [old, given] = [document.querySelector(selector), fresh.querySelector(selector)];
		if (old && given) old.innerHTML = given.innerHTML;
	};

	/** Puts a new row in the place of the old: what is selected and where the keyboard is stays. */
	const exchange = (old: Element, fresh: Element) => {
		const PARTS = 'a, button, input';
		const place = [...old.querySelectorAll(PARTS)].findIndex(
			(one) => one === document.activeElement,
		);
		const [was, is] = [old, fresh].map((row) => row.querySelector('[name=id]'));
		if (was && is) is.checked = was.checked;
		old.replaceWith(fresh);
		[...fresh.querySelectorAll(PARTS)][place]?.focus();
	};

	/** Takes over what the server found. */
	const take = (fresh: Element) => {
		for (const note of fresh.querySelectorAll('[data-token]')) {
			const old = document.querySelector(`[data-token="${note.dataset.token}"]`);
			if (old) old.value = note.value;
		}
		const rows = new Map(
			[...document.querySelectorAll('[data-row]')].map((row) => [row.dataset.row, row]),
		);
		for (const row of [...fresh.querySelectorAll('[data-row]')]) {
			const old = rows.get(row.dataset.row);
			if (old) exchange(old, row);
		}
		const uses = new Map(
			[...fresh.querySelectorAll('[data-use]')].map((cell) => [cell.dataset.use, cell]),
		);
		for (const cell of uses.size > 0 ? document.querySelectorAll('[data-use]') : []) {
			cell.innerHTML = uses.get(cell.dataset.use)?.innerHTML ?? '';
		}
		for (const selector of ['[data-summary]', '[data-uses]', '[data-results]']) {
			refresh(fresh, selector);
		}
		filter();
	};

	/** Sends an act with the note of now. A field that is given again counts instead. */
	const ask = async (act: string, fields: Fields, more: Record<string, string>) => {
		const token = document.querySelector(`[data-token="${act}"]`)?.value ?? '';
		const changed = Object.entries({ ...more, token });
		const kept = fields.filter(([name]) => !changed.some(([other]) => other === name));
		const given = await post([...kept, ...changed]).catch(() => '');
		return parse(given).querySelector('main');
	};

	/** What a person is told where no page came back, or only one that refuses. */
	const failed = (answer: Element | null) =>
		say(answer?.querySelector('p')?.textContent ?? 'n8n does not answer. Open the page again.');

	/** The long act that goes on. Whatever begins another ends it. */
	let current: object = {};

	/** Has connections verified, step by step, and takes over what the server then shows. */
	const verify = async (fields: Fields, mine: object) => {
		let since = '';
		for (let before = -1; current === mine; ) {
			const format = connection === '' ? 'part' : '';
			const answer = await ask('verify', fields, { since, format });
			if (!answer?.querySelector('[data-token="verify"]')) return failed(answer);
			const { done = '', total = '', since: begun = '' } = answer.dataset;
			take(answer);
			const isOver = Number(done) >= Number(total) || Number(done) <= before;
			if (isOver || current !== mine) {
				refresh(answer, '[data-notice]');
				break;
			}
			since = begun;
			before = Number(done);
			say(`${done} of ${total} verified`, done, total);
		}
		setHidden('[data-busy]', true);
	};

	/** One long act comes after another, so that each finds what the one before it left. */
	let last: Promise<void> = Promise.resolve();
	const start = (fields: Fields) => {
		const mine = {};
		current = mine;
		say('Verifying…');
		last = last.then(async () => await verify(fields, mine));
	};

	/** Reads when connections were last used. */
	const readUses = async (form: Element) => {
		const answer = await ask('lastUse', fieldsOf(form), { format: 'part' });
		if (answer?.querySelector('[data-uses]')) return take(answer);
		const said = document.querySelector('[data-uses]');
		if (said) said.textContent = 'The last use could not be read.';
	};

	/** Verifies what was opened in n8n, once the person is back. */
	const comeBack = () => {
		const form = document.querySelector('[data-verifying]');
		if (document.visibilityState !== 'visible' || reopened === '' || !form) return;
		reopened = '';
		start(fieldsOf(form));
	};

	for (const name of FILTERS) {
		document.querySelector(`[data-filter="${name}"]`)?.addEventListener('input', filter);
	}
	setHidden('[data-without-script]', true);
	document.addEventListener('click', (event) => {
		const link = event.target.closest('[data-show]');
		if (link) {
			event.preventDefault();
			const chosen = link.dataset.show ?? '';
			show = chosen === show ? '' : chosen;
			filter();
		}
		if (event.target.closest('[data-stop]')) {
			current = {};
			say('Stopping…');
		}
		reopened = event.target.closest('[data-reauthorize]')?.dataset.reauthorize ?? reopened;
		const all = event.target.closest('[data-select-all]');
		for (const box of all ? document.querySelectorAll('[data-row]:not([hidden]) [name=id]') : []) {
			box.checked = all?.checked ?? false;
		}
	});
	document.addEventListener('submit', (event) => {
		const { target: form, submitter } = event;
		if (form.dataset.verifying !== undefined && connection === '') {
			event.preventDefault();
			const name = submitter?.name ?? '';
			start([
				...fieldsOf(form),
				...(submitter && name !== '' ? [[name, submitter.value] as const] : []),
			]);
			return;
		}
		// Nobody sends a form twice while the answer is on its way.
		for (const button of form.querySelectorAll('[type=submit]')) {
			button.setAttribute('aria-disabled', 'true');
		}
		if (form.querySelector('[data-token]')) say('Working…');
	});
	document.addEventListener('visibilitychange', comeBack);
	// Where n8n opened in a window beside the page, the page was visible all the time.
	window.addEventListener('focus', comeBack);
	const [using, verifying] = ['using', 'verifying'].map((name) =>
		document.querySelector(`[data-${name}][data-old]`),
	);
	if (using) last = readUses(using);
	if (verifying) start([...fieldsOf(verifying), ['one', 'stale']]);
}

/** Leaves all but the first connections out (see the style sheet) until the page was painted: a large table takes long to lay out. */
export const FIRST = Html.own(`document.documentElement.className = 'first';
addEventListener('DOMContentLoaded', () => requestAnimationFrame(() => setTimeout(() => {
	document.documentElement.className = '';
})))`);

/** The script with what the browser gives it. */
export const script = Html.own(`(${String(run)})({
	document,
	window,
	fieldsOf: (form) => [...new FormData(form)],
	post: async (fields) => (await fetch(location.href, { method: 'POST', body: new URLSearchParams(fields) })).text(),
	// The head holds a style that the policy of this page does not know.
	parse: (text) => new DOMParser().parseFromString(text.slice(Math.max(0, text.indexOf('<main'))), 'text/html'),
});`);
